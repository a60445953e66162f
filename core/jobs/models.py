"""Work that is owed."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class JobQuerySet(models.QuerySet["Job"]):
    """Doors to jobs."""

    def visible_to(self, by: Actor) -> Self:
        """Jobs that one started, or that one's organisation owns."""
        if by.is_system:
            return self
        if by.user_id is None:
            return self.none()
        return self.filter(
            models.Q(created_by_id=by.user_id) | models.Q(organisation_id__in=by.organisation_ids)
        )


class Job(models.Model):
    """A report, mail, webhook or import that is owed: inserted in the transaction of its cause.

    The relay claims due rows and hands their id to Celery; `lease_until` and `lease_token` say who works on
    it, and only the holder of the token may publish the outcome.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    dedupe_key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=40, blank=True, default="")
    error = models.CharField(max_length=500, blank=True, default="")
    organisation_id = models.UUIDField(null=True, blank=True)
    created_by_id = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=models.Q(state__in=["queued", "running"]),
                name="job_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
