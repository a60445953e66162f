"""A plant among others, area by area."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.benchmark import FIRMS_FOR_MEAN, FIRMS_FOR_PERCENTILE, FIRMS_IN_BLOCK
from assessments.queries.benchmark import benchmark_of
from core.web import actor_of, page
from core.web.components import Crumb
from core.web.wording import date_text
from portal.reports.build import basis_of
from portal.reports.build.peers import peers_of
from portal.results.drawings import area_spread, total_spread
from portal.results.looks import opened
from portal.results.onward import onward_of
from portal.results.queries import is_owner
from portal.results.reader import way_of
from portal.results.views.result import list_crumb

LIMITS = {"mean": FIRMS_FOR_MEAN, "percentile": FIRMS_FOR_PERCENTILE, "block": FIRMS_IN_BLOCK}


@page()
def benchmark(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Where the plant stands among others, area by area, and with whom it is compared."""
    by = actor_of(request)
    result = opened(request, result_id, by)
    peers = peers_of(basis_of(result), benchmark_of(result, timezone.localdate()))
    query, way = way_of(request, by)
    owns = is_owner(result, by)
    name = date_text(result.submitted_at) if owns else result.organisation.name
    context = {
        "result": result,
        "way": way,
        "is_owner": owns,
        "onward": onward_of(result) if owns and not peers else None,
        "peers": peers,
        "total_spread": total_spread(peers) if peers else None,
        "area_spread": area_spread(peers) if peers else None,
        "limits": LIMITS,
        "crumbs": [
            list_crumb(by, query),
            Crumb(name, reverse("results:result", args=[result.pk]) + way),
            Crumb(_("Among other plants")),
        ],
    }
    return render(request, "results/benchmark.html", context)
