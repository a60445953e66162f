"""The regional list as a file, with a stated reason."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core.accounts.address import client_address
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.request import now
from programmes import actions
from programmes.filters import RegionalFilter, filtered
from programmes.forms import ExportForm
from programmes.queries import desk, regional_results
from programmes.views.regional import OFFICE
from programmes.workbook import CONTENT_TYPE, regional_workbook

MOST_ROWS = 20_000


@page(kinds=OFFICE)
def _export_form(request: HttpRequest) -> HttpResponse:
    return _page(request, ExportForm(), _found(request))


@change(kinds=OFFICE)
def _export(request: HttpRequest) -> HttpResponse:
    """The file is made inside the transaction: afterwards row-level security would show no row."""
    form = ExportForm(request.POST)
    found = _found(request)
    if not form.is_valid():
        return _page(request, form, found, 422)
    rows = list(found.qs[:MOST_ROWS])
    if not rows:
        form.add_error(None, _("There is nothing to take out with these filters. Change them first."))
        return _page(request, form, found, 422)
    try:
        actions.record_list_export(
            by=actor_of(request),
            at=now(),
            address=client_address(request),
            reason=form.cleaned_data["reason"],
            organisation_ids=[row.organisation_id for row in rows],
            filters=[name for name in found.filters if found.data.get(name)],
        )
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        return _page(request, form, found, refused.status)
    day = timezone.localdate()
    response = HttpResponse(regional_workbook(rows, day), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(
        True, f"{_('Regional list')}-{day.isoformat()}.xlsx"
    )
    return response


export = page_or_change(_export_form, _export)


def _found(request: HttpRequest) -> RegionalFilter:
    by = actor_of(request)
    office = desk(by)
    return filtered(request, request.GET, regional_results(by, office), office)


def _page(request: HttpRequest, form: ExportForm, found: RegionalFilter, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "filter": found,
        "query": found.data.urlencode(),
        "total": found.qs.count(),
        "most": MOST_ROWS,
    }
    return render(request, "programmes/export.html", context, status=status)
