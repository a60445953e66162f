"""What holds plants back, by region and industry: totals of five companies at least."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.barriers import BARRIERS, Line
from assessments.benchmark import FIRMS_IN_BLOCK
from assessments.queries.barriers import barriers_told
from core.accounts.roles import Kind
from core.web import actor_of, page
from core.web.naming import industry_name, place_name

READERS = {Kind.TECHNOPARK.value, Kind.MINISTRY.value}


@page(kinds=READERS)
def barriers(request: HttpRequest) -> HttpResponse:
    """The country, its provinces, its industries; nothing of fewer than five companies."""
    told = barriers_told(actor_of(request))
    context = {
        "everybody": _row("", told.everybody) if told.everybody else None,
        "regions": [_row(place_name(line.code), line) for line in told.regions],
        "industries": [_row(industry_name(line.code), line) for line in told.industries],
        "limit": FIRMS_IN_BLOCK,
    }
    return render(request, "programmes/barriers.html", context)


def _row(title: str, line: Line) -> tuple[str, int, list[int]]:
    """The name, how many companies, and the barriers in their order."""
    return title, line.firms, [line.strengths[each] for each in BARRIERS]
