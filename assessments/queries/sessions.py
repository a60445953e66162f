"""The sessions one may see."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from assessments import given as answers
from assessments.documents import framework_of
from assessments.models import Answer, Delegation, DelegationKind, Origin, Session, SessionState
from assessments.policies import is_expired
from assessments.scoring import Framework, Progress, progress
from core.accounts.actor import Actor
from core.web import Refused
from core.web.refusal import Missing

SHOWN = 20


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in a list. `result_id` is None while it is a draft."""

    session: Session
    framework: Framework
    progress: Progress
    result_id: uuid.UUID | None
    carried_to: Framework | None = None
    """The diagnostic that took the answers of this draft over, if nothing was answered here since."""


def session_of(session_id: uuid.UUID, by: Actor, at: datetime) -> Session:
    """The session with its framework version (one query).

    Missing (a 404 that says what to do) for one that `by` may not know; Refused 410 "draft_expired" for a
    draft that outlived its thirty days.
    """
    session = Session.objects.visible_to(by).with_framework().filter(pk=session_id).first()
    if session is None:
        raise Missing(_why_missing(session_id, by))
    if is_expired(session, at):
        raise Refused(
            _("This draft has expired: drafts are kept for thirty days. Start a new diagnostic, please."),
            code="draft_expired",
            status=410,
        )
    return session


def _why_missing(session_id: uuid.UUID, by: Actor) -> str:
    """The page that says why: a draft of this phone that followed its owner into the company is not lost."""
    if by.draft_key:
        mine = Delegation.objects.filter(
            session_id=session_id, taken_key=by.draft_key, revoked_at__isnull=True
        )
        if mine.filter(kind=DelegationKind.DEVICE.value).exists():
            return "assessments/moved.html"
    return "assessments/missing.html"


def my_sessions(by: Actor, at: datetime) -> list[SessionLine]:
    """Drafts and submitted diagnostics of the company or this browser, last changed first (two queries)."""
    sessions = list(
        Session.objects.visible_to(by)
        .filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at))
        .select_related("framework", "result", "plant")
        .defer("framework__document", "framework__source", "result__outcome", "result__answers")
        .order_by("-changed_at", "pk")[:SHOWN]
    )
    return _lines(sessions)


def _lines(sessions: Sequence[Session]) -> list[SessionLine]:
    rows: dict[uuid.UUID, list[tuple[str, Sequence[str], str]]] = defaultdict(list)
    carriers: set[uuid.UUID] = set()
    wanted = [each.pk for each in sessions]
    if wanted:
        for row in Answer.objects.filter(session__in=wanted).only(
            "session", "item", "choices", "non_answer", "origin"
        ):
            rows[row.session_id].append((row.item, row.choices, row.non_answer))
            if row.origin == Origin.CARRIED.value:
                carriers.add(row.session_id)
    found = []
    for session in sessions:
        framework = framework_of(session.framework)
        given = answers.of_rows(framework, rows[session.pk])
        submitted = session.state == SessionState.SUBMITTED.value
        result = session.result.pk if submitted and hasattr(session, "result") else None
        found.append(SessionLine(session, framework, progress(framework, given), result))
    return [replace(line, carried_to=_taker(line, found, carriers)) for line in found]


def _taker(
    line: SessionLine, lines: Sequence[SessionLine], carriers: Collection[uuid.UUID]
) -> Framework | None:
    """The diagnostic begun later with answers of this draft; None while it stands for itself."""
    if line.result_id is not None:
        return None
    for other in lines:
        if other.session.pk in carriers and other.session.started_at >= line.session.changed_at:
            origins = {item.maps_from.framework for item in other.framework.items.values() if item.maps_from}
            if line.framework.code in origins:
                return other.framework
    return None
