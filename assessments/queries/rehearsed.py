"""What a version would make of the answers there are: counts for whoever is about to publish it."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction

from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Result
from assessments.queries.recomputed import Recomputed, Standing, recomputed
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
    steps: Mapping["Step", int]
    changed: Mapping[uuid.UUID, Recomputed]


@dataclass(frozen=True, slots=True)
class Step:
    """Level and tier before and after: None and empty where there are none."""

    before: tuple[int | None, str]
    after: tuple[int | None, str]

    @property
    def is_move(self) -> bool:
        """Whether level or tier would be another."""
        return self.before != self.after


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
        steps=Counter(Step((a.level, a.tier), (b.level, b.tier)) for a, b in pairs),
        changed={each.result: each for each in found if each.differs},
    )


def told_apart(steps: Mapping[Step, int], few: int) -> tuple[dict[Step, int], int]:
    """The groups that may be told, the largest first, and how many results are in the others together.

    Groups of fewer than `few` are put together, and with them the next smallest while they come to fewer than
    that: no small number can be worked out from the sum.
    """
    told = dict(sorted((pair for pair in steps.items() if pair[1] >= few), key=lambda pair: -pair[1]))
    rest = sum(steps.values()) - sum(told.values())
    while 0 < rest < few and told:
        rest += told.popitem()[1]
    return told, rest


def kept_back(moves: Moves, few: int) -> frozenset[str]:
    """The counts of a line that are not told: those under `few`, and the next smallest while all kept back
    come to fewer than that. The total is told, so that one alone could be worked out."""
    counts = sorted((n, name) for name, n in asdict(moves).items() if n)
    hidden = [pair for pair in counts if pair[0] < few]
    others = counts[len(hidden) :]
    while others and (len(hidden) == 1 or 0 < sum(n for n, _name in hidden) < few):
        hidden.append(others.pop(0))
    return frozenset(name for _n, name in hidden)


def known_results(changed: Mapping[uuid.UUID, Recomputed], by: Actor) -> list[Result]:
    """Those of the results whose companies let the reader's organisation see them, newest first."""
    rows = Result.objects.visible_to(by).filter(pk__in=changed).select_related("organisation")
    return list(rows.defer("outcome", "answers").order_by("-submitted_at", "pk"))


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
