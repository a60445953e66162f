"""The numbers that come out of scoring: the total, its level and tier, every node and item."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from assessments.scoring import ladder, number
from assessments.scoring.compiled import compiled
from assessments.scoring.framework import Framework, Level, Scheme, Tier
from assessments.scoring.leaf import INAPPLICABLE, NOT_ASKED, NOT_STARTED, UNKNOWN, Slot
from assessments.scoring.value import Value

Reason = Literal["not_applicable", "coverage", "unanswered"]
FindDistance = Callable[[Framework, Scheme, int, ladder.Pair, ladder.NodeValue], ladder.Distance | None]
State = Literal["answered", "not_applicable", "dont_know", "not_started", "not_asked"]

STATES: dict[int, State] = {
    NOT_ASKED: "not_asked",
    NOT_STARTED: "not_started",
    UNKNOWN: "dont_know",
    INAPPLICABLE: "not_applicable",
}


@dataclass(frozen=True, slots=True)
class Total:
    """The total after rounding, and the rungs of the ladder reached (-1: none) by score, low and high."""

    reason: Reason | None
    score: ladder.Pair | None
    low: ladder.Pair | None
    high: ladder.Pair | None
    rung: int
    rung_low: int
    rung_high: int


@dataclass(frozen=True, slots=True)
class NodeOutcome:
    """What an area or module is worth. Exact; `number.shown` writes a value for people.

    `score` is None when the node is not applicable or nothing below it is answered. `coverage` is the
    answered share of the weight, None when nothing applies. `is_thin`: coverage below the minimum.
    """

    code: str
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    coverage: Fraction | None
    is_thin: bool


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """How an item was answered, and what that gave. `points` is None when no points were counted."""

    code: str
    state: State
    choices: tuple[str, ...]
    points: Fraction | None
    minimum: Fraction
    maximum: Fraction


@dataclass(frozen=True)
class Result:
    """What one set of answers comes to under one framework version."""

    framework: Framework
    scheme: Scheme | None
    total: Total
    slots: tuple[Slot, ...]
    values: tuple[Value, ...]

    @property
    def reason(self) -> Reason | None:
        """Why there is no score: nothing applies, too little or nothing is answered; None with a score."""
        return self.total.reason

    @property
    def exact(self) -> Fraction | None:
        """The total after rounding; None when there is no score."""
        return _fraction(self.total.score)

    @property
    def score(self) -> Decimal | None:
        """The total as shown; None when there is no score (see `reason`)."""
        return _shown(self.exact)

    @property
    def low(self) -> Decimal | None:
        """The total if everything not known were at its lowest; None when nothing applies."""
        return _shown(_fraction(self.total.low))

    @property
    def high(self) -> Decimal | None:
        """The total if everything not known were at its highest; None when nothing applies."""
        return _shown(_fraction(self.total.high))

    @property
    def coverage(self) -> Decimal:
        """The answered share of the weight, 0-1; 0 when nothing applies."""
        root = self.values[-1]
        return number.shown(Fraction(root.answered, root.answered_of)) if root.answered_of else Decimal(0)

    @property
    def level(self) -> Level | None:
        """The level reached; None without a score, without levels, or below the first level."""
        return self._level(self.total.rung)

    @property
    def level_low(self) -> Level | None:
        """The level at the low end of the interval."""
        return self._level(self.total.rung_low)

    @property
    def level_high(self) -> Level | None:
        """The level at the high end of the interval."""
        return self._level(self.total.rung_high)

    @property
    def tier(self) -> Tier | None:
        """The tier of the level."""
        return ladder.tier_of(self.framework, self.level)

    @property
    def tier_low(self) -> Tier | None:
        """The tier at the low end of the interval."""
        return ladder.tier_of(self.framework, self.level_low)

    @property
    def tier_high(self) -> Tier | None:
        """The tier at the high end of the interval."""
        return ladder.tier_of(self.framework, self.level_high)

    @property
    def is_tier_open(self) -> bool:
        """Whether what is not known could change the tier: then both ends are shown."""
        return self.tier_low != self.tier_high

    @property
    def next_level(self) -> ladder.Distance | None:
        """What the next level needs; None on the highest, without levels or without a score."""
        return self._distance(ladder.next_level)

    @property
    def next_tier(self) -> ladder.Distance | None:
        """What the next tier needs; None on the highest, without levels or without a score."""
        return self._distance(ladder.next_tier)

    @cached_property
    def nodes(self) -> dict[str, NodeOutcome]:
        """Every area and module by code, parents first, the root included (before rounding)."""
        places = compiled(self.framework).node_places
        return {code: self._node(code, self.values[places[code]]) for code in self.framework.nodes}

    @cached_property
    def items(self) -> dict[str, ItemOutcome]:
        """Every item by code, in the order of the document."""
        return {
            item.code: _item_outcome(self.framework, item.code, slot)
            for item, slot in zip(self.framework.items.values(), self.slots, strict=True)
        }

    def value(self, code: str) -> Value:
        """The integers behind a node."""
        return self.values[compiled(self.framework).node_places[code]]

    def _level(self, rung: int) -> Level | None:
        return self.scheme.bounds[rung] if self.scheme is not None and rung >= 0 else None

    def _distance(self, find: FindDistance) -> ladder.Distance | None:
        if self.scheme is None or self.total.score is None:
            return None
        return find(self.framework, self.scheme, self.total.rung, self.total.score, self._gate_value)

    def _gate_value(self, code: str) -> ladder.Pair | None:
        value = self.value(code)
        return (value.score, value.score_of) if value.answered_of else None

    def _node(self, code: str, value: Value) -> NodeOutcome:
        if not value.answered_of:
            return NodeOutcome(code, None, None, None, None, is_thin=False)
        coverage = Fraction(value.answered, value.answered_of)
        return NodeOutcome(
            code,
            Fraction(value.score, value.score_of) if value.score_of else None,
            Fraction(*value.lowest()),
            Fraction(*value.highest()),
            coverage,
            is_thin=coverage < self.framework.policies.minimum_coverage,
        )


def _fraction(pair: ladder.Pair | None) -> Fraction | None:
    return None if pair is None else Fraction(*pair)


def _shown(value: Fraction | None) -> Decimal | None:
    return None if value is None else number.shown(value)


def _item_outcome(framework: Framework, code: str, slot: Slot) -> ItemOutcome:
    item = framework.items[code]
    if isinstance(slot, int) and slot < 0:
        state, choices = STATES[slot], ()
        points = None
        if framework.policies.dont_know == "zero" and slot in (NOT_STARTED, UNKNOWN):
            points = min(max(Fraction(0), item.minimum), item.maximum)
        return ItemOutcome(code, state, choices, points, item.minimum, item.maximum)
    places = (slot,) if isinstance(slot, int) else slot
    codes = tuple(item.choices[place].code for place in places)
    return ItemOutcome(code, "answered", codes, item.points(codes), item.minimum, item.maximum)
