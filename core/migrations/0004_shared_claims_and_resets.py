"""Shared claims on an address, resets of a lost device, checked business numbers, headers of an effect."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

KEEP = """
CREATE FUNCTION ieum_consent_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF NOT ieum_is_system() THEN
    RAISE EXCEPTION 'a consent is only ever withdrawn' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER consent_kept BEFORE DELETE ON core_consent
  FOR EACH ROW EXECUTE FUNCTION ieum_consent_kept();
"""
BACK = "DROP TRIGGER consent_kept ON core_consent; DROP FUNCTION ieum_consent_kept();"
PERSON = settings.AUTH_USER_MODEL


class Migration(migrations.Migration):
    dependencies = [("core", "0003_jobs_notify")]
    operations = [
        migrations.RemoveConstraint(model_name="user", name="user_email_once"),
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(max_length=254, verbose_name="e-mail address"),
        ),
        migrations.AddField(
            model_name="user",
            name="session_stamp",
            field=models.CharField(blank=True, default="", editable=False, max_length=12),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(django.db.models.functions.text.Lower("email"), name="user_email_lower"),
        ),
        migrations.AddField(
            model_name="organisation",
            name="verified_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="business number checked at"),
        ),
        migrations.AddField(
            model_name="effect", name="headers", field=models.JSONField(default=dict)
        ),
        migrations.CreateModel(
            name="SecondFactorReset",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=PERSON
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="core.organisation"
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=PERSON
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Requested"),
                            ("approved", "Approved"),
                            ("declined", "Declined"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("requested_at", models.DateTimeField(verbose_name="requested at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=PERSON,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
            ],
            options={
                "verbose_name": "reset of two-step sign-in",
                "constraints": [
                    models.UniqueConstraint("user", condition=Q(state="requested"), name="reset_open_once"),
                    models.CheckConstraint(
                        condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                        name="reset_decided_by_another",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP, BACK),
    ]
