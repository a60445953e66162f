"""Files that show answers, behind the same two walls as the answers themselves."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

HERE = "((SELECT ieum_organisations())::uuid[])"
MINE = f"((SELECT ieum_kind()) = 'company' AND organisation_id = ANY {HERE})"
WALLS = "".join(
    f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY {policy} ON {table} USING ((SELECT ieum_is_system()) OR {MINE});
"""
    for table, policy in (
        ("assessments_evidencefile", "evidence_file_scope"),
        ("assessments_evidence", "evidence_scope"),
    )
)
BACK = """
DROP POLICY evidence_scope ON assessments_evidence;
ALTER TABLE assessments_evidence DISABLE ROW LEVEL SECURITY;
DROP POLICY evidence_file_scope ON assessments_evidencefile;
ALTER TABLE assessments_evidencefile DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0009_choice_is_by_mail"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0011_withdrawn_shares_are_gone"),
    ]
    operations = [
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120, verbose_name="file")),
                ("kind", models.CharField(max_length=8, verbose_name="kind")),
                ("sha256", models.CharField(max_length=64)),
                ("size_bytes", models.PositiveIntegerField(verbose_name="size")),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded at")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence_files",
                        to="core.organisation",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence file",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organisation"), models.F("sha256"), name="evidence_file_once_per_company"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="evidence_file_has_sha256"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("item", models.CharField(max_length=40)),
                ("attached_at", models.DateTimeField(verbose_name="attached at")),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="removed at")),
                (
                    "attached_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="core.organisation",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="assessments.session",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="assessments.evidencefile",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("session"), models.F("item"), models.F("file"), name="evidence_once_per_item"
                    )
                ],
                "indexes": [
                    models.Index(fields=["organisation", "item"], name="evidence_organisation_item")
                ],
            },
        ),
        migrations.RunSQL(WALLS, BACK),
    ]
