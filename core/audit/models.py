"""The audit trail and the access records: append-only, ids only, no foreign keys."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One change: who did what to which row, written in the transaction of the change.

    A trigger refuses UPDATE and DELETE (core/migrations). Ids are texts so that destroying personal data
    elsewhere leaves the trail whole.
    """

    at = models.DateTimeField(_("at"))
    actor_id = models.CharField(max_length=36, blank=True)
    organisation_id = models.CharField(max_length=36, blank=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("audit event")
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="event_subject")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"


class AccessRecord(models.Model):
    """Who looked at or took out whose data, when, from where and why (kept two years)."""

    at = models.DateTimeField(_("at"))
    actor_id = models.CharField(max_length=36)
    organisation_id = models.CharField(max_length=36)
    address = models.CharField(max_length=45, blank=True)
    act = models.CharField(max_length=40)
    subject_organisation_id = models.CharField(max_length=36, blank=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("access record")
        indexes = [
            models.Index(fields=["subject_organisation_id", "-at"], name="access_subject_at"),
            models.Index(fields=["at"], name="access_at"),
            # Which results an institution has opened, asked for every page of its list.
            models.Index(
                fields=["organisation_id", "subject_id"],
                condition=models.Q(act="view", subject_kind="result"),
                name="access_opened_results",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject_kind}"
