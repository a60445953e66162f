"""Why a number is what it is."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from assessments.appealing import LIVE
from assessments.queries.appeals import appeals_of
from assessments.queries.notes import notes_of
from core.web import actor_of, page
from core.web.components import Crumb
from core.web.wording import date_text
from portal.reports.build.wording import said
from portal.results.given import given_of, judged_in
from portal.results.levels import LEVELS, VERIFIED, basis_for, levels_asked, with_levels
from portal.results.looks import look
from portal.results.queries import is_owner, result_of
from portal.results.reader import way_of
from portal.results.views.result import list_crumb
from portal.results.why import why_of


@page()
def why(request: HttpRequest, result_id: uuid.UUID, code: str) -> HttpResponse:
    """The arithmetic of the total, an area, a module or an answer, with links up and down."""
    by = actor_of(request)
    result = result_of(result_id, by)
    levels = levels_asked(request.GET.get(LEVELS, ""), result)
    basis = basis_for(result, levels)
    shown = why_of(basis, code)
    owns = is_owner(result, by)
    look(request, result, by)
    query, back = way_of(request, by)
    way = with_levels(back, levels)
    name = date_text(result.submitted_at) if owns else result.organisation.name
    crumbs = [
        list_crumb(by, query),
        Crumb(name, reverse("results:result", args=[result.pk]) + back),
    ]
    crumbs += [
        Crumb(step.title, reverse("results:why", args=[result.pk, step.code]) + way)
        for step in shown.trail[:-1]
    ]
    context = {
        "result": result,
        "way": way,
        "why": shown,
        "framework": basis.framework,
        "framework_title": said(basis.framework.title),
        "notice": said(basis.framework.notice),
        "checksum": basis.framework_checksum,
        "is_owner": owns,
        "is_verified": levels == VERIFIED,
        "verified": getattr(result, "verified", None),
        "other_way": with_levels(back, "" if levels else VERIFIED),
        "given": given_of(result, code, by) if shown.is_item else None,
        "note": notes_of(result, by).get(code, "") if shown.is_item else "",
        "judged": judged_in(result, code) if shown.is_item else None,
        "appeals": (asked := appeals_of(result.pk, by, code) if owns else []),
        "is_asked": any(each.state in LIVE for each in asked),
        "crumbs": [*crumbs, Crumb(shown.title)],
    }
    return render(request, "results/why.html", context)
