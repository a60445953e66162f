"""A framework prepared for fast, exact arithmetic: integers over common denominators.

A value is a pair of integers (numerator, denominator); a denominator of 0 means that there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

from assessments.scoring import ladder
from assessments.scoring.answers import DONT_KNOW, NOT_APPLICABLE, Answers
from assessments.scoring.branching import Branching, branching
from assessments.scoring.framework import Framework, Item, Node, Operator

NOT_ASKED = -1
NOT_STARTED = -2
UNKNOWN = -3
INAPPLICABLE = -4
"""What stands in a trace instead of the place of a choice."""

WEIGHTED: frozenset[Operator] = frozenset({"weighted_mean", "weighted_sum"})
SUMS: frozenset[Operator] = frozenset({"sum", "weighted_sum"})
LINEAR: frozenset[Operator] = frozenset({"mean", "weighted_mean", "sum", "weighted_sum"})

Slot = int | tuple[int, ...]


class Value(NamedTuple):
    """What a node or item is worth: its score, its lowest and highest, and the share of it answered."""

    score: int
    score_of: int
    low: int
    low_of: int
    high: int
    high_of: int
    answered: int
    answered_of: int

    def lowest(self) -> tuple[int, int]:
        """The low end of the interval, the score included (a score may leave questions out that its
        low end counts, and so lie below it)."""
        if self.score_of and self.score * self.low_of < self.low * self.score_of:
            return self.score, self.score_of
        return self.low, self.low_of

    def highest(self) -> tuple[int, int]:
        """The high end of the interval, the score included."""
        if self.score_of and self.score * self.high_of > self.high * self.score_of:
            return self.score, self.score_of
        return self.high, self.high_of


ABSENT = Value(0, 0, 0, 0, 0, 0, 0, 0)


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

    def of_entries(self, entries: list[Entry]) -> Value:
        """The value of a flat node."""
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
        present = []
        total = 0
        certain = True
        for pair in values:
            value, weight = pair
            if value[7]:
                present.append(pair)
                total += weight
                if value[6] != value[7]:
                    certain = False
        if not total:
            return ABSENT
        if self.is_linear:
            if len(present) == 1 and self.is_plain_mean:
                return present[0][0]
            low = self._linear(present, 2)
            if certain:
                return Value(*low, *low, *low, 1, 1)
            high = self._linear(present, 4)
            score = self._linear(present, 0)
        else:
            settle = self._least if self.node.operator == "min" else self._steps
            slots = [value for value, _ in values]
            low = settle([(value.low, value.low_of) for value in slots], slots)
            if certain:
                return Value(*low, *low, *low, 1, 1)
            high = settle([(value.high, value.high_of) for value in slots], slots)
            score = settle([(value.score, value.score_of) for value in slots], slots)
        answered, of, _ = _sum(present, 6)
        return Value(*score, *low, *high, *_lowest(answered, of * total))

    def _linear(self, present: list[tuple[Value, int]], at: int) -> tuple[int, int]:
        numerator, denominator, weight = _sum(present, at)
        if not weight:
            return 0, 0
        up, down = self.factor
        divisor = self.weight_unit if self.is_sum else weight
        return _lowest(numerator * up, denominator * divisor * down)

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


def _sum(values: list[tuple[Value, int]], at: int) -> tuple[int, int, int]:
    """The weighted sum of the fractions that stand at `at` in each value: numerator, denominator (not in
    lowest terms), and the weights of the values that have one there."""
    numerator, denominator, weights = 0, 1, 0
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


@dataclass(slots=True)
class Compiled:
    """A framework ready to score: its items in document order and its nodes, children before parents."""

    framework: Framework
    leaves: tuple[Leaf, ...]
    branches: tuple[Branch, ...]
    lookups: tuple[tuple[str, dict[object, Entry]], ...]
    branching: Branching
    node_places: dict[str, int]
    rungs: dict[str, tuple[ladder.Rung, ...]]
    gated: tuple[int, ...]  # the places of the nodes that some level's gate reads
    item_places: dict[str, int]

    def entries(self, answers: Answers) -> list[Entry]:
        """What each item adds, in document order. Raises InvalidAnswer for an answer that does not fit."""
        get = answers.get
        try:
            entries = [table[get(code)] for code, table in self.lookups]
        except (KeyError, TypeError):
            entries = [self._entry(leaf, get(leaf.item.code)) for leaf in self.leaves]
        if answers.keys() - self.item_places.keys():
            code = min(answers.keys() - self.item_places.keys())
            raise InvalidAnswer(code, answers[code])
        if self.branching.rules:
            for code in self.branching.not_asked(answers):
                place = self.item_places[code]
                entries[place] = NOTHING_ASKED
        return entries

    @staticmethod
    def _entry(leaf: Leaf, answer: object) -> Entry:
        try:
            return leaf.table[answer]
        except (KeyError, TypeError):
            return leaf.ticked(answer)

    def values(self, entries: list[Entry]) -> list[Value]:
        """The value of every node, children before parents; the root's is the last."""
        values: list[Value] = []
        for branch in self.branches:
            if branch.flat:
                values.append(branch.of_entries(entries))
                continue
            children = [
                (self.leaves[place].value(entries[place]) if is_item else values[place], weight)
                for is_item, place, weight in branch.children
            ]
            values.append(branch.of_values(children))
        return values


def compiled(framework: Framework) -> Compiled:
    """The framework prepared for scoring; prepared once per framework."""
    return framework.derived(_compile)


def _compile(framework: Framework) -> Compiled:
    zero_counts = framework.policies.dont_know == "zero"
    points = [number for item in framework.items.values() for number in _numbers(item)]
    unit = lcm(*[number.denominator for number in points])
    leaves: list[Leaf] = []
    branches: list[Branch] = []

    def visit(node: Node) -> int:
        weighted = node.operator in WEIGHTED
        weights = [child.weight if weighted else Fraction(1) for child in node.children]
        weight_unit = lcm(*[weight.denominator for weight in weights])
        children: list[tuple[bool, int, int]] = []
        first = len(leaves)
        for child, weight in zip(node.children, weights, strict=True):
            scaled = weight.numerator * (weight_unit // weight.denominator)
            if isinstance(child, Item):
                leaves.append(Leaf(child, scaled, unit, zero_counts))
                children.append((True, len(leaves) - 1, scaled))
            else:
                children.append((False, visit(child), scaled))
        flat = node.operator in LINEAR and all(is_item for is_item, _, _ in children)
        thresholds = [child.threshold or Fraction(0) for child in node.children]
        branches.append(
            Branch(
                node=node,
                place=len(branches),
                flat=flat,
                first=first,
                last=len(leaves),
                children=tuple(children),
                weight_unit=weight_unit,
                unit=unit,
                thresholds=tuple((t.numerator, t.denominator) for t in thresholds),
                factor=(node.factor.numerator, node.factor.denominator),
                zero_counts=zero_counts,
                is_linear=node.operator in LINEAR,
                is_sum=node.operator in SUMS,
                is_plain_mean=node.operator in ("mean", "weighted_mean") and node.factor == 1,
            )
        )
        return len(branches) - 1

    visit(framework.tree)
    gates = [gate for scheme in framework.schemes for level in scheme.bounds for gate in level.requires]
    places = {branch.node.code: branch.place for branch in branches}
    return Compiled(
        framework=framework,
        leaves=tuple(leaves),
        branches=tuple(branches),
        lookups=tuple((leaf.item.code, leaf.table) for leaf in leaves),
        branching=branching(framework),
        node_places=places,
        gated=tuple(sorted({places[gate.node] for gate in gates})),
        rungs={scheme.code: ladder.rungs(scheme, places) for scheme in framework.schemes},
        item_places={leaf.item.code: place for place, leaf in enumerate(leaves)},
    )


def _numbers(item: Item) -> list[Fraction]:
    limits = [limit for limit in (item.at_least, item.at_most) if limit is not None]
    return [*(choice.points for choice in item.choices), *limits]
