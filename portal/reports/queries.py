"""What the report's pages show."""

import hashlib
import re
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import date

from django.db import connection

from core.accounts.actor import Actor
from core.jobs.models import Job, JobState
from portal.reports import sample
from portal.reports.document import verification_address
from portal.reports.models import Report

NUMBER = re.compile(r"IE-\d{4}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}")
_PUBLIC = """
SELECT number, version, language, framework, issued_on, tier, tier_title, content_sha256, file_sha256,
  size_bytes, pages, is_latest FROM portal_public_report(%s)
"""


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as its page shows it. `ahead` counts the jobs that are due before it while it waits."""

    job: Job
    ahead: int

    @property
    def is_over(self) -> bool:
        """Whether nothing changes any more by itself."""
        return self.job.state in (JobState.DONE.value, JobState.FAILED.value)

    @property
    def is_retrying(self) -> bool:
        """Whether an attempt failed and another one is due."""
        return self.job.state == JobState.QUEUED.value and self.job.attempts > 0


@dataclass(frozen=True, slots=True)
class PublicReport:
    """What a report's number tells anybody: nothing about the company or a person."""

    number: str
    version: str
    language: str
    framework: str
    issued_on: date
    tier: str
    tier_title: str
    content_sha256: str
    file_sha256: str
    size_bytes: int | None
    pages: int | None
    is_latest: bool
    is_sample: bool = False

    @property
    def address(self) -> str:
        """The address of the page that shows this."""
        return verification_address(self.number)


def job_view(job: Job) -> JobView:
    """A job with its place in the queue; one query while it waits, none afterwards."""
    ahead = 0
    if job.state == JobState.QUEUED.value:
        ahead = Job.objects.filter(state=JobState.QUEUED.value, not_before__lt=job.not_before).count()
    return JobView(job, ahead)


def report_with_job(report_id: uuid.UUID, by: Actor) -> Report:
    """A report one may see, with its job, result and company. Raises Report.DoesNotExist."""
    return (
        Report.objects.visible_to(by)
        .select_related("job", "result__organisation")
        .defer("content", "result__outcome", "result__answers")
        .get(pk=report_id)
    )


def normalised(number: str) -> str:
    """A report number as typed, in its written form: "ie 2026 7k3m9 qxd2a" is "IE-2026-7K3M9-QXD2A".

    Full-width letters and signs count as plain ones.
    """
    letters = re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", number[:60]).upper())
    head, digits = letters[:6], letters[6:].replace("O", "0").replace("I", "1").replace("L", "1")
    return f"{head[:2]}-{head[2:6]}-{digits[:5]}-{digits[5:]}"


def public_report(number: str) -> PublicReport | None:
    """What anybody may know of the report with this number; None when there is none."""
    number = normalised(number)
    if not NUMBER.fullmatch(number):
        return None
    with connection.cursor() as cursor:
        cursor.execute(_PUBLIC, [number])
        row = cursor.fetchone()
    return PublicReport(*row) if row else _sample(number)


def _sample(number: str) -> PublicReport | None:
    for language in sample.LANGUAGES:
        content = sample.sample_content(language)
        if content.number == number:
            pdf = sample.sample_file(language).read()
            return PublicReport(
                number,
                content.version,
                language,
                content.framework.title,
                content.issued_on,
                content.standing.tier,
                content.standing.tier_title,
                content.sha256,
                hashlib.sha256(pdf).hexdigest() if pdf else "",
                len(pdf) if pdf else None,
                None,
                is_latest=True,
                is_sample=True,
            )
    return None
