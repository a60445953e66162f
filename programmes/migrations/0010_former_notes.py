"""What a note said before it was changed stays readable, behind the wall of the notes, and nobody rewrites it."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

HERE = "(SELECT ieum_is_system()) OR ((SELECT ieum_kind()) = 'technopark' AND organisation_id = ANY ((SELECT ieum_organisations())::uuid[]))"
WALL = f"""
ALTER TABLE programmes_formernote ENABLE ROW LEVEL SECURITY;
ALTER TABLE programmes_formernote FORCE ROW LEVEL SECURITY;
CREATE POLICY former_note_read ON programmes_formernote FOR SELECT USING ({HERE});
CREATE POLICY former_note_added ON programmes_formernote FOR INSERT WITH CHECK ({HERE});
CREATE POLICY former_note_ends ON programmes_formernote FOR DELETE USING ((SELECT ieum_is_system()));
ALTER TABLE programmes_formernote ADD CONSTRAINT former_note_of_a_review
  FOREIGN KEY (review_id) REFERENCES programmes_review (id) ON DELETE CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0007_access_records_end"), ("programmes", "0009_states_have_versions")]

    operations = [
        migrations.CreateModel(
            name="FormerNote",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField()),
                ("note", models.CharField(max_length=2000, verbose_name="note")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.organisation"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="former_notes",
                        to="programmes.review",
                    ),
                ),
            ],
            options={
                "verbose_name": "former note",
                "constraints": [
                    models.UniqueConstraint(fields=("review", "version"), name="former_note_once")
                ],
            },
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
