"""Re-reading a session under lock, through the caller's scope."""

import uuid
from datetime import datetime

from django.http import Http404

from assessments.models import Session
from assessments.policies import may_change
from core.accounts.actor import Actor
from core.web import Refused


def locked_session(session_id: uuid.UUID, by: Actor) -> Session:
    """The session with its framework version, locked until the transaction ends.

    Http404 when `by` may not know it.
    """
    session = (
        Session.objects.visible_to(by)
        .with_framework()
        .select_for_update(of=("self",), no_key=True)
        .filter(pk=session_id)
        .first()
    )
    if session is None:
        raise Http404
    return session


def locked_draft(session_id: uuid.UUID, by: Actor, at: datetime) -> Session:
    """The same, refused when it can no longer be changed (409, code "closed")."""
    session = locked_session(session_id, by)
    if reason := may_change(session, at):
        raise Refused(reason, code="closed", status=409)
    return session
