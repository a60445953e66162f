"""Which gaps to speak of: first what bars the way to the next tier, then where most points are missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from assessments.scoring.attainable import attainable
from assessments.scoring.framework import Item, Node
from assessments.scoring.gaps import ItemGap, ModuleGap, module_gaps
from assessments.scoring.ladder import Distance
from assessments.scoring.result import Result

FOR_CONDITIONS = 2
"""While points are missing too, so many places go to the modules under unmet conditions."""


@dataclass(frozen=True, slots=True)
class Priority:
    """A module's gap in its place. `condition` is the node of the unmet condition it stands under, or empty.

    `causes` are its answers below what the next tier asks, those that cost most first; `is_named` says that
    there is one.
    """

    gap: ModuleGap
    condition: str
    causes: tuple[ItemGap, ...]

    @property
    def is_named(self) -> bool:
        """Whether a result may name it: a module without a cause is good enough for now."""
        return bool(self.causes)


def aim(result: Result) -> Distance | None:
    """The next tier, on the highest tier the next level; None above all levels and without a score."""
    return result.next_tier or result.next_level


def priorities(result: Result) -> tuple[Priority, ...]:
    """Every module with a gap, in the order in which to speak of them.

    First the heaviest module of each unmet condition of the next tier; then further modules under such a
    condition, all of them where the total is enough, else until two places are taken; then the others. Each
    run goes by lost points, ties by the document. Modules without a cause come last.
    """
    distance = aim(result)
    asked = _asked(result, distance)
    unmet = {gate.node for gate in distance.gates} if distance else set()
    found = [
        Priority(
            gap=gap,
            condition=next((node.code for node in _above(result, gap.code) if node.code in unmet), ""),
            causes=tuple(cause for cause in gap.causes if _is_cause(result, cause, asked)),
        )
        for gap in module_gaps(result)
    ]
    named = [each for each in found if each.is_named]
    under = [each for each in named if each.condition]
    heads = [each for place, each in enumerate(under) if each.condition not in _conditions(under[:place])]
    first = heads + [each for each in under if each not in heads]
    if distance is not None and distance.points:
        first = first[: max(FOR_CONDITIONS, len(heads))]
    rest = [each for each in found if each not in first]
    return (*first, *sorted(rest, key=lambda each: not each.is_named))


def named_gaps(result: Result, most: int = 3) -> tuple[Priority, ...]:
    """The gaps a result names, at most `most`: those that bar the next tier, then the others.

    `priorities` says which ones; within each of the two they stand by lost points.
    """
    found = tuple(each for each in priorities(result) if each.is_named)[:most]
    return tuple(sorted(found, key=lambda each: (not each.condition, -each.gap.gap)))


def enough(result: Result, item: Item) -> Fraction:
    """The points from which an answer is no cause of a gap: the next tier's share of the item's range.

    With that share in every item the total would be enough; it is more under a condition that asks for more.
    Above all levels, and without a score, it is the most points there are.
    """
    return _enough(result, item, _asked(result, aim(result)))


def conditions(result: Result, distance: Distance) -> dict[str, Fraction]:
    """What a level and those on the way to it ask of single nodes, met or not: node to the highest bound."""
    bounds = result.scheme.bounds if result.scheme else ()
    asked: dict[str, Fraction] = {}
    for level in bounds[: bounds.index(distance.level) + 1]:
        for gate in level.requires:
            asked[gate.node] = max(gate.at_least, asked.get(gate.node, gate.at_least))
    return asked


def _conditions(each: list[Priority]) -> set[str]:
    return {priority.condition for priority in each}


def _asked(result: Result, distance: Distance | None) -> dict[str, Fraction]:
    """The share of its range that is asked of the total and of single nodes; empty where nothing is next."""
    if distance is None:
        return {}
    points = {result.framework.tree.code: distance.level.start, **conditions(result, distance)}
    return {code: _share(result.framework.nodes[code], least) for code, least in points.items()}


def _is_cause(result: Result, gap: ItemGap, asked: dict[str, Fraction]) -> bool:
    points = result.items[gap.code].points
    return points is None or points < _enough(result, result.framework.items[gap.code], asked)


def _enough(result: Result, item: Item, asked: dict[str, Fraction]) -> Fraction:
    if not asked:
        return item.maximum
    share = max(asked[node.code] for node in _above(result, item.code) if node.code in asked)
    return item.minimum + share * (item.maximum - item.minimum)


def _share(node: Node, points: Fraction) -> Fraction:
    low, high = attainable(node)
    return (points - low) / (high - low) if high != low else Fraction(0)


def _above(result: Result, code: str) -> Iterator[Node]:
    """The node itself, where the code is a node's, and all above it."""
    node = result.framework.nodes.get(code) or result.framework.parents.get(code)
    while node is not None:
        yield node
        node = result.framework.parents.get(node.code)
