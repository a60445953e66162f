"""The committee's vote, and the revocation of what it led to."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from assessments.actions import confirmation
from assessments.forms.confirmation import RevokeForm, VoteForm
from assessments.views.confirmation.case import COMMITTEE, KEEPERS, MEMBERS, MINISTRY, act
from core.web import change


@change(kinds=COMMITTEE, roles=MEMBERS)
def application_vote(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Vote; the vote that makes two equal ones decides."""
    return act(request, application_id, confirmation.vote, _("Your vote counts."), VoteForm(request.POST))


@change(kinds=MINISTRY, roles=KEEPERS)
def application_revoke(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Revoke the certificate, with the reason."""
    said = _("Revoked. The public page says so from now on.")
    return act(request, application_id, confirmation.revoke_certificate, said, RevokeForm(request.POST))
