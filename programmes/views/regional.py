"""The regional list and the districts it is about."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.accounts.address import client_address
from core.accounts.roles import Kind
from core.web import actor_of, page
from core.web.request import now
from programmes import actions
from programmes.filters import filtered
from programmes.queries import desk, regional_results, today

OFFICE = {Kind.TECHNOPARK.value}
PER_PAGE = ("50", "100", "200")


@dataclass(frozen=True, slots=True)
class Column:
    """A head of the table: `sort` is what a click asks for, `direction` how it is sorted now."""

    label: str | Promise
    sort: str = ""
    direction: str = ""
    css: str = ""


@page(kinds=OFFICE)
def regional_list(request: HttpRequest) -> HttpResponse:
    """The shared results of one's districts: filters in the address, 50, 100 or 200 rows a page."""
    by = actor_of(request)
    office = desk(by)
    found = filtered(request, request.GET, regional_results(by, office), office)
    asked = request.GET.get("rows", "")
    per_page = asked if asked in PER_PAGE else PER_PAGE[0]
    shown = Paginator(found.qs, int(per_page)).get_page(request.GET.get("page"))
    actions.record_list_view(by=by, at=now(), address=client_address(request), count=len(shown.object_list))
    return render(
        request,
        "programmes/regional_list.html",
        {
            "filter": found,
            "page": shown,
            "total": shown.paginator.count,
            "columns": _columns(request.GET.get("sort", "")),
            "per_page": per_page,
            "choices_per_page": PER_PAGE,
            "query": found.data.urlencode(),
            "has_districts": bool(office.codes),
        },
        status=200 if found.form.is_valid() else 400,
    )


def _columns(sort: str) -> tuple[Column, ...]:
    current = sort or "-submitted"

    def sortable(label: str | Promise, key: str, first: str, css: str = "") -> Column:
        other = key if first.startswith("-") else f"-{key}"
        direction = {key: "ascending", f"-{key}": "descending"}.get(current, "none")
        return Column(label, other if current == first else first, direction, css)

    return (
        sortable(_("Company"), "name", "name"),
        Column(_("District")),
        Column(_("Industry")),
        Column(_("Size")),
        sortable(_("Score"), "score", "-score", "num"),
        Column(_("Interval"), css="num"),
        Column(_("Level"), css="num"),
        Column(_("Tier")),
        Column(_("Diagnostic")),
        sortable(_("Submitted on"), "submitted", "-submitted"),
    )


@page(kinds=OFFICE)
def districts(request: HttpRequest) -> HttpResponse:
    """The districts one's technopark serves today."""
    return render(request, "programmes/districts.html", {"desk": desk(actor_of(request)), "day": today()})
