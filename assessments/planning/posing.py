"""A plant and a catalogue as a problem: which solutions are open to it, in whole numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, lcm

from assessments.planning.catalogue import UNIT, Catalogue, Solution, Span
from assessments.planning.plant import Plant
from assessments.planning.problem import Candidate, Condition, Money, Problem, Room
from assessments.scoring.framework import Level
from assessments.scoring.number import rounded
from assessments.scoring.result import Result

_Exact = tuple[tuple[Fraction, ...], ...]
OPEN = Span(start=18, end=None, side_by_side=1, most=1)
"""What comes after the phases, for a way that takes longer than they last."""


@dataclass(frozen=True)
class Posed:
    """A problem with the names behind its numbers. `scale`: units of the problem in a point of the total."""

    problem: Problem
    solutions: tuple[Solution, ...]
    items: tuple[str, ...]
    spans: tuple[Span, ...]
    scale: int


def open_to(plant: Plant, catalogue: Catalogue) -> tuple[Solution, ...]:
    """The solutions that make sense for the plant now or later, in the catalogue's order.

    One is left out whose need stands on an item nobody knows the level of, that lifts nothing more, or, for a
    system, that the plant has already.
    """
    rungs = plant.rungs
    found = []
    for solution in catalogue.solutions:
        if any(item not in rungs for item, _level in catalogue.needs(solution)):
            continue
        lead = rungs.get(solution.lead)
        if solution.is_system and (lead is None or lead.now >= solution.window[1]):
            continue
        if any(item in rungs and rungs[item].now < min(solution.window[1], rungs[item].top)
               for item, _by in solution.lifts):  # fmt: skip
            found.append(solution)
    return tuple(found)


def posed(
    plant: Plant,
    catalogue: Catalogue,
    *,
    target: int | None,
    money: Money | None,
    spans: Sequence[Span],
) -> Posed:
    """The problem of bringing the plant to a level (its number; None: as far as it goes) over these spans."""
    solutions = open_to(plant, catalogue)
    items = tuple(plant.rungs)
    place = {code: each for each, code in enumerate(items)}
    root = plant.result.framework.tree.code
    exact = _gains(plant, items, root)
    scale = _common(exact)
    problem = Problem(
        now=tuple(plant.rungs[code].now for code in items),
        top=tuple(plant.rungs[code].top for code in items),
        worth=_whole(exact, scale),
        candidates=tuple(_candidate(catalogue, each, place) for each in solutions),
        rooms=tuple(_room(span) for span in spans),
        money=money,
        conditions=conditions(plant, items, target) if target is not None else (),
    )
    return Posed(problem, solutions, items, tuple(spans), scale)


def conditions(plant: Plant, items: Sequence[str], target: int) -> tuple[Condition, ...]:
    """What a level asks for, in whole numbers: its bound on the rounded total, and every gate up to it.

    A gate on a node that does not apply is waived, one on a node without a score cannot be met.
    """
    result, root = plant.result, plant.result.framework.tree.code
    bounds = result.scheme.bounds if result.scheme else ()
    level = next(each for each in bounds if each.level == target)
    asked: dict[str, Fraction] = {}
    for each in bounds[: bounds.index(level) + 1]:
        for gate in each.requires:
            asked[gate.node] = max(gate.at_least, asked.get(gate.node, gate.at_least))
    total = _gains(plant, items, root)
    found = [Condition(gains=_whole(total, _common(total)), least=_to_level(result, level, _common(total)))]
    for node, least in asked.items():
        value = result.value(node)
        if value.answered_of:
            exact = _gains(plant, items, node)
            missing = least - Fraction(value.score, value.score_of) if value.score_of else None
            found.append(_gate(exact, missing, total))
    return tuple(found)


def _gate(exact: _Exact, missing: Fraction | None, total: _Exact) -> Condition:
    scale = _common(exact)
    gains = _whole(exact, scale)
    if missing is None:
        return Condition(gains=gains, least=1 + sum(map(sum, gains)))
    pairs = zip(exact, total, strict=True)
    part = next((all_[0] / own[0] for own, all_ in pairs if own and own[0]), Fraction(0))
    return Condition(
        gains=gains,
        least=max(ceil(missing * scale), 0),
        near=max(ceil(missing * part * _common(total)), 0),
    )


def _to_level(result: Result, level: Level, scale: int) -> int:
    """The fewest units of gain with which the total, rounded as the framework says, reaches the level."""
    rounding, value = result.framework.policies.rounding, result.value(result.framework.tree.code)

    def is_there(units: int) -> bool:
        after = Fraction(value.score, value.score_of) + Fraction(units, scale)
        up, down = rounded(after.numerator, after.denominator, rounding.method, rounding.digits)
        return Fraction(up, down) >= level.start

    span = level.start - Fraction(value.score, value.score_of)
    low, high = floor((span - 1) * scale), ceil((span + 1) * scale)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_there(middle) else (middle + 1, high)
    return max(low, 0)


def _gains(plant: Plant, items: Sequence[str], node: str) -> _Exact:
    """What each level of each item above where it stands adds to a node."""
    form = plant.forms[node]
    return tuple(
        tuple(
            form.get(code, Fraction(0)) * (upper - lower)
            for lower, upper in pairwise(plant.rungs[code].points[plant.rungs[code].now :])
        )
        for code in items
    )


def _common(exact: _Exact) -> int:
    return lcm(*(gain.denominator for row in exact for gain in row))


def _whole(exact: _Exact, scale: int) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(gain * scale) for gain in row) for row in exact)


def _room(span: Span) -> Room:
    if span.months is None:
        return Room()
    return Room(longest=span.months, work=span.months * span.side_by_side, most=span.most)


def _candidate(catalogue: Catalogue, solution: Solution, place: Mapping[str, int]) -> Candidate:
    price = solution.price // UNIT
    return Candidate(
        cost=price,
        granted=price if solution.is_granted else 0,
        months=solution.months,
        lifts=tuple((place[item], by) for item, by in solution.lifts if item in place),
        cap=solution.window[1],
        needs=tuple((place[item], level) for item, level in catalogue.needs(solution)),
        group=solution.group,
    )
