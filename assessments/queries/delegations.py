"""The links of a session, each with how far its modules have come."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assessments.models import Answer, Delegation, DelegationKind, Session
from assessments.queries.overview import Overview, progress_of
from assessments.scoring import Node, Progress, asked_in_order
from core.accounts.actor import Actor
from core.audit.models import Event

_OF_ITS_HOLDER = {"delegation.reported", "delegation.reopened"}


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """A link, its modules, and their progress."""

    delegation: Delegation
    modules: tuple[Node, ...]
    progress: Progress
    is_in_force: bool = True

    @property
    def state(self) -> str:
        """ended, reported (its holder says it is done), waiting (nobody opened it yet), reopened (its holder
        changed an answer after that), complete, or open.
        """
        if not self.is_in_force:
            return "ended"
        if self.delegation.reported_at is not None:
            return "reported"
        if self.delegation.taken_at is None:
            return "waiting"
        if self.delegation.reopened_at is not None:
            return "reopened"
        return "complete" if self.progress.is_complete else "open"

    @property
    def is_returned(self) -> bool:
        """Whether its holder handed it back and some of its questions are open."""
        return self.state == "reported" and bool(self.progress.unanswered)

    @property
    def is_filling(self) -> bool:
        """Whether its holder answers what they had left open, and changed nothing else."""
        return self.state == "reopened" and not self.delegation.is_changed


def delegations(view: Overview, at: datetime) -> list[DelegationLine]:
    """The links of a session that the caller may see, in the order they were made (one query).

    Of those that ended, the parts given to colleagues; an ended link of one's own phone says nothing more.
    """
    rows = Delegation.objects.filter(session=view.session).order_by("made_at", "pk")
    lines = [replace(line_of(view, row), is_in_force=row.is_in_force(at)) for row in rows]
    return [each for each in lines if each.is_in_force or each.delegation.kind == DelegationKind.PART.value]


def given_by_others(view: Overview, row: Delegation) -> list[str]:
    """The questions asked of a part whose answers did not come by this link (one query)."""
    here = Answer.objects.filter(session=view.session, delegation_id=row.pk).values_list("item", flat=True)
    mine, parents = set(here), view.framework.parents
    return [
        code
        for code in asked_in_order(view.framework, view.answers)
        if code in view.answers and code not in mine and parents[code].code in row.modules
    ]


def acts_of(row: Delegation) -> list[Event]:
    """What was done with a link and by its holder, the oldest first, from the audit trail (one query)."""
    events = Event.objects.filter(subject_kind="session", subject_id=str(row.session_id))
    return list(events.filter(verb__startswith="delegation.", data__delegation=str(row.pk)).order_by("pk"))


def declined_at(row: Delegation) -> datetime | None:
    """When its maker left a link as it is though somebody had asked to be let in; None once something else
    became of it, or somebody asked again.
    """
    of_link = [each for each in acts_of(row) if each.verb not in _OF_ITS_HOLDER]
    return of_link[-1].at if of_link and of_link[-1].verb == "delegation.declined" else None


def given_to(session: Session, at: datetime) -> dict[str, str]:
    """Who has which module by a link in force, by module code (one query, none if nothing was shared)."""
    if not session.is_shared:
        return {}
    rows = Delegation.objects.in_force(at).filter(session=session, kind=DelegationKind.PART.value)
    return {code: row.name for row in rows.order_by("made_at", "pk") for code in row.modules}


def line_of(view: Overview, row: Delegation) -> DelegationLine:
    """One link beside the answers of its session."""
    modules: Sequence[Node] = [node for node in view.framework.modules if node.code in row.modules]
    return DelegationLine(row, tuple(modules), progress_of(view.framework, view.answers, row.modules))


def delegation_of(session_id: uuid.UUID, delegation_id: uuid.UUID, at: datetime) -> Delegation | None:
    """A link in force of a session that the caller may see (one query)."""
    return Delegation.objects.in_force(at).filter(session_id=session_id, pk=delegation_id).first()


def given_link(session_id: uuid.UUID, delegation_id: uuid.UUID) -> Delegation | None:
    """A link of a session that the caller may see, in force or not (one query)."""
    return Delegation.objects.filter(session_id=session_id, pk=delegation_id).first()


def held(delegation_id: uuid.UUID, by: Actor) -> Delegation | None:
    """The link that this browser took, in force or not, with its session (one query)."""
    if not by.draft_key:
        return None
    return Delegation.objects.filter(pk=delegation_id, taken_key=by.draft_key).first()


def freed_here(delegation_id: uuid.UUID, by: Actor) -> Delegation | None:
    """The link that this browser had until its maker freed it for another one; the wall between actors is
    lowered by the caller.
    """
    if not by.draft_key:
        return None
    rows = Delegation.objects.exclude(freed_at=None).exclude(taken_key=by.draft_key)
    return rows.filter(pk=delegation_id, freed_key=by.draft_key).first()


def held_parts(by: Actor, at: datetime) -> list[Delegation]:
    """The parts in force that this browser took, the newest first (one query, none without a cookie)."""
    if not by.draft_key:
        return []
    rows = Delegation.objects.in_force(at).filter(taken_key=by.draft_key, kind=DelegationKind.PART.value)
    return list(rows.order_by("-taken_at", "pk"))
