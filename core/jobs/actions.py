"""Owing work, and asking again for work that failed."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.audit import record
from core.jobs.models import Job, JobState
from core.web.refusal import Refused


def owe(
    *,
    kind: str,
    dedupe_key: str,
    payload: dict[str, Any],
    by: Actor,
    at: datetime,
    organisation_id: uuid.UUID | None = None,
    not_before: datetime | None = None,
) -> Job:
    """The job with this key, inserted in the current transaction unless it is there.

    The relay hears of it when the transaction commits.
    """
    job, _new = Job.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "kind": kind,
            "payload": payload,
            "not_before": not_before or at,
            "organisation_id": organisation_id,
            "created_by_id": by.user_id,
        },
    )
    return job


def owe_once(*, kind: str, dedupe_key: str, payload: dict[str, Any], by: Actor, at: datetime) -> None:
    """Like `owe` in a single INSERT, for pages that only read and record a look; nothing when it is there."""
    job = Job(
        kind=kind, dedupe_key=dedupe_key, payload=payload, not_before=at, created_by_id=by.user_id
    )  # fmt: skip
    Job.objects.bulk_create([job], ignore_conflicts=True)


@transaction.atomic
def retry(*, job_id: uuid.UUID, by: Actor, at: datetime) -> Job:
    """Queue a failed job again, with all its attempts.

    Raises Job.DoesNotExist for a job one may not see, Refused for one that did not fail.
    """
    job = Job.objects.visible_to(by).select_for_update().get(pk=job_id)
    if job.state != JobState.FAILED.value:
        raise Refused(_("This job has not failed, so there is nothing to try again."), code="not-failed")
    job.state = JobState.QUEUED.value
    job.attempts = 0
    job.error = ""
    job.progress_done = 0
    job.not_before = at
    job.finished_at = None
    job.save(update_fields=["state", "attempts", "error", "progress_done", "not_before", "finished_at"])
    record(by=by, at=at, verb="job.retried", subject_kind="job", subject_id=job.pk, data={"kind": job.kind})
    return job
