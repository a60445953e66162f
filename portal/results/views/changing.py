"""A plant over time: its results beside each other, and what happened in between."""

import uuid
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.web import actor_of, page
from core.web.components import Crumb
from core.web.wording import date_text
from portal.reports.build.change import changed
from portal.results.change_drawings import areas_drawing, total_drawing
from portal.results.looks import opened
from portal.results.queries import is_owner
from portal.results.reader import way_of
from portal.results.views.result import list_crumb

SETTLED = timedelta(days=182)
"""Half a year: so long a new system takes until people work with it as a matter of course (our judgement)."""


@page()
def change_over_time(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Up to five results of the plant: what rose or fell beyond the error of measuring, area by area."""
    by = actor_of(request)
    result = opened(request, result_id, by)
    query, way = way_of(request, by)
    owns = is_owner(result, by)
    shown = changed(result, by, owns=owns)
    name = date_text(result.submitted_at) if owns else result.organisation.name
    context = {
        "result": result,
        "way": way,
        "shown": shown,
        "is_owner": owns,
        "total": total_drawing(shown),
        "areas": areas_drawing(shown),
        "next_on": result.submitted_at + SETTLED,
        "crumbs": [
            list_crumb(by, query),
            Crumb(name, reverse("results:result", args=[result.pk]) + way),
            Crumb(_("Change over time")),
        ],
    }
    return render(request, "results/change.html", context)
