"""Handing out a report's file, and writing down who took it."""

from collections.abc import Sequence
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
        return named([str(settings.SERVICE_NAME), _("report"), company, number], ".pdf")


def named(words: Sequence[str], ending: str) -> str:
    """A file's name made of words, without anything a disk may refuse."""
    kept = ["".join(sign for sign in word if sign.isalnum() or sign in "-_ ()").strip() for word in words]
    return "_".join(each.replace(" ", "-")[:60] for each in kept if each) + ending


def as_pdf(pdf: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    """The PDF under its name."""
    return as_file(pdf, name, "application/pdf", plain_name="report.pdf", inline=inline)


def as_file(
    body: bytes, name: str, content_type: str, *, plain_name: str, inline: bool = False
) -> HttpResponse:
    """The file under its name, in ASCII and in full."""
    response = HttpResponse(body, content_type=content_type)
    kind = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{kind}; filename=\"{plain_name}\"; filename*=UTF-8''{quote(name)}"
    return response
