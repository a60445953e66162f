"""The regional list and the districts it is about."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from assessments.models import Result
from core.accounts.address import client_address
from core.accounts.roles import Kind
from core.web import actor_of, page
from core.web.request import now
from programmes import actions
from programmes.filters import RegionalFilter, filtered
from programmes.opened import opened, opened_among
from programmes.queries import Desk, Listed, desk, desk_rows, regional_results, results_per_district, today
from programmes.views.table import columns, rows

OFFICE = {Kind.TECHNOPARK.value}
PER_PAGE = ("50", "100", "200")


@page(kinds=OFFICE)
def regional_list(request: HttpRequest) -> HttpResponse:
    """The shared results of one's districts: filters in the address, 50, 100 or 200 rows a page."""
    by = actor_of(request)
    office = desk(by)
    found = filtered(request, request.GET, desk_rows(by, office), office)
    asked = request.GET.get("rows", "")
    per_page = asked if asked in PER_PAGE else PER_PAGE[0]
    # Django's stubs ask a paginator's rows for more than a paginator asks.
    listed: Any = Listed(found.qs, regional_results(by, office))
    paginator: Paginator[Result] = Paginator(listed, int(per_page))
    shown = paginator.get_page(request.GET.get("page"))
    actions.record_list_view(by=by, at=now(), address=client_address(request), count=len(shown.object_list))
    seen = opened_among((row.pk for row in shown.object_list), office.parks)
    return render(
        request,
        "programmes/regional_list.html",
        {
            "filter": found,
            "page": shown,
            "total": shown.paginator.count,
            "columns": columns(request.GET.get("sort", "")),
            "rows": rows(shown.object_list, seen, found.query),
            "per_page": per_page,
            "choices_per_page": PER_PAGE,
            "query": found.query,
            "address": request.build_absolute_uri(f"{request.path}?{found.query}"),
            "has_districts": bool(office.codes),
            "is_all_opened": not shown.paginator.count and _is_all_opened(request, found, office),
            "query_without_opened": found.query_of(exclude="opened"),
        },
        status=200 if found.form.is_valid() else 400,
    )


def _is_all_opened(request: HttpRequest, found: RegionalFilter, office: Desk) -> bool:
    """Whether the list is empty only because everything in it was opened."""
    if request.GET.get("opened") != "no" or not found.form.is_valid():
        return False
    wider = QueryDict(found.query_of(exclude="opened"))
    return filtered(request, wider, desk_rows(actor_of(request), office), office).qs.exists()


@page(kinds=OFFICE)
def next_unopened(request: HttpRequest) -> HttpResponse:
    """Leads to the first result of the filtered list that nobody here has opened, or back to the list."""
    by = actor_of(request)
    office = desk(by)
    found = filtered(request, request.GET, desk_rows(by, office), office)
    wanted = found.qs if found.form.is_valid() else found.qs.none()
    first = opened(wanted, office.parks, is_opened=False).values_list("result_id", flat=True).first()
    data = request.GET.copy()
    if first is None:
        if wanted.exists():
            data["opened"] = "no"
        return redirect(f"{reverse('programmes:regional_list')}?{data.urlencode()}")
    return redirect(f"{reverse('results:result', args=[first])}?{urlencode({'in': found.query})}")


@page(kinds=OFFICE)
def districts(request: HttpRequest) -> HttpResponse:
    """The districts one's technopark serves today, each with its results."""
    by = actor_of(request)
    found = results_per_district(by, desk(by))
    return render(request, "programmes/districts.html", {"districts": found, "day": today()})
