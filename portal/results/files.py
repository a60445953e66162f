"""A result as files: a spreadsheet for people, data for programs; both from the content of the report."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.models import Result
from core.accounts.actor import Actor
from core.spreadsheet import CONTENT_TYPE
from portal.reports.composition import edition_for
from portal.reports.content import ReportContent
from portal.reports.download import as_file, named
from portal.reports.workbook import workbook
from portal.results.looks import look


def taken_out(request: HttpRequest, result: Result, by: Actor) -> ReportContent:
    """What this reader may know of the result; whoever is not the company itself leaves an access record."""
    look(request, result, by, "download")
    language = "en" if (get_language() or "ko").startswith("en") else "ko"
    return edition_for(result, language, by).content


def as_data(result: Result, content: ReportContent) -> dict[str, Any]:
    """The content as JSON: decimals and days are texts, so that nothing is rounded."""
    return {"result": str(result.pk), "content": content.document()}


def as_spreadsheet(content: ReportContent) -> HttpResponse:
    """The content as an XLSX file, under a name people recognise."""
    with translation.override(content.language):
        words = [
            str(settings.SERVICE_NAME),
            _("result"),
            content.company.name,
            content.plant.name,
            content.submitted_on.isoformat(),
        ]
    return as_file(workbook(content), named(words, ".xlsx"), CONTENT_TYPE, plain_name="result.xlsx")
