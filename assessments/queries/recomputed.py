"""Results as they stand, beside what their answers would come to: today, or under another version."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Result, Session, SessionState
from assessments.queries.answered import answers_of
from assessments.scoring import asked_in_order, carried_from, restore_trace, score
from assessments.scoring.result import Result as Outcome


@dataclass(frozen=True, slots=True)
class Standing:
    """Score, level and tier."""

    score: Fraction | None
    level: int | None
    tier: str


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A result before and after. `left` counts the questions of the other version without an answer."""

    result: uuid.UUID
    before: Standing
    after: Standing
    left: int

    @property
    def differs(self) -> bool:
        """Whether score, level or tier would be another."""
        return self.before != self.after


def recomputed(
    version: FrameworkVersion, other: FrameworkVersion | None = None, newest: int | None = None
) -> Iterator[Recomputed]:
    """Every result of this version, and what its answers come to under `other` (None: the same version).

    `newest`: only so many, those submitted last. Reads only. Answers are carried over as they are for a
    company that starts the other version.
    """
    old = framework_of(version)
    new = framework_of(other) if other else old
    sessions = Session.objects.filter(framework=version, state=SessionState.SUBMITTED.value)
    if newest is not None:
        last = Result.objects.filter(framework=version).order_by("-submitted_at", "id")
        sessions = sessions.filter(pk__in=last.values("session_id")[:newest])
    for result, trace, given in answers_of(old, sessions, "result__id", "result__outcome"):
        counted = {code: given[code] for code in asked_in_order(old, given) if code in given}
        answers = counted if other is None else carried_from(old, counted, new)
        left = sum(code not in answers for code in asked_in_order(new, answers))
        yield Recomputed(result, _standing(restore_trace(old, trace)), _standing(score(new, answers)), left)


def _standing(outcome: Outcome) -> Standing:
    level, tier = outcome.level, outcome.tier
    return Standing(outcome.exact, level.level if level else None, tier.code if tier else "")
