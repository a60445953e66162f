"""Why a number is what it is."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.audit import record_look
from core.web import actor_of, page
from core.web.components import Crumb
from core.web.request import now
from core.web.wording import date_text
from portal.reports.build import basis_of
from portal.reports.build.wording import said
from portal.results.queries import is_owner, result_of
from portal.results.reader import way_of
from portal.results.views.result import list_crumb
from portal.results.why import why_of


@page()
def why(request: HttpRequest, result_id: uuid.UUID, code: str) -> HttpResponse:
    """The arithmetic of the total, an area, a module or an answer, with links up and down."""
    by = actor_of(request)
    result = result_of(result_id, by)
    basis = basis_of(result)
    shown = why_of(basis, code)
    record_look(
        request,
        by=by,
        at=now(),
        kind="result",
        subject_id=result.pk,
        organisation_id=result.organisation_id,
    )
    query, way = way_of(request, by)
    name = date_text(result.submitted_at) if is_owner(result, by) else result.organisation.name
    crumbs = [
        list_crumb(by, query),
        Crumb(name, reverse("results:result", args=[result.pk]) + way),
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
        "crumbs": [*crumbs, Crumb(shown.title)],
    }
    return render(request, "results/why.html", context)
