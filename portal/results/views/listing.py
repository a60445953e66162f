"""The list of results."""

from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.documents import framework_of
from core.accounts.roles import Kind
from core.web import actor_of, page
from portal.reports.build.wording import said
from portal.results.queries import listed

ROWS = 50


@page()
def results(request: HttpRequest) -> HttpResponse:
    """The company's results by plant, newest first; for others those shared with them."""
    by = actor_of(request)
    if by.kind == Kind.TECHNOPARK.value:
        return redirect("programmes:regional_list")
    shown = Paginator(listed(by), ROWS).get_page(request.GET.get("page"))
    plants = [
        (rows[0], [(row, said(framework_of(row.framework).title)) for row in rows])
        for _key, group in groupby(shown.object_list, key=lambda row: row.plant_id or row.pk)
        if (rows := list(group))
    ]
    context = {"page": shown, "plants": plants, "is_company": by.kind == Kind.COMPANY.value}
    return render(request, "results/results.html", context)
