"""A preview: the sample company's report in a letterhead, printed by the worker as any report is."""

import uuid
from dataclasses import replace
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core.accounts.actor import Actor
from core.jobs.actions import owe
from core.jobs.handlers import handles
from core.jobs.models import Job
from core.jobs.work import Work
from core.scope import acting_as_system
from core.web import Refused
from core.web.wording import SEOUL
from portal.letterheads.models import Letterhead
from portal.letterheads.policies import may_keep
from portal.reports.content import ReportContent
from portal.reports.document import TEMPLATE_VERSION
from portal.reports.handlers import print_content
from portal.reports.letterhead import Letterhead as Printed
from portal.reports.sample import sample_content

KIND = "letterhead-preview"
FOLDER = "letterheads/preview"


def preview_content(head: Printed) -> ReportContent:
    """The Korean sample in this letterhead, without a number: nobody can look it up."""
    return replace(sample_content("ko"), number="", letterhead=head)


def preview_name(head: Printed) -> str:
    """Where its file lies: the same letterhead and layout give the same file."""
    return f"{FOLDER}/{head.digest[:32]}-{TEMPLATE_VERSION}.pdf"


def preview_file(head: Printed) -> bytes | None:
    """The file; None while it is still being made."""
    name = preview_name(head)
    if not default_storage.exists(name):
        return None
    with default_storage.open(name, "rb") as file:
        pdf: bytes = file.read()
    return pdf


def order_preview(row: Letterhead, *, by: Actor, at: datetime) -> Job:
    """The job that makes it, once a day at most for each revision: it prints the draft as it finds it.

    What was ordered before and taken back since can be ordered again. Refused 403 for who keeps none.
    """
    if reason := may_keep(by):
        raise Refused(reason, code="not-allowed", status=403)
    key = f"{preview_name(row.printed())}:{row.pk}:{row.revision}:{at.astimezone(SEOUL).date()}"
    return owe(
        kind=KIND,
        dedupe_key=key,
        payload={"letterhead": str(row.pk)},
        by=by,
        at=at,
        organisation_id=row.organisation_id,
    )


@handles(KIND, attempts=3)
def make_preview(work: Work) -> None:
    """Print it and store it, unless it is there or the draft is gone."""
    with acting_as_system():
        rows = Letterhead.objects.select_related("organisation")
        row = rows.filter(pk=uuid.UUID(str(work.payload["letterhead"]))).first()
        head = row.printed() if row else None
    if head is not None and not default_storage.exists(preview_name(head)):
        pdf = print_content(preview_content(head), work).pdf
        default_storage.save(preview_name(head), ContentFile(pdf))
