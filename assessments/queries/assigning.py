"""Everything that waits for an assessor, whatever its kind, with who could take it."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal, cast

from django.db.models import QuerySet

from assessments.appealing import Step as Reviewing
from assessments.models import Appeal, LevelApplication, Verification
from assessments.queries.appeals import reviewers
from assessments.queries.verification import Candidate, candidates
from assessments.verifying import Step as Verifying
from assessments.workflow import Step as Confirming
from core.accounts.actor import Actor
from core.web.wording import SEOUL

Kind = Literal["review", "level", "verification"]
SHOWN = 30
"""So many cases stand on the page; the next come when these are assigned."""


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A case without an assessor. `due_on` is None where no clock runs before one is assigned."""

    kind: Kind
    row: Appeal | LevelApplication | Verification
    since: date
    due_on: date | None = None

    @property
    def name(self) -> str:
        """What its field is called."""
        return f"{self.kind}-{self.row.pk}"

    def is_waiting(self, by: Actor) -> bool:
        """Whether it waits at this moment; from here on, until the transaction ends, nobody else moves it."""
        rows = type(self.row).objects.visible_to(by).filter(pk=self.row.pk, state=self.row.state)
        return rows.select_for_update(of=("self",), no_key=True).first() is not None


def verifications_alone(by: Actor) -> QuerySet[Verification]:
    """Verifications without an assessor; those of an application for a level are counted with it."""
    rows = Verification.objects.visible_to(by).with_names().filter(state=Verifying.ASKED.value)
    return rows.exclude(level_applications__state=Confirming.ACCEPTED.value)


def unassigned(by: Actor) -> list[Unassigned]:
    """All of them: those with a day first, the earliest first, then the others, the oldest first (three
    queries)."""
    reviews = Appeal.objects.visible_to(by).with_names().filter(state=Reviewing.ASKED.value)
    levels = LevelApplication.objects.visible_to(by).with_names().filter(state=Confirming.ACCEPTED.value)
    found = [
        *(Unassigned("review", row, _day(row.asked_at), row.due_on) for row in reviews),
        *(Unassigned("level", row, _day(row.submitted_at or row.started_at)) for row in levels),
        *(Unassigned("verification", row, _day(row.asked_at)) for row in verifications_alone(by)),
    ]
    return sorted(found, key=lambda each: (each.due_on or date.max, each.since, each.name))


def able(case: Unassigned, by: Actor) -> list[Candidate]:
    """Every assessor with what keeps them from this case. Needs an open transaction."""
    if isinstance(case.row, Appeal):
        return reviewers(case.row, by)
    return candidates(case.row.organisation_id, by)


def at_hand(by: Actor) -> Counter[uuid.UUID]:
    """How many cases each assessor has that are not finished (two queries)."""
    verifying = Verification.objects.visible_to(by).filter(
        state__in=[Verifying.ASSIGNED.value, Verifying.OPEN.value], assessor__isnull=False
    )
    reviewing = Appeal.objects.visible_to(by).live().filter(assessor__isnull=False)
    return Counter(
        key
        for rows in (verifying, reviewing)
        for key in rows.values_list("assessor_id", flat=True)
        if key is not None
    )


def loaded(found: Iterable[Candidate], by: Actor) -> list[Candidate]:
    """The same people with how many cases each has at hand (two queries, none without people)."""
    rows = list(found)
    load = at_hand(by) if rows else Counter[uuid.UUID]()
    return [replace(each, load=load[each.user.pk]) for each in rows]


def named(names: Iterable[str], by: Actor) -> list[Unassigned]:
    """The cases of these names that somebody sees, whoever has them by now, in the names' order."""
    models: dict[str, Any] = {"review": Appeal, "level": LevelApplication, "verification": Verification}
    found: list[Unassigned] = []
    for name in list(names)[:SHOWN]:
        kind, _dash, key = name.partition("-")
        try:
            row = models[kind].objects.visible_to(by).with_names().filter(pk=uuid.UUID(key)).first()
        except (KeyError, ValueError):
            continue
        if row is not None:
            found.append(Unassigned(cast(Kind, kind), row, date.min))
    return found


def _day(at: datetime) -> date:
    return at.astimezone(SEOUL).date()
