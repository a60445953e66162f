"""Re-reading a row under lock, through the caller's scope."""

import uuid
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from assessments.models import Session
from assessments.policies import may_change
from core.accounts.actor import Actor
from core.web import Refused

Row = TypeVar("Row", bound=Model)


def locked_row(rows: QuerySet[Row], pk: uuid.UUID) -> Row:
    """The row, locked until the transaction ends; `rows` are those that the caller may know, else Http404."""
    row = rows.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def locked_session(session_id: uuid.UUID, by: Actor) -> Session:
    """The session with its framework version, locked until the transaction ends.

    Http404 when `by` may not know it.
    """
    return locked_row(Session.objects.visible_to(by).with_framework(), session_id)


def locked_draft(session_id: uuid.UUID, by: Actor, at: datetime) -> Session:
    """The same, refused when it can no longer be changed (409, code "closed")."""
    session = locked_session(session_id, by)
    if reason := may_change(session, at):
        raise Refused(reason, code="closed", status=409)
    return session
