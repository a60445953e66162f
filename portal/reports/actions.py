"""Ordering a report: one row and one job a key, however often the button is pressed."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import transaction

from assessments.models import Result
from core.accounts.actor import Actor
from core.audit import record
from core.jobs.actions import owe
from portal.reports.composition import Edition
from portal.reports.document import TEMPLATE_VERSION
from portal.reports.models import Report

KIND = "report"
_REPORTS = uuid.UUID("4b0f4f0e-2f0a-5d0b-9d6c-6a1e3f3f6a10")


@transaction.atomic
def order_report(*, result_id: uuid.UUID, edition: Edition, by: Actor, at: datetime) -> Report:
    """The report of these facts in this language, with the job that makes it; both are new at most once.

    The same result, language, layout, content and audience give the same report, whatever its job's state.
    The content comes without a number. Raises Result.DoesNotExist for a result that one may not see.
    """
    result = Result.objects.visible_to(by).only("id", "organisation_id").get(pk=result_id)
    content, audience = edition.content, edition.audience
    numbered = content.numbered(_number_key(result.pk, audience))
    key = f"{KIND}:{result.pk}:{content.language}:{TEMPLATE_VERSION}:{numbered.sha256}"
    report_id = uuid.uuid5(_REPORTS, key)
    job = owe(
        kind=KIND,
        dedupe_key=key,
        payload={"report": str(report_id)},
        by=by,
        at=at,
        organisation_id=result.organisation_id,
    )
    report, is_new = Report.objects.get_or_create(
        pk=report_id,
        defaults={
            "result": result,
            "job": job,
            "language": content.language,
            "template_version": TEMPLATE_VERSION,
            "number": numbered.number,
            "tier": numbered.standing.tier,
            "content": numbered.document(),
            "content_sha256": numbered.sha256,
            "audience": audience,
            "created_at": at,
        },
    )
    if is_new:
        record(
            by=by,
            at=at,
            verb="report.ordered",
            subject_kind="report",
            subject_id=report.pk,
            data={"result": str(result.pk), "language": content.language, "number": report.number},
        )
    return report


def _number_key(result_id: uuid.UUID, audience: uuid.UUID | None) -> bytes:
    # With the result, the layout and the audience in it: two diagnostics may come to the very same content on
    # one day, a report printed anew in a later layout is another report, and so is one for other readers.
    readers = f":{audience}" if audience else ""
    return f"{settings.SECRET_KEY}:report-number:{TEMPLATE_VERSION}:{result_id}{readers}".encode()
