"""The regional list and the districts it is about."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Result
from core.accounts.address import client_address
from core.accounts.roles import Kind
from core.web import actor_of, page
from core.web.request import now
from programmes import actions
from programmes.filters import WAITING, RegionalFilter, filtered
from programmes.models import SavedView, State
from programmes.opened import opened_among
from programmes.queries import Desk, Listed, desk, desk_rows, regional_results, today
from programmes.reviews import pending, reviews_among, work_per_district
from programmes.steps import MOST, PER_PAGE, order_with
from programmes.views.table import columns, rows

OFFICE = {Kind.TECHNOPARK.value}
WAITS = (("opened", "no"), ("state", WAITING))
"""Filters whose list is empty when the work is done."""


@page(kinds=OFFICE)
def regional_list(request: HttpRequest) -> HttpResponse:
    """The shared results of one's districts: filters in the address, 50, 100 or 200 rows a page."""
    return list_page(request)


def list_page(request: HttpRequest, *, bulk_error: str = "") -> HttpResponse:
    """The list with the filters of the address; 422 with what a bulk change lacks."""
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
    ids = [row.pk for row in shown.object_list]
    views = list(SavedView.objects.visible_to(by).order_by("made_at", "id"))
    done = "" if shown.paginator.count else _done_with(request, found, office)
    return render(
        request,
        "programmes/regional_list.html",
        {
            "filter": found,
            "page": shown,
            "total": shown.paginator.count,
            "columns": columns(request.GET.get("sort", "")),
            "rows": rows(
                shown.object_list,
                opened_among(ids, office.parks),
                reviews_among(ids, office.parks),
                _with_place(found.query, per_page, shown.number),
            ),
            "states": State.choices,
            "bulk_most": actions.BULK_MOST,
            "views": views,
            "view": next((each for each in views if each.query == found.query), None),
            "per_page": per_page,
            "choices_per_page": PER_PAGE,
            "query": found.query,
            "address": request.build_absolute_uri(f"{reverse('programmes:regional_list')}?{found.query}"),
            "has_districts": bool(office.codes),
            "meant": [(f"?{found.query_for(each)}", each.name) for each in found.districts_meant],
            "bulk_error": bulk_error,
            "is_beyond": _is_beyond(request.GET.get("page", ""), paginator.num_pages),
            "is_done": bool(done),
            "query_of_all": found.query_of(exclude=done),
        },
        status=422 if bulk_error else 200 if found.form.is_valid() else 400,
    )


def _is_beyond(asked: str, last: int) -> bool:
    """Whether a page after the last one was asked for."""
    return asked.isascii() and asked.isdecimal() and int(asked[:9]) > last


def _done_with(request: HttpRequest, found: RegionalFilter, office: Desk) -> str:
    """The filter that alone empties the list, since everything else in it was dealt with; or empty."""
    for name, value in WAITS:
        if request.GET.get(name) == value and found.form.is_valid():
            wider = QueryDict(found.query_of(exclude=name))
            if filtered(request, wider, desk_rows(actor_of(request), office), office).qs.exists():
                return name
    return ""


@page(kinds=OFFICE)
def next_pending(request: HttpRequest) -> HttpResponse:
    """Leads to the next result of the filtered list with which the technopark has something to do.

    `after` is the result one stands at: what follows it in the list comes first, then the list from its
    beginning, which is said. It keeps its place when it has left the filters, as with another state it does.
    Where nothing waits it leads to the list.
    """
    by = actor_of(request)
    office = desk(by)
    found = filtered(request, request.GET, desk_rows(by, office), office)
    wanted = found.qs if found.form.is_valid() else found.qs.none()
    waiting = list(pending(wanted, office.parks).values_list("result_id", flat=True)[:MOST])
    here = _id(request.GET.get("after", ""))
    if here is not None:
        order = order_with(by, office, wanted, here)
        start = order.index(here) + 1 if here in order else 0
        left = set(waiting) - {here}
        waiting = [each for each in (*order[start:], *order[:start]) if each in left]
        if waiting and waiting[0] in order[:start]:
            messages.info(request, _("Nothing after it in the list waits. It goes on from the top."))
    if not waiting:
        data = QueryDict(found.query, mutable=True)
        if wanted.exists():
            data["state"] = WAITING
        return redirect(f"{reverse('programmes:regional_list')}?{data.urlencode()}")
    asked = request.GET.get("rows", "")
    kept = _with_place(found.query, asked if asked in PER_PAGE else PER_PAGE[0])
    return redirect(f"{reverse('results:result', args=[waiting[0]])}?{urlencode({'in': kept})}")


def _with_place(query: str, per_page: str, number: int = 1) -> str:
    """The filters with the rows a page and the page, as far as they are not the usual ones."""
    place = {"rows": per_page} if per_page != PER_PAGE[0] else {}
    place |= {"page": str(number)} if number > 1 else {}
    return "&".join(each for each in (query, urlencode(place)) if each)


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@page(kinds=OFFICE)
def districts(request: HttpRequest) -> HttpResponse:
    """The districts one's technopark serves today, each with its results and what waits there."""
    by = actor_of(request)
    found = work_per_district(by, desk(by))
    context = {
        "districts": found,
        "results": sum(each.results for each in found),
        "pending": sum(each.pending for each in found),
        "list_url": reverse("programmes:regional_list"),
        "day": today(),
    }
    return render(request, "programmes/districts.html", context)
