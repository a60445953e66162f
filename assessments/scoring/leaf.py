"""An item prepared for scoring: from each possible answer to what it adds to the sums of its node."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from assessments.scoring.answers import DONT_KNOW, NOT_APPLICABLE
from assessments.scoring.framework import Item
from assessments.scoring.value import ABSENT, Value

NOT_ASKED = -1
NOT_STARTED = -2
UNKNOWN = -3
INAPPLICABLE = -4
"""What stands in a trace instead of the place of a choice."""

Slot = int | tuple[int, ...]


class Entry(NamedTuple):
    """What one answer adds to the sums of its node (points and weights are integers, see `Leaf`)."""

    known_weight: int
    known_points: int
    open_weight: int
    open_low: int
    open_high: int
    open_score: int
    slot: Slot
    points: int | None


NOTHING_ASKED = Entry(0, 0, 0, 0, 0, 0, NOT_ASKED, None)


class InvalidAnswer(ValueError):
    """An answer that does not fit the framework reached the engine; `answers.check` names such faults."""

    def __init__(self, item: str, answer: object) -> None:
        self.item, self.answer = item, answer
        super().__init__(f"{item}: {answer!r}")


@dataclass(slots=True)
class Leaf:
    """An item: a table from each possible answer to what it adds.

    `weight` is the item's weight times its node's weight denominator; points are times `unit`.
    """

    item: Item
    weight: int
    unit: int
    zero_counts: bool
    table: dict[object, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        item = self.item
        self.table[None] = self._open(NOT_STARTED)
        if item.dont_know:
            self.table[DONT_KNOW] = self._open(UNKNOWN)
        if item.not_applicable:
            self.table[NOT_APPLICABLE] = Entry(0, 0, 0, 0, 0, 0, INAPPLICABLE, None)
        for place, choice in enumerate(item.choices):
            if item.kind == "single":
                self.table[choice.code] = self._known(choice.points, place)
            else:
                self.table[choice.code] = self._known(item.points((choice.code,)), (place,))

    def _scaled(self, points: Fraction) -> int:
        return points.numerator * (self.unit // points.denominator)

    def _known(self, points: Fraction, slot: Slot) -> Entry:
        scaled = self._scaled(points)
        return Entry(self.weight, self.weight * scaled, 0, 0, 0, 0, slot, scaled)

    def _open(self, slot: int) -> Entry:
        low, high = self._scaled(self.item.minimum), self._scaled(self.item.maximum)
        zero = min(max(0, low), high) if self.zero_counts else 0
        w = self.weight
        return Entry(0, 0, w, w * low, w * high, w * zero, slot, zero if self.zero_counts else None)

    def ticked(self, answer: object) -> Entry:
        """What an answer that is not in the table adds: several ticks of a multiple item.

        Raises InvalidAnswer for anything else.
        """
        item = self.item
        if item.kind != "multiple" or isinstance(answer, str) or not isinstance(answer, Sequence):
            raise InvalidAnswer(item.code, answer)
        given = set(answer)
        places = tuple(i for i, choice in enumerate(item.choices) if choice.code in given)
        alone = any(item.choices[i].exclusive for i in places)
        nothing = not places and any(choice.exclusive for choice in item.choices)
        if len(places) != len(answer) or (alone and len(places) > 1) or nothing:
            raise InvalidAnswer(item.code, answer)
        return self._known(item.points(tuple(item.choices[i].code for i in places)), places)

    def value(self, entry: Entry) -> Value:
        """An entry of an item by itself, as a value."""
        if entry.slot == NOT_ASKED or entry.slot == INAPPLICABLE:
            return ABSENT
        unit = self.unit
        if entry.slot == NOT_STARTED or entry.slot == UNKNOWN:
            low, high = self._scaled(self.item.minimum), self._scaled(self.item.maximum)
            score, score_of = (entry.points, unit) if entry.points is not None else (0, 0)
            return Value(score, score_of, low, unit, high, unit, 0, 1)
        points = entry.points or 0
        return Value(points, unit, points, unit, points, unit, 1, 1)
