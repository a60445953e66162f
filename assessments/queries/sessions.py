"""The sessions one may see."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from assessments import given as answers
from assessments.documents import framework_of
from assessments.models import Answer, Session, SessionState
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


def session_of(session_id: uuid.UUID, by: Actor, at: datetime) -> Session:
    """The session with its framework version (one query).

    Missing (a 404 that says what to do) for one that `by` may not know; Refused 410 "draft_expired" for a
    draft that outlived its thirty days.
    """
    session = Session.objects.visible_to(by).with_framework().filter(pk=session_id).first()
    if session is None:
        raise Missing("assessments/missing.html")
    if is_expired(session, at):
        raise Refused(
            _("This draft has expired: drafts are kept for thirty days. Start a new diagnostic, please."),
            code="draft_expired",
            status=410,
        )
    return session


def my_sessions(by: Actor, at: datetime) -> list[SessionLine]:
    """Drafts and submitted diagnostics of the company or this browser, last changed first (two queries)."""
    sessions = list(
        Session.objects.visible_to(by)
        .filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at))
        .select_related("framework", "result")
        .defer("framework__document", "framework__source", "result__outcome", "result__answers")
        .order_by("-changed_at", "pk")[:SHOWN]
    )
    return _lines(sessions)


def _lines(sessions: Sequence[Session]) -> list[SessionLine]:
    rows: dict[uuid.UUID, list[tuple[str, Sequence[str], str]]] = defaultdict(list)
    wanted = [each.pk for each in sessions]
    if wanted:
        for row in Answer.objects.filter(session__in=wanted).only("session", "item", "choices", "non_answer"):
            rows[row.session_id].append((row.item, row.choices, row.non_answer))
    found = []
    for session in sessions:
        framework = framework_of(session.framework)
        given = answers.of_rows(framework, rows[session.pk])
        submitted = session.state == SessionState.SUBMITTED.value
        result = session.result.pk if submitted and hasattr(session, "result") else None
        found.append(SessionLine(session, framework, progress(framework, given), result))
    return found
