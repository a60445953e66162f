"""The worker's side of a report: print it, store the file, publish it once."""

import uuid
from dataclasses import dataclass

from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.jobs.handlers import JobFailed, handles
from core.jobs.work import Work
from core.notices.telling import Kind, register, tell
from core.notices.topics import Topic
from core.scope import acting_as_system
from portal.reports import document, storage
from portal.reports.content import ReportContent
from portal.reports.models import Report
from portal.reports.renderer import Printed, renderer

KIND = "report"
STEPS = ("reading", "layout", "writing", "storing")
LARGEST_PAGES = 40
LARGEST_BYTES = 5 * 1024 * 1024
READY = Kind(
    "report_ready",
    _("Your report is ready"),
    _("Report %(number)s can be downloaded."),
    _("Open the report"),
    topic=Topic("reports", _("Reports"), _("A report that you ordered is ready."), by_mail=False),
)
register(READY)


@dataclass(frozen=True, slots=True)
class _Ordered:
    """What the worker needs of a report's row."""

    id: uuid.UUID
    content: ReportContent


@handles(KIND, attempts=3, lease_seconds=15)
def make_report(work: Work) -> None:
    """Print the ordered report; a report that is published already is left alone.

    Raises JobFailed for a content that cannot be read or comes out too large: printing again would not help.
    """
    work.progress("reading", 0, len(STEPS))
    ordered = _ordered(uuid.UUID(work.payload["report"]))
    if ordered is None:
        return
    printed = print_content(ordered.content, work)
    work.progress("storing", 3, len(STEPS))
    sha256 = storage.put(printed.pdf)
    with work.publishing():
        Report.objects.filter(pk=ordered.id, published_at__isnull=True).update(
            file_sha256=sha256, size_bytes=len(printed.pdf), pages=printed.pages, published_at=Now()
        )
        _tell(ordered)


def print_content(content: ReportContent, work: Work | None = None) -> Printed:
    """The printed report, as `print_page` prints it."""
    return print_page(document.html(content), work)


def print_page(html: str, work: Work | None = None) -> Printed:
    """The page as PDF. Raises RenderFailed, or JobFailed when it is too large to be sent to anybody."""

    def step(name: str) -> None:
        if work is not None:
            work.progress(name, STEPS.index(name), len(STEPS))

    step("layout")
    printed = renderer().render(
        html, progress=step, waiting=(lambda: None) if work is None else work.heartbeat
    )
    if printed.pages > LARGEST_PAGES or len(printed.pdf) > LARGEST_BYTES:
        raise JobFailed(f"the report is too large: {printed.pages} pages, {len(printed.pdf)} bytes")
    return printed


def _ordered(report: uuid.UUID) -> _Ordered | None:
    with acting_as_system():
        row = Report.objects.filter(pk=report, published_at__isnull=True).values("pk", "content").first()
    if row is None:
        return None
    try:
        return _Ordered(row["pk"], ReportContent.from_document(row["content"]))
    except ValueError as fault:
        raise JobFailed(f"the content cannot be read: {fault}") from fault


def _tell(ordered: _Ordered) -> None:
    user = Report.objects.filter(pk=ordered.id).values_list("job__created_by_id", flat=True).first()
    if user is not None:
        tell(
            user,
            READY.code,
            {"number": ordered.content.number},
            url=reverse("reports:report", args=[ordered.id]),
        )
