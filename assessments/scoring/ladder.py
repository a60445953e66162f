"""Levels and tiers: where a total stands on a scheme's ladder, and what the next rung needs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.scoring.framework import Framework, Gate, Level, Scheme, Tier

Pair = tuple[int, int]
"""Numerator and denominator; a denominator of 0 means that there is no value."""

NodeValue = Callable[[str], "Pair | None"]
"""The value of a node by its code; None when the node is not applicable (its gates are waived)."""


@dataclass(frozen=True, slots=True)
class UnmetGate:
    """A gate that a node does not meet. `value` is None when the node has no score."""

    node: str
    at_least: Fraction
    value: Fraction | None

    @property
    def missing(self) -> Fraction | None:
        """How much the node's score falls short; None without a score."""
        return None if self.value is None else self.at_least - self.value


@dataclass(frozen=True, slots=True)
class Distance:
    """What lies between a result and a rung: points of the total (0 when there are enough), and gates."""

    level: Level
    tier: Tier | None
    points: Fraction
    gates: tuple[UnmetGate, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """A level in integers: its start, and (node's place, at least) of each gate, as pairs."""

    start: Pair
    gates: tuple[tuple[int, int, int], ...]


def rungs(scheme: Scheme, places: Mapping[str, int]) -> tuple[Rung, ...]:
    """The ladder of a scheme; `places` says where each node's value stands."""
    return tuple(
        Rung(
            (level.start.numerator, level.start.denominator),
            tuple((places[g.node], g.at_least.numerator, g.at_least.denominator) for g in level.requires),
        )
        for level in scheme.bounds
    )


def climb(ladder: Sequence[Rung], total: Pair, values: Mapping[int, "Pair | None"]) -> int:
    """The rung reached: an index, -1 below the first. `values` holds the nodes that gates read, by place.

    Rungs are climbed one by one; the first whose start or gate is not met ends the climb. The gate of a
    node that is not applicable (None) is waived; that of a node without a score is not met.
    """
    score, of = total
    for reached, rung in enumerate(ladder):
        up, down = rung.start
        if score * down < up * of:
            return reached - 1
        for place, up, down in rung.gates:
            pair = values[place]
            if pair is not None and (not pair[1] or pair[0] * down < up * pair[1]):
                return reached - 1
    return len(ladder) - 1


def unmet(gate: Gate, value_of: NodeValue) -> UnmetGate | None:
    """The gate with the node's value when it is not met, else None."""
    pair = value_of(gate.node)
    if pair is None:
        return None
    score, of = pair
    if not of:
        return UnmetGate(gate.node, gate.at_least, None)
    if score * gate.at_least.denominator >= gate.at_least.numerator * of:
        return None
    return UnmetGate(gate.node, gate.at_least, Fraction(score, of))


def next_level(
    framework: Framework, scheme: Scheme, reached: int, total: Pair, value_of: NodeValue
) -> Distance | None:
    """What the next level needs; None on the highest."""
    return _distance(framework, scheme, reached, reached + 1, total, value_of)


def next_tier(
    framework: Framework, scheme: Scheme, reached: int, total: Pair, value_of: NodeValue
) -> Distance | None:
    """What the first level of a higher tier needs, gates of the levels in between included."""
    here = _tier_place(framework, scheme, reached)
    for place in range(reached + 1, len(scheme.bounds)):
        if _tier_place(framework, scheme, place) > here:
            return _distance(framework, scheme, reached, place, total, value_of)
    return None


def tier_of(framework: Framework, level: Level | None) -> Tier | None:
    """The tier a level stands for."""
    return framework.tier(level.tier) if level is not None and level.tier is not None else None


def _tier_place(framework: Framework, scheme: Scheme, place: int) -> int:
    tier = scheme.bounds[place].tier if place >= 0 else None
    return framework.tier_order[tier] if tier is not None else -1


def _distance(
    framework: Framework, scheme: Scheme, reached: int, wanted: int, total: Pair, value_of: NodeValue
) -> Distance | None:
    if wanted >= len(scheme.bounds):
        return None
    level = scheme.bounds[wanted]
    hardest: dict[str, UnmetGate] = {}
    for between in scheme.bounds[reached + 1 : wanted + 1]:
        for gate in between.requires:
            short = unmet(gate, value_of)
            if short and (gate.node not in hardest or hardest[gate.node].at_least < gate.at_least):
                hardest[gate.node] = short
    points = max(level.start - Fraction(*total), Fraction(0))
    return Distance(level, tier_of(framework, level), points, tuple(hardest.values()))
