"""A result to take along."""

import uuid

from django.http import HttpRequest, HttpResponse

from core.web import actor_of, page
from portal.results.files import as_spreadsheet, taken_out
from portal.results.queries import result_of


@page()
def spreadsheet(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """The result as an XLSX file, with what its reader may know; a stranger's download is recorded."""
    by = actor_of(request)
    return as_spreadsheet(taken_out(request, result_of(result_id, by), by))
