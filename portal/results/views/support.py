"""Which support fits a result, and what would open more."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.benchmark import maxima_of
from assessments.models import SupportRules
from assessments.queries.support import rules_known
from assessments.support import FAIR, STRONG, WEAK, measures_of, place
from core.web import actor_of, page
from core.web.components import Crumb
from core.web.wording import date_text
from portal.reports.build import Basis, basis_of
from portal.reports.build.support import group_title, support_of, track_of
from portal.reports.build.wording import scaled
from portal.reports.support import SupportTrack
from portal.results.looks import opened
from portal.results.onward import onward_of
from portal.results.queries import is_owner
from portal.results.reader import way_of
from portal.results.views.result import list_crumb


@page()
def support(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """The group, its tracks with every condition, the way to the next group, and the rules behind it."""
    by = actor_of(request)
    result = opened(request, result_id, by)
    query, way = way_of(request, by)
    basis, row = basis_of(result), result.support_rules
    name = date_text(result.submitted_at) if is_owner(result, by) else result.organisation.name
    context = {
        "result": result,
        "way": way,
        "is_owner": is_owner(result, by),
        "onward": onward_of(result) if row is None and is_owner(result, by) else None,
        "support": support_of(basis, row),
        "next_tracks": _next_tracks(basis, row),
        "bounds": _bounds(basis, row),
        "valid_from": row.valid_from if row else None,
        "has_rules": row is not None or bool(rules_known(basis.framework.code)),
        "crumbs": [
            list_crumb(by, query),
            Crumb(name, reverse("results:result", args=[result.pk]) + way),
            Crumb(_("Support that fits")),
        ],
    }
    return render(request, "results/support.html", context)


def _next_tracks(basis: Basis, row: SupportRules | None) -> list[SupportTrack]:
    """The tracks of the next group, their conditions beside what the plant has."""
    onward = place(row.rules(), measures_of(basis.outcome)).onward if row else None
    return [track_of(each, basis.framework, is_of_group=False) for each in onward.tracks] if onward else []


def _bounds(basis: Basis, row: SupportRules | None) -> list[tuple[str, str]]:
    """The groups with their totals, in words."""
    if row is None:
        return []
    rules, maximum = row.rules(), maxima_of(basis.framework)["total"]
    fair, strong = scaled(rules.fair_from, maximum), scaled(rules.strong_from, maximum)
    return [
        (group_title(STRONG), _("%(from)s points or more") % {"from": strong}),
        (group_title(FAIR), _("from %(from)s to under %(to)s points") % {"from": fair, "to": strong}),
        (group_title(WEAK), _("under %(to)s points") % {"to": fair}),
    ]
