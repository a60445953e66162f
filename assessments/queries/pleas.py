"""Who stands before a link of a diagnostic and asks its owner to be let in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from assessments.models import Delegation, Session
from assessments.scoring import Framework, Node
from core.notices.models import Notice


@dataclass(frozen=True, slots=True)
class Plea:
    """That somebody asks for a link, since when, and whether it is over (else another browser has it)."""

    link: Delegation
    parts: tuple[Node, ...]
    asked_at: datetime
    is_over: bool


def pleas(found: Iterable[tuple[Session, Framework]], at: datetime) -> list[Plea]:
    """What nobody has answered yet, the oldest first (two queries; none where no part was given away)."""
    shared = {session.pk: framework for session, framework in found if session.is_shared}
    if not shared:
        return []
    links = {each.about: each for each in Delegation.objects.filter(session__in=shared)}
    rows = Notice.objects.filter(about__in=links, settled_at__isnull=True).order_by("created_at")
    since = dict(rows.values_list("about", "created_at"))
    return [
        Plea(
            link=links[about],
            parts=tuple(n for n in shared[links[about].session_id].modules if n.code in links[about].modules),
            asked_at=when,
            is_over=not links[about].is_in_force(at),
        )
        for about, when in sorted(since.items(), key=lambda each: each[1])
    ]
