"""Two to four suppliers on one page that can be printed; the address holds whom and what."""

import uuid

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.web import actor_of, page
from core.web.components import Crumb
from matching.models import Recommendation
from matching.queries.comparing import MOST, Comparison, compare, picked
from matching.queries.consultations import asked_already
from matching.views.recommendation import looked_at

SUPPLIER = "supplier"


@page(public=True)
def comparison(request: HttpRequest) -> HttpResponse:
    """The suppliers of `?supplier=` beside each other, and for `?recommendation=` how each fits that need."""
    by = actor_of(request)
    slugs = picked(request.GET.getlist(SUPPLIER))
    made = _recommendation(request)
    found = compare(slugs, by, made)
    only = request.GET.get("only") == "differences" and len(found.suppliers) > 1
    slugs = [each.slug for each in found.suppliers]
    return render(
        request,
        "matching/compare.html",
        {
            "found": found,
            "tables": [
                (table, [(row, zip(found.suppliers, row.cells, strict=True)) for row in table.rows])
                for table in found.tables
            ],
            "suppliers": [
                (each, address([other for other in slugs if other != each.slug], made, only))
                for each in found.suppliers
            ],
            "too_many": len(picked(request.GET.getlist(SUPPLIER))) > MOST,
            "most": MOST,
            "made": made,
            "only_differences": only,
            "all_url": address(slugs, made),
            "differences_url": address(slugs, made, True),
            "ask_together_url": _together(found, made, by) if by.kind == Kind.COMPANY.value else "",
            "search_url": address(slugs, to="matching:search"),
            "crumbs": [Crumb(_("Suppliers"), reverse("matching:search")), Crumb(_("Compare"))],
        },
    )


def address(
    slugs: list[str],
    made: Recommendation | None = None,
    only_differences: bool = False,
    to: str = "matching:compare",
) -> str:
    """Where these suppliers stand beside each other."""
    query = QueryDict(mutable=True)
    query.setlist(SUPPLIER, slugs)
    if made:
        query["recommendation"] = str(made.pk)
    if only_differences:
        query["only"] = "differences"
    return f"{reverse(to)}?{query.urlencode()}" if query else reverse(to)


def _recommendation(request: HttpRequest) -> Recommendation | None:
    try:
        return looked_at(request, uuid.UUID(request.GET.get("recommendation", "")))
    except ValueError:
        return None


def _together(found: Comparison, made: Recommendation | None, by: Actor) -> str:
    """Where the first that takes enquiries is asked with the others beside it, without those that have an
    open one from here already; empty for fewer than two."""
    accepting = [each.slug for each in found.suppliers if each.is_accepting]
    asked = asked_already(by, accepting)
    open_ones = [each for each in accepting if each not in asked]
    if len(open_ones) < 2:
        return ""
    query = QueryDict(mutable=True)
    query.setlist("also_supplier", open_ones[1:])
    if made is not None:
        query["result"] = str(made.result_id)
    return f"{reverse('matching:ask_supplier', args=[open_ones[0]])}?{query.urlencode()}"
