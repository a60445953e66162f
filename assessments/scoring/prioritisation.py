"""Which dimensions to improve first: three columns, each normalised, weighed and added.

SIRI-style and unofficial: the steps of the Prioritisation Matrix of the Smart Industry Readiness Index
(EDB Singapore, 2019), with the relevance tables left to the caller.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Weights:
    """The say of each column; they add up to 1."""

    cost: Fraction
    goals: Fraction
    proximity: Fraction

    def __post_init__(self) -> None:
        parts = (self.cost, self.goals, self.proximity)
        if min(parts) < 0 or sum(parts) != 1:
            raise ValueError("the weights must not be negative and must add up to 1")


HORIZONS: Mapping[str, Weights] = MappingProxyType(
    {
        "strategic": Weights(Fraction("0.3"), Fraction("0.4"), Fraction("0.3")),
        "tactical": Weights(Fraction("0.45"), Fraction("0.3"), Fraction("0.25")),
        "operational": Weights(Fraction("0.6"), Fraction("0.2"), Fraction("0.2")),
    }
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A dimension: its building block, its band today and the best in its industry (same scale), the cost
    it touches and the goals it serves (any unit >= 0, the same for all candidates; see `relevance`)."""

    code: str
    block: str
    today: Fraction
    best: Fraction
    cost: Fraction
    goals: Fraction


@dataclass(frozen=True, slots=True)
class Priority:
    """A dimension's impact value (0-1) and the normalised columns (each adds up to 1, or is all 0)."""

    code: str
    block: str
    cost: Fraction
    goals: Fraction
    proximity: Fraction
    value: Fraction


def relevance(shares: Mapping[str, Fraction], degrees: Mapping[str, Fraction]) -> Fraction:
    """The sum of share x degree of relevance over the categories in both: the entry of one column."""
    return sum((share * degrees[key] for key, share in shares.items() if key in degrees), Fraction(0))


def prioritise(candidates: Sequence[Candidate], weights: Weights) -> tuple[Priority, ...]:
    """The candidates by impact value, the largest first, ties in the order given. Exact.

    A dimension ahead of the best in its industry counts 0 in the proximity column.
    """
    cost = _normalised(candidate.cost for candidate in candidates)
    goals = _normalised(candidate.goals for candidate in candidates)
    proximity = _normalised(max(candidate.best - candidate.today, Fraction(0)) for candidate in candidates)
    found = [
        Priority(c.code, c.block, a, b, p, weights.cost * a + weights.goals * b + weights.proximity * p)
        for c, a, b, p in zip(candidates, cost, goals, proximity, strict=True)
    ]
    return tuple(sorted(found, key=lambda priority: -priority.value))


def focus(priorities: Sequence[Priority]) -> tuple[str, ...]:
    """The dimensions to begin with: the best of each building block, and the best of all the rest."""
    first: dict[str, str] = {}
    for priority in priorities:
        first.setdefault(priority.block, priority.code)
    rest = [priority.code for priority in priorities if priority.code not in first.values()]
    chosen = {*first.values(), *rest[:1]}
    return tuple(priority.code for priority in priorities if priority.code in chosen)


def _normalised(column: Iterable[Fraction]) -> list[Fraction]:
    values = list(column)
    if any(value < 0 for value in values):
        raise ValueError("a column must not hold negative values")
    total = sum(values, Fraction(0))
    return [value / total if total else Fraction(0) for value in values]
