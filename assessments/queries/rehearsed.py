"""What a version would make of the answers there are: counts for whoever is about to publish it."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from assessments.documents import framework_of
from assessments.models import FrameworkVersion
from assessments.queries.recomputed import Standing, recomputed
from core.accounts.actor import SYSTEM, Actor
from core.scope import enter

NEWEST = 500
"""So many results, those submitted last, are scored again: a page waits for it."""


@dataclass(frozen=True, slots=True)
class Moves:
    """How many results would be higher, lower, the same; `other`: there is a value only before or after."""

    higher: int
    lower: int
    same: int
    other: int


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Counts of `total` results; `left` of them lack answers that the new version asks for."""

    total: int
    left: int
    score: Moves
    level: Moves
    tier: Moves


def rehearsed(old: FrameworkVersion, new: FrameworkVersion, by: Actor) -> Rehearsal:
    """The newest results of `old` under `new`. Counted as the portal itself: numbers, never whose."""
    enter(SYSTEM)
    try:
        found = list(recomputed(old, new, NEWEST))
    finally:
        enter(by)
    before, after = framework_of(old).tier_order, framework_of(new).tier_order
    pairs = [(each.before, each.after) for each in found]
    return Rehearsal(
        total=len(found),
        left=sum(each.left > 0 for each in found),
        score=_moves(pairs, lambda stands: stands.score, lambda stands: stands.score),
        level=_moves(pairs, lambda stands: stands.level, lambda stands: stands.level),
        tier=_moves(pairs, lambda stands: before.get(stands.tier), lambda stands: after.get(stands.tier)),
    )


Value = Callable[[Standing], Fraction | int | None]


def _moves(pairs: list[tuple[Standing, Standing]], was: Value, becomes: Value) -> Moves:
    counts = {"higher": 0, "lower": 0, "same": 0, "other": 0}
    for before, after in pairs:
        first, last = was(before), becomes(after)
        if first is None or last is None:
            counts["same" if first is last else "other"] += 1
        else:
            counts["same" if first == last else "higher" if last > first else "lower"] += 1
    return Moves(**counts)
