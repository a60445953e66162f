"""Modules of a diagnostic are answered by whoever holds a link; each answer remembers it."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

_COLUMNS = (
    "session_id, item, version, choices, non_answer, comment, origin, mark, answered_at, answered_by_id"
)


def _keep(columns: str) -> str:
    old = ", ".join(f"OLD.{each.strip()}" for each in columns.split(","))
    return f"""
CREATE OR REPLACE FUNCTION ieum_keep_answer() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'a changed answer has the next version' USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO assessments_formeranswer ({columns}) VALUES ({old});
  RETURN NULL;
END $$;
"""


WALL = """
ALTER TABLE assessments_delegation ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_delegation FORCE ROW LEVEL SECURITY;
CREATE POLICY delegation_scope ON assessments_delegation USING (
  (SELECT ieum_is_system()) OR (taken_key <> '' AND taken_key = (SELECT ieum_draft()))
  OR EXISTS (SELECT 1 FROM assessments_session s WHERE s.id = session_id))
  WITH CHECK (
  (SELECT ieum_is_system()) OR EXISTS (SELECT 1 FROM assessments_session s WHERE s.id = session_id));
"""
BACK = "DROP POLICY delegation_scope ON assessments_delegation;"


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0014_answer_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("part", "Part for a colleague"), ("device", "My other device")], max_length=6
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=40, verbose_name="for whom")),
                (
                    "modules",
                    django.contrib.postgres.fields.ArrayField(models.CharField(max_length=40), size=None),
                ),
                ("made_at", models.DateTimeField()),
                ("open_until", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("taken_key", models.CharField(blank=True, default="", max_length=64)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delegations",
                        to="assessments.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "delegation",
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(taken_at__isnull=True, taken_key="")
                        | Q(taken_at__isnull=False) & ~Q(taken_key=""),
                        name="delegation_taken_by_a_browser",
                    ),
                    models.CheckConstraint(condition=~Q(modules=[]), name="delegation_of_some_module"),
                ],
                "indexes": [
                    models.Index(
                        fields=["taken_key"], condition=~Q(taken_key=""), name="delegation_taken_key"
                    )
                ],
            },
        ),
        migrations.AddField(
            "answer",
            "delegation",
            models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="assessments.delegation",
            ),
        ),
        migrations.AddField(
            "formeranswer",
            "delegation",
            models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="assessments.delegation",
            ),
        ),
        migrations.RunSQL(_keep(f"{_COLUMNS}, delegation_id"), _keep(_COLUMNS)),
        migrations.RunSQL(WALL, BACK),
    ]
