"""From the last result of an older version to this one."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.web import actor_of, page
from core.web.components import Crumb
from core.web.wording import date_text
from portal.reports.before import result_before
from portal.reports.build.bridge import bridge_of
from portal.results.looks import look
from portal.results.queries import is_owner, result_of
from portal.results.reader import way_of
from portal.results.views.result import list_crumb


@page()
def bridge(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Both scores, what the questions, the rules and the answers did, and every question that changed."""
    by = actor_of(request)
    result = result_of(result_id, by)
    old = result_before(result, by)
    for each in (result, old):
        if each is not None:
            look(request, each, by)
    query, way = way_of(request, by)
    name = date_text(result.submitted_at) if is_owner(result, by) else result.organisation.name
    context = {
        "result": result,
        "way": way,
        "old": old,
        "shown": bridge_of(old, result),
        "is_owner": is_owner(result, by),
        "crumbs": [
            list_crumb(by, query),
            Crumb(name, reverse("results:result", args=[result.pk]) + way),
            Crumb(_("Old and new score")),
        ],
    }
    return render(request, "results/bridge.html", context)
