"""A framework prepared for fast, exact arithmetic."""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from assessments.scoring import ladder
from assessments.scoring.answers import Answers
from assessments.scoring.branch import LINEAR, SUMS, WEIGHTED, Branch
from assessments.scoring.branching import Branching, branching
from assessments.scoring.framework import Framework, Item, Node
from assessments.scoring.leaf import NOTHING_ASKED, Entry, InvalidAnswer, Leaf, Slot
from assessments.scoring.value import Value


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
        if not answers.keys() <= self.item_places.keys():
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

    def values(self, entries: list[Entry], slots: tuple[Slot, ...]) -> list[Value]:
        """The value of every node, children before parents; the root's is the last. `slots` are the
        entries' own."""
        values: list[Value] = []
        for branch in self.branches:
            if branch.flat:
                values.append(branch.of_entries(entries, slots))
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
