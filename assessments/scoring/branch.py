"""A node prepared for scoring: its operator over integers and common denominators."""

from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

from assessments.scoring.framework import Node, Operator
from assessments.scoring.leaf import Entry, Slot
from assessments.scoring.number import rounded
from assessments.scoring.value import ABSENT, Value

WEIGHTED: frozenset[Operator] = frozenset({"weighted_mean", "weighted_sum"})
SUMS: frozenset[Operator] = frozenset({"sum", "weighted_sum"})
LINEAR: frozenset[Operator] = frozenset({"mean", "weighted_mean", "sum", "weighted_sum"})

KEPT = 2_000  # values of a flat node: the answers to a handful of items repeat from one company to the next


@dataclass(slots=True)
class Branch:
    """A node: where its children's values are, their weights, and what to do with them.

    A `flat` node has only items below it and a linear operator: its entries are summed directly.
    """

    node: Node
    place: int
    flat: bool
    first: int
    last: int
    children: tuple[tuple[bool, int, int], ...]  # is an item, its place among items or nodes, its weight
    weight_unit: int
    unit: int
    thresholds: tuple[tuple[int, int], ...]
    factor: tuple[int, int]
    zero_counts: bool
    is_linear: bool
    is_sum: bool
    is_plain_mean: bool  # the mean of one child is that child
    kept: dict[tuple[Slot, ...], Value] = field(default_factory=dict)

    def of_entries(self, entries: list[Entry], slots: tuple[Slot, ...]) -> Value:
        """The value of a flat node; `slots` are those of all entries, by which it is known again."""
        own = slots[self.first : self.last]
        value = self.kept.get(own)
        if value is None:
            value = self._rounded(self._of_entries(entries))
            if len(self.kept) < KEPT:
                self.kept[own] = value
        return value

    def _of_entries(self, entries: list[Entry]) -> Value:
        kw = kp = ow = ol = oh = oz = 0
        for a, b, c, d, e, f, _, _ in entries[self.first : self.last]:
            if c:
                ow += c
                ol += d
                oh += e
                oz += f
            else:
                kw += a
                kp += b
        weight = kw + ow
        if not weight:
            return ABSENT
        up, down = self.factor
        base = self.unit * down
        if not ow:
            below = base * self.weight_unit if self.is_sum else base * kw
            score = kp * up
            common = gcd(score, below)
            score //= common
            below //= common
            return Value(score, below, score, below, score, below, 1, 1)
        if self.is_sum:
            below = score_of = base * self.weight_unit
        else:
            below, score_of = base * weight, base * (weight if self.zero_counts else kw)
        if not kw and not self.zero_counts:
            score_of = 0
        common = gcd(kw, weight)
        return Value(
            *_lowest((kp + oz) * up, score_of),
            *_lowest((kp + ol) * up, below),
            *_lowest((kp + oh) * up, below),
            kw // common,
            weight // common,
        )

    def of_values(self, values: list[tuple[Value, int]]) -> Value:
        """The value of any node, from the values and weights of its children."""
        return self._rounded(self._of_values(values))

    def _rounded(self, value: Value) -> Value:
        """The same where the framework rounds nothing here."""
        rounding = self.node.rounding
        if rounding is None or not value.answered_of:
            return value
        pairs = [value[at : at + 2] for at in (0, 2, 4)]
        found = [
            _lowest(*rounded(up, down, rounding.method, rounding.digits)) if down else (0, 0)
            for up, down in pairs
        ]
        return Value(*found[0], *found[1], *found[2], value.answered, value.answered_of)

    def _of_values(self, values: list[tuple[Value, int]]) -> Value:
        if self.is_plain_mean and len(values) == 1 and values[0][1]:
            return values[0][0]
        present = [pair for pair in values if pair[0][7]]
        total = sum([pair[1] for pair in present])
        if not total:
            return ABSENT
        if self.is_linear:
            if len(present) == 1 and self.is_plain_mean:
                return present[0][0]
            return self._linear(present, total)
        settle = self._least if self.node.operator == "min" else self._steps
        slots = [value for value, _ in values]
        low = settle([(value.low, value.low_of) for value in slots], slots)
        if all(value.answered == value.answered_of for value, _ in present):
            return Value(*low, *low, *low, 1, 1)
        high = settle([(value.high, value.high_of) for value in slots], slots)
        score = settle([(value.score, value.score_of) for value in slots], slots)
        answered, of, _ = _sum(present, 6)
        return Value(*score, *low, *high, *_lowest(answered, of * total))

    def _linear(self, present: list[tuple[Value, int]], total: int) -> Value:
        """The mean or sum of the children that apply: what is certain once, what is open three times."""
        up, down = self.factor
        base, of, weights, unsure = 0, 1, 0, []
        for pair in present:
            value, weight = pair
            points, below, _, _, _, _, answered, answerable = value
            if answered != answerable:
                unsure.append(pair)
                continue
            weights += weight
            if below == of:
                base += weight * points
            else:
                base = base * below + weight * points * of
                of *= below
        if not unsure:
            low = self._divided((base, of, weights), up, down)
            return Value(*low, *low, *low, 1, 1)
        begun = base, of, weights
        answered, answerable, _ = _sum(unsure, 6, (weights, 1, 0))
        return Value(
            *self._divided(_sum(unsure, 0, begun), up, down),
            *self._divided(_sum(unsure, 2, begun), up, down),
            *self._divided(_sum(unsure, 4, begun), up, down),
            *_lowest(answered, answerable * total),
        )

    def _divided(self, found: tuple[int, int, int], up: int, down: int) -> tuple[int, int]:
        numerator, denominator, weight = found
        if not weight:
            return 0, 0
        return _lowest(numerator * up, denominator * down * (self.weight_unit if self.is_sum else weight))

    def _least(self, values: list[tuple[int, int]], slots: list[Value]) -> tuple[int, int]:
        present = [pair for pair in values if pair[1]]
        if not present:
            return 0, 0
        up, down = self.factor
        numerator, denominator = min(present, key=lambda pair: Fraction(*pair))
        return _lowest(numerator * up, denominator * down)

    def _steps(self, values: list[tuple[int, int]], slots: list[Value]) -> tuple[int, int]:
        """How many steps meet their threshold. A step that is not applicable is passed over; a step
        without a score is not met; with no step scored there is no value."""
        if not any(of for _, of in values):
            return 0, 0
        met = 0
        for (score, of), (up, down), slot in zip(values, self.thresholds, slots, strict=True):
            if not slot.answered_of:
                continue
            if of and score * down >= up * of:
                met += 1
            elif self.node.cumulative:
                break
        return _lowest(met * self.factor[0], self.factor[1])


def _lowest(numerator: int, denominator: int) -> tuple[int, int]:
    """A pair in lowest terms; (0, 0) when there is none."""
    if not denominator:
        return 0, 0
    common = gcd(numerator, denominator)
    return numerator // common, denominator // common


def _sum(
    values: list[tuple[Value, int]], at: int, begun: tuple[int, int, int] = (0, 1, 0)
) -> tuple[int, int, int]:
    """The weighted sum of the fractions that stand at `at` in each value, on top of what is `begun`: its
    numerator, denominator (not in lowest terms), and the weights of the values that have one there."""
    numerator, denominator, weights = begun
    for value, weight in values:
        of = value[at + 1]
        if of:
            weights += weight
            if of == denominator:
                numerator += weight * value[at]
            else:
                numerator = numerator * of + weight * value[at] * denominator
                denominator *= of
    return numerator, denominator, weights
