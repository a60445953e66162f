"""Handing out a report's file, and writing down who took it."""

from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.audit import record_look
from core.web import Refused
from portal.reports import storage
from portal.reports.models import Report


def download(report: Report, *, by: Actor, at: datetime, request: HttpRequest) -> HttpResponse:
    """The PDF as an attachment; whoever is not the company itself leaves an access record.

    Raises Refused (503) when the file cannot be read or is not what was published.
    """
    organisation = report.result.organisation
    record_look(
        request,
        by=by,
        at=at,
        act="download",
        kind="report",
        subject_id=report.pk,
        organisation_id=organisation.pk,
    )
    try:
        pdf = storage.get(report.file_sha256)
    except (OSError, ValueError):
        raise Refused(
            _("The file cannot be read just now. Try again in a minute; if it stays away, call us."),
            code="file-away",
            status=503,
        ) from None
    return as_pdf(pdf, file_name(organisation.name, report.number, report.language))


def file_name(company: str, number: str, language: str) -> str:
    """The name a downloaded report has: service, company, number; without anything a disk may refuse."""
    with translation.override(language):
        words = [str(settings.SERVICE_NAME), _("report"), company, number]
    kept = ["".join(sign for sign in word if sign.isalnum() or sign in "-_ ()").strip() for word in words]
    return "_".join(each.replace(" ", "-")[:60] for each in kept if each) + ".pdf"


def as_pdf(pdf: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    """The file under its name, in ASCII and in full."""
    response = HttpResponse(pdf, content_type="application/pdf")
    kind = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{kind}; filename=\"report.pdf\"; filename*=UTF-8''{quote(name)}"
    return response
