"""Enquiries to several suppliers, and whom to ask when one does not answer: the company's alone to know."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

WALL = """
ALTER TABLE matching_enquiryround ENABLE ROW LEVEL SECURITY;
ALTER TABLE matching_enquiryround FORCE ROW LEVEL SECURITY;
CREATE POLICY enquiry_round_scope ON matching_enquiryround USING (
  (SELECT ieum_is_system()) OR organisation_id = ANY ((SELECT ieum_organisations())::uuid[]));
"""
BACK = """
DROP POLICY enquiry_round_scope ON matching_enquiryround;
ALTER TABLE matching_enquiryround NO FORCE ROW LEVEL SECURITY;
ALTER TABLE matching_enquiryround DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0010_committees"), ("matching", "0014_saved_searches")]
    operations = [
        migrations.CreateModel(
            name="EnquiryRound",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "next_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="core.organisation"
                    ),
                ),
            ],
            options={"verbose_name": "round of enquiries"},
        ),
        migrations.AddField(
            model_name="consultation",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="consultations",
                to="matching.enquiryround",
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="passed_on_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="passed on at"),
        ),
        migrations.AddIndex(
            model_name="consultation",
            index=models.Index(
                condition=models.Q(("passed_on_at__isnull", True), ("round__isnull", False)),
                fields=["round"],
                name="consultation_to_pass_on",
            ),
        ),
        migrations.RunSQL(WALL, BACK),
    ]
