"""Saying that a part which came by a link is done, and opening it again by changing an answer."""

import uuid
from datetime import datetime

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.locked import locked_draft
from assessments.documents import framework_of
from assessments.models import Delegation, DelegationKind, Session
from assessments.queries.overview import overview, progress_of
from core import audit
from core.accounts.actor import Actor
from core.accounts.locking import administrators
from core.notices.telling import settle, tell
from core.web import Refused
from core.web.wording import SEOUL


def report_part(*, delegation_id: uuid.UUID, session_id: uuid.UUID, by: Actor, at: datetime) -> Delegation:
    """The link with the time at which its holder said that the part is done; said twice, it is said once.

    Whoever made the link is told, once a day for each link; a visitor's draft has nobody to tell, and its
    list says it. Refused 422 "gaps" with `data["items"]` while questions of the part are open, 409 "closed"
    when the diagnostic was submitted. Http404 for a link that is no part of this session, revoked or over.
    """
    session = locked_draft(session_id, by, at)
    rows = Delegation.objects.in_force(at).filter(session=session, kind=DelegationKind.PART.value)
    row = rows.select_for_update().filter(pk=delegation_id).first()
    if row is None:
        raise Http404
    if row.reported_at is not None:
        return row
    view = overview(session)
    progress = progress_of(framework_of(session.framework), view.answers, row.modules)
    if progress.unanswered:
        raise Refused(
            _("Some questions are still open. Answer them, or choose “I do not know”."),
            code="gaps",
            data={"items": progress.unanswered},
        )
    row.reported_at, row.reopened_at = at, None
    row.save(update_fields=["reported_at", "reopened_at"])
    _record("delegation.reported", row, by, at)
    _tell("part_reported", row, session, at, n=progress.asked)
    return row


def reopen(row: Delegation, session: Session, by: Actor, at: datetime) -> None:
    """The part is no longer reported as done: an answer of it was changed by its link. Its maker is told."""
    row.reported_at, row.reopened_at = None, at
    row.save(update_fields=["reported_at", "reopened_at"])
    _record("delegation.reopened", row, by, at)
    _tell("part_reopened", row, session, at)


def _tell(code: str, row: Delegation, session: Session, at: datetime, **more: int) -> None:
    """What holds now, in place of what was told before. Once a day each: a link must not flood a mailbox."""
    about = f"part:{row.pk}"
    settle(about)
    for user_id in told_about(row, session):
        tell(
            user_id,
            code,
            {"name": row.name, **more},
            reverse("assessments:overview", args=[session.pk]),
            about=about,
            once=f"{code}:{row.pk}:{at.astimezone(SEOUL).date()}",
        )


def told_about(row: Delegation, session: Session) -> list[uuid.UUID]:
    """Whoever made the link; of one made before signing up, who administers the company now."""
    if row.made_by_id is not None:
        return [row.made_by_id]
    return administrators(session.organisation_id) if session.organisation_id else []


def _record(verb: str, row: Delegation, by: Actor, at: datetime) -> None:
    audit.record(
        by=by,
        at=at,
        verb=verb,
        subject_kind="session",
        subject_id=row.session_id,
        data={"delegation": str(row.pk), "kind": row.kind},
    )
