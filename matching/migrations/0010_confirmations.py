"""Confirming projects: requests behind a wall, and confirmed records that nobody can change."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

HERE = "ANY ((SELECT ieum_organisations())::uuid[])"
WALL = f"""
ALTER TABLE matching_confirmation ENABLE ROW LEVEL SECURITY;
ALTER TABLE matching_confirmation FORCE ROW LEVEL SECURITY;
CREATE POLICY confirmation_scope ON matching_confirmation USING (
  (SELECT ieum_is_system())
  OR organisation_id = {HERE}
  OR EXISTS (SELECT 1 FROM matching_supplier s WHERE s.id = supplier_id AND s.organisation_id = {HERE})
  OR (state IN ('confirmed', 'checked', 'returned') AND (
    (SELECT ieum_kind()) = 'ministry'
    OR ((SELECT ieum_kind()) = 'technopark' AND EXISTS (
      SELECT 1 FROM matching_trackrecord r JOIN core_organisation o ON left(o.sigungu, 2) = r.sido
      WHERE r.id = record_id AND o.id = {HERE})))));
CREATE TRIGGER track_record_stays BEFORE UPDATE ON matching_trackrecord
  FOR EACH ROW WHEN (OLD.customer_confirmed_at IS NOT NULL AND OLD.checked_at IS NOT NULL)
  EXECUTE FUNCTION ieum_append_only();
"""
BACK = """
DROP TRIGGER track_record_stays ON matching_trackrecord;
DROP POLICY confirmation_scope ON matching_confirmation;
ALTER TABLE matching_confirmation DISABLE ROW LEVEL SECURITY;
"""
STATES = [
    ("asked", "Waiting for the customer"),
    ("confirmed", "Confirmed by the customer, to be checked"),
    ("refused", "Not confirmed by the customer"),
    ("withdrawn", "Taken back"),
    ("checked", "Confirmed and checked"),
    ("returned", "Returned"),
]


class Migration(migrations.Migration):
    dependencies = [("core", "0008_notice_choices"), ("matching", "0009_stated_capacity")]
    operations = [
        migrations.AddField(
            "trackrecord",
            "customer_name",
            models.CharField(blank=True, default="", max_length=120, verbose_name="customer"),
        ),
        migrations.CreateModel(
            "Confirmation",
            [
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, default="", max_length=254, verbose_name="address of the customer"
                    ),
                ),
                ("token_hash", models.CharField(blank=True, default="", max_length=64)),
                ("state", models.CharField(choices=STATES, max_length=10, verbose_name="state")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("asked_by_id", models.UUIDField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                (
                    "customer",
                    models.CharField(
                        blank=True, default="", max_length=120, verbose_name="company of the customer"
                    ),
                ),
                (
                    "answered_by",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="answered by"),
                ),
                ("answered_by_id", models.UUIDField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                ("is_named", models.BooleanField(default=False, verbose_name="may be named")),
                ("checked_by_id", models.UUIDField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=500, verbose_name="reason")),
                ("evidence_before", models.CharField(blank=True, default="", max_length=10)),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="confirmations_asked",
                        to="core.organisation",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="matching.trackrecord",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="matching.supplier",
                    ),
                ),
            ],
            options={
                "verbose_name": "confirmation of a project",
                "indexes": [
                    models.Index(fields=["organisation", "state"], name="confirmation_customer"),
                    models.Index(fields=["state", "answered_at"], name="confirmation_queue"),
                    models.Index(
                        fields=["token_hash"],
                        condition=models.Q(("token_hash", ""), _negated=True),
                        name="confirmation_link",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(state__in=[state for state, _name in STATES]),
                        name="confirmation_state_known",
                    ),
                    models.UniqueConstraint(
                        fields=["record"],
                        condition=models.Q(state__in=["asked", "confirmed"]),
                        name="confirmation_open_once",
                        violation_error_message="This project is being confirmed already.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(WALL, BACK),
    ]
