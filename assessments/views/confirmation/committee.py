"""The committee's vote, and the revocation of what it led to."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from assessments.actions import confirmation
from assessments.forms.confirmation import RevokeForm, VoteForm
from assessments.models import LevelApplication, LevelCertificate
from assessments.views.confirmation.case import COMMITTEE, KEEPERS, MEMBERS, MINISTRY, act
from assessments.workflow import Step
from core.web import change


@change(kinds=COMMITTEE, roles=MEMBERS)
def application_vote(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Vote, after a page that says what it leads to; the vote that makes two equal ones decides."""
    return act(
        request,
        application_id,
        confirmation.vote,
        _receipt,
        VoteForm(request.POST),
        asks="assessments/confirmation/vote_check.html",
    )


def _receipt(row: LevelApplication) -> str:
    """What the vote led to."""
    if row.state == Step.CONFIRMED.value:
        certificate = LevelCertificate.objects.get(application=row)
        return _("With the second vote for it Level %(level)s is confirmed. Certificate %(number)s.") % {
            "level": certificate.level,
            "number": certificate.number,
        }
    if row.state == Step.REJECTED.value:
        return _("With the second vote against it the level is not confirmed. The company reads the reasons.")
    return _("Your vote counts. The committee decides with two equal votes.")


@change(kinds=MINISTRY, roles=KEEPERS)
def application_revoke(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Revoke the certificate, with the reason."""
    said = _("Revoked. The public page says so from now on.")
    return act(request, application_id, confirmation.revoke_certificate, said, RevokeForm(request.POST))
