"""A scored plant in the planner's terms: the level of each item, and what a level is worth to each node."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessments.scoring import Answer, Item, score
from assessments.scoring.branch import LINEAR
from assessments.scoring.explain import explain_node
from assessments.scoring.framework import Node
from assessments.scoring.result import Result


@dataclass(frozen=True, slots=True)
class Rungs:
    """An answered item as a ladder: the choices and points of every level, and the level it stands on."""

    now: int
    choices: tuple[tuple[str, ...], ...]
    points: tuple[Fraction, ...]

    @property
    def top(self) -> int:
        """The highest level."""
        return len(self.points) - 1


@dataclass(frozen=True)
class Plant:
    """What a plan starts from. `forms`: what a point of an item adds to a node before rounding, by node.

    Items without a counted answer have no rungs: nobody knows where they stand. The forms are exact where
    every node is a mean or a sum (`is_exact`); under `min` and `gate` each counted child stands for an equal
    part, so that only scoring again tells what a plan comes to.
    """

    result: Result
    answers: Mapping[str, Answer]
    is_exact: bool
    rungs: Mapping[str, Rungs]
    forms: Mapping[str, Mapping[str, Fraction]]

    def after(self, levels: Mapping[str, int]) -> Result:
        """The result if these items stood on these levels, by the scoring engine."""
        framework, scheme = self.result.framework, self.result.scheme
        changed = {
            code: choices[0] if framework.items[code].kind == "single" else choices
            for code, choices in self.choices(levels).items()
        }
        return score(framework, {**self.answers, **changed}, scheme=scheme.code if scheme else None)

    def choices(self, levels: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
        """The answers that stand for these levels, of the items above where they are now."""
        return {
            code: self.rungs[code].choices[level]
            for code, level in levels.items()
            if level > self.rungs[code].now
        }


def plant_of(result: Result, answers: Mapping[str, Answer]) -> Plant:
    """The plant behind a result and the counted answers it was scored from."""
    framework = result.framework
    rungs = {}
    for code, item in framework.items.items():
        outcome = result.items[code]
        if outcome.state == "answered":
            rungs[code] = rungs_of(item, outcome.choices)
    forms: dict[str, dict[str, Fraction]] = {}
    _form(result, framework.tree, forms)
    is_exact = all(node.operator in LINEAR for node in framework.nodes.values())
    return Plant(result, answers, is_exact, rungs, forms)


def rungs_of(item: Item, chosen: tuple[str, ...]) -> Rungs:
    """The ladder of an answered item. A multiple item climbs by its most valuable further tick."""
    if item.kind == "single":
        by_points = {choice.points: choice.code for choice in reversed(item.choices)}
        points = tuple(sorted(by_points))
        return Rungs(points.index(item.points(chosen)), tuple((by_points[each],) for each in points), points)
    ways = [chosen]
    free = [
        each for each in item.choices if not each.exclusive and each.code not in chosen and each.points > 0
    ]
    for choice in sorted(free, key=lambda each: -each.points):
        kept = {code for code in ways[-1] if not item.choice(code).exclusive} | {choice.code}
        way = tuple(each.code for each in item.choices if each.code in kept)
        if item.points(way) > item.points(ways[-1]):
            ways.append(way)
    return Rungs(0, tuple(ways), tuple(item.points(way) for way in ways))


def _form(result: Result, node: Node, forms: dict[str, dict[str, Fraction]]) -> dict[str, Fraction]:
    explained = explain_node(result, node.code)
    nodes = {child.code: child for child in node.children if isinstance(child, Node)}
    divisor = explained.divisor or 1
    if node.operator not in LINEAR:
        divisor = Fraction(sum(term.counted for term in explained.terms) or 1)
    form: dict[str, Fraction] = {}
    for term in explained.terms:
        below = _form(result, nodes[term.code], forms) if term.code in nodes else {term.code: Fraction(1)}
        if term.counted:
            part = node.factor * (term.weight if node.operator in LINEAR else 1) / divisor
            form |= {code: part * each for code, each in below.items()}
    forms[node.code] = form
    return form
