"""What is said about a plan: why a step is in it, what falls out with less money, what should wait."""

from dataclasses import dataclass
from typing import Literal

from assessments.planning.catalogue import Catalogue, Rule, Solution
from assessments.planning.plan import Placed, Plan, best_plan
from assessments.planning.plant import Plant
from assessments.planning.posing import open_to
from assessments.planning.wish import Wish

LESS = 20
"""Percent of own money that a plan is tried without."""
Ground = Literal["decides", "prepares", "condition", "points"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a step is in the plan.

    decides: without it (and what needs it) the wanted level is not reached. prepares: `others` cannot begin
    before it. condition: it helps `node`, on which the wanted level sets an unmet condition. points: it
    brings points for its money.
    """

    ground: Ground
    others: tuple[Solution, ...] = ()
    node: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A rule that is not met: what waits for it, cheapest last, and the first step that leads there."""

    rule: Rule
    first: Solution
    waiting: tuple[Solution, ...]


@dataclass(frozen=True, slots=True)
class Less:
    """The plan with less own money: what falls out, what comes in instead."""

    percent: int
    plan: Plan
    out: tuple[Solution, ...]
    instead: tuple[Solution, ...]


def reasons(plant: Plant, catalogue: Catalogue, plan: Plan) -> dict[str, Reason]:
    """Why each step of the plan is in it, by the solution's code."""
    return {step.solution.code: _reason(plant, catalogue, plan, step) for step in plan.steps}


def with_less(plant: Plant, catalogue: Catalogue, wish: Wish, plan: Plan, percent: int = LESS) -> Less:
    """What becomes of the plan with so much less own money."""
    other = best_plan(plant, catalogue, wish.with_less(percent))
    return Less(
        percent=percent,
        plan=other,
        out=tuple(step.solution for step in plan.steps if step.solution.code not in other.codes),
        instead=tuple(step.solution for step in other.steps if step.solution.code not in plan.codes),
    )


def not_yet(plant: Plant, catalogue: Catalogue) -> tuple[Waiting, ...]:
    """The rules the plant does not meet yet, those that hold back most money first."""
    open_ = open_to(plant, catalogue)
    found = []
    for rule in catalogue.rules:
        rungs = plant.rungs.get(rule.item)
        if rungs is None or rungs.now >= rule.level:
            continue
        waiting = [each for each in open_ if rule.code in each.waits]
        if waiting:
            waiting.sort(key=lambda each: (-each.price, each.code))
            found.append(Waiting(rule, catalogue.by_code[rule.first], tuple(waiting)))
    return tuple(sorted(found, key=lambda each: -sum(step.price for step in each.waiting)))


def _reason(plant: Plant, catalogue: Catalogue, plan: Plan, step: Placed) -> Reason:
    others = tuple(
        other.solution
        for other in plan.steps
        if other.solution != step.solution and _needs(plant, catalogue, other.solution, step, plan)
    )
    if others:
        return Reason("prepares", others)
    if plan.reaches and not _reached_without(plant, plan, step):
        return Reason("decides")
    if node := _condition(plant, plan, step):
        return Reason("condition", node=node)
    return Reason("points")


def _needs(plant: Plant, catalogue: Catalogue, later: Solution, step: Placed, plan: Plan) -> bool:
    """Whether a later step could not begin if this one were left out."""
    lifted = {item for item, _low, _high in step.moves}
    begins = {each.solution.code: stage.span.start for stage in plan.stages for each in stage.steps}
    if begins[later.code] <= begins[step.solution.code]:
        return False
    for item, level in catalogue.needs(later):
        others = [
            (each.solution.window[1], dict(each.solution.lifts)[item])
            for each in plan.steps
            if each.solution not in (later, step.solution)
            and begins[each.solution.code] < begins[later.code]
            and item in dict(each.solution.lifts)
        ]
        reached = plant.rungs[item].now
        for cap, by in sorted(others):
            reached = max(reached, min(reached + by, cap))
        if item in lifted and reached < level:
            return True
    return False


def _reached_without(plant: Plant, plan: Plan, step: Placed) -> bool:
    levels = {code: rungs.now for code, rungs in plant.rungs.items()}
    rest = [each.solution for each in plan.steps if each.solution != step.solution]
    for solution in sorted(rest, key=lambda each: each.window[1]):
        for item, by in solution.lifts:
            if item in levels:
                top = min(levels[item] + by, solution.window[1], plant.rungs[item].top)
                levels[item] = max(levels[item], top)
    level = plant.after(levels).level
    return level is not None and plan.target is not None and level.level >= plan.target


def _condition(plant: Plant, plan: Plan, step: Placed) -> str:
    """The node of a condition of the wanted level that is not met yet and that the step helps."""
    scheme, result = plant.result.scheme, plant.result
    if scheme is None or plan.target is None:
        return ""
    for level in scheme.bounds:
        if level.level > plan.target:
            break
        for gate in level.requires:
            value = result.nodes[gate.node].score
            under = plant.forms[gate.node]
            if value is not None and value < gate.at_least and any(code in under for code, *_ in step.moves):
                return gate.node
    return ""
