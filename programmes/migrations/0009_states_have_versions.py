"""States have a version, as notes do; a bulk change being checked has an address; contacts can be asked for."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

HERE = "(SELECT ieum_is_system()) OR ((SELECT ieum_kind()) = 'technopark' AND organisation_id = ANY ((SELECT ieum_organisations())::uuid[]))"
WALL = f"""
ALTER TABLE programmes_bulkdraft ENABLE ROW LEVEL SECURITY;
ALTER TABLE programmes_bulkdraft FORCE ROW LEVEL SECURITY;
CREATE POLICY bulk_draft_scope ON programmes_bulkdraft USING ({HERE});
"""
STATES = [("new", "New"), ("reading", "Being read"), ("contacted", "Contacted"), ("done", "Done")]


class Migration(migrations.Migration):
    dependencies = [("core", "0007_access_records_end"), ("programmes", "0008_desk_rows_counted")]

    operations = [
        migrations.AddField(
            model_name="review", name="state_version", field=models.PositiveIntegerField(default=0)
        ),
        migrations.AddField(
            model_name="review",
            name="contact_asked_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="contact asked for at"),
        ),
        migrations.AddField(
            model_name="review", name="contact_asked_by_id", field=models.UUIDField(blank=True, null=True)
        ),
        migrations.CreateModel(
            name="BulkDraft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_by_id", models.UUIDField()),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                ("state", models.CharField(choices=STATES, max_length=10, verbose_name="state")),
                (
                    "result_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("over", models.PositiveIntegerField(default=0)),
                ("query", models.CharField(blank=True, default="", max_length=2000, verbose_name="filters")),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programmes.bulkchange",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.organisation",
                    ),
                ),
            ],
            options={"verbose_name": "draft of a bulk change"},
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
