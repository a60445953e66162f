"""The decision on an application as one page to print and keep."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.confirmation.moving import party_of
from assessments.models import LevelApplication, Subject
from assessments.queries.confirmation import the_committee, votes_of
from assessments.views.confirmation.case import ALL_KINDS, ALL_ROLES, found
from assessments.views.confirmation.verdict import verdict
from assessments.views.confirmation.words import level_title
from assessments.views.interest import is_declared
from assessments.workflow import Party
from core.audit import record_look
from core.web import actor_of, page
from core.web.components import Crumb
from core.web.request import now

COUNTED = {Party.COMMITTEE, Party.ADMINISTRATOR}
"""Who reads how many voted which way; the company reads reasons only."""


@page(kinds=ALL_KINDS, roles=ALL_ROLES)
def application_decision(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """What was decided, by whom, when, on what, and why. 404 before there is one; a look is recorded."""
    row, by, at = found(request, application_id), actor_of(request), now()
    party = party_of(by)
    level = row.report.get("verified", {}).get("level")
    ended = verdict(row, party, level) if party else None
    if party is None or ended is None:
        raise Http404
    if party is Party.COMMITTEE and not is_declared(Subject.APPLICATION, row.pk, by):
        return redirect("assessments:application_interest", row.pk)
    record_look(
        request,
        by=by,
        at=at,
        kind="level_application",
        subject_id=row.pk,
        organisation_id=row.organisation_id,
    )
    certificate = getattr(row, "certificate", None)
    votes = list(votes_of(row, by).standing()) if party in COUNTED else []
    context = {
        "row": row,
        "verdict": ended,
        "votes_for": sum(each.is_for for each in votes),
        "votes_against": sum(not each.is_for for each in votes),
        "mine": next((each for each in votes if each.member_id == by.user_id), None),
        "certificate": certificate,
        "standing": certificate.standing(at.date()) if certificate else None,
        "level": level,
        "verified_title": level_title(row.framework, level),
        "committee": _committee(row),
        "printed_at": at,
        "crumbs": [
            Crumb(_("Confirmed levels"), reverse("assessments:applications")),
            Crumb(row.organisation.name, reverse("assessments:application", args=[row.pk])),
            Crumb(_("Decision")),
        ],
    }
    return render(request, "assessments/confirmation/decision.html", context)


def _committee(row: LevelApplication) -> str:
    """The committee's name, where it had the case."""
    if row.reported_at is None:
        return ""
    place = the_committee()
    return place.name if place else ""
