"""The committee's vote, taking it back, and the revocation of what it led to."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from assessments.actions import confirmation
from assessments.forms.confirmation import RevokeForm, VoteForm
from assessments.models import LevelApplication, LevelCertificate
from assessments.queries.confirmation import votes_cast
from assessments.views.confirmation.case import COMMITTEE, KEEPERS, MEMBERS, MINISTRY, act
from assessments.workflow import Step
from core.accounts.actor import Actor
from core.web import actor_of, change


@change(kinds=COMMITTEE, roles=MEMBERS)
def application_vote(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Vote. The first vote can be taken back until another comes in; any later one is asked about before.

    What is asked says the same whichever way the others voted: nobody learns it by trying.
    """
    return act(
        request,
        application_id,
        confirmation.vote,
        lambda row: _receipt(row, actor_of(request)),
        VoteForm(request.POST),
        asks="assessments/confirmation/vote_check.html",
        asks_if=lambda row: _is_later(row),
    )


@change(kinds=COMMITTEE, roles=MEMBERS)
def application_take_back(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Take one's vote back, until another comes in; the form stands there again as it was sent."""
    said = _("Your vote is taken back and counts no more. What you wrote stands in the form.")
    return act(request, application_id, confirmation.take_vote_back, said)


def _is_later(row: LevelApplication) -> bool:
    """Whether others have voted before."""
    return votes_cast(row) > 1


def _receipt(row: LevelApplication, by: Actor) -> str:
    """What the vote led to."""
    if row.state == Step.CONFIRMED.value:
        certificate = LevelCertificate.objects.visible_to(by).get(application=row)
        return _("With the second vote for it Level %(level)s is confirmed. Certificate %(number)s.") % {
            "level": certificate.level,
            "number": certificate.number,
        }
    if row.state == Step.REJECTED.value:
        return _("With the second vote against it the level is not confirmed. The company reads the reasons.")
    return _("Your vote counts. The committee decides with two equal votes.")


@change(kinds=MINISTRY, roles=KEEPERS)
def application_revoke(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Revoke the certificate, with the reason, after a page that says what follows: it cannot be undone."""
    said = _("Revoked. The public page says so from now on.")
    asks = "assessments/confirmation/revoke_check.html"
    form = RevokeForm(request.POST)
    return act(request, application_id, confirmation.revoke_certificate, said, form, asks=asks)
