"""Searches that people keep: each only its own person's, behind the wall."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

WALL = """
ALTER TABLE matching_savedsearch ENABLE ROW LEVEL SECURITY;
ALTER TABLE matching_savedsearch FORCE ROW LEVEL SECURITY;
CREATE POLICY saved_search_scope ON matching_savedsearch USING (
  (SELECT ieum_is_system()) OR (organisation_id = ANY ((SELECT ieum_organisations())::uuid[])
    AND user_id::text = (SELECT ieum_user())));
"""
BACK = """
DROP POLICY saved_search_scope ON matching_savedsearch;
ALTER TABLE matching_savedsearch NO FORCE ROW LEVEL SECURITY;
ALTER TABLE matching_savedsearch DISABLE ROW LEVEL SECURITY;
"""


def _ids() -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_committees"),
        ("matching", "0013_deleted_for_a_while"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=40, verbose_name="name")),
                ("wish", models.JSONField(verbose_name="search")),
                ("is_watched", models.BooleanField(default=False, verbose_name="tell me of new suppliers")),
                ("known", _ids()),
                ("news", _ids()),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="told at")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="core.organisation"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved search",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organisation"),
                        models.F("user"),
                        django.db.models.functions.text.Lower("name"),
                        name="saved_search_name_once",
                        violation_error_message="You have a search with this name already.",
                    )
                ],
            },
        ),
        migrations.RunSQL(WALL, BACK),
    ]
