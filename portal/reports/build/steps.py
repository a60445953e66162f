"""One step up on an item: from the answer given to the next choice, and its gain."""

from dataclasses import dataclass
from fractions import Fraction

from assessments.scoring import Item, ItemGap
from assessments.scoring.framework import Choice
from assessments.scoring.result import Result as Scored
from portal.reports.build.basis import Basis
from portal.reports.build.wording import said


@dataclass(frozen=True, kw_only=True)
class Step:
    """Raising one item to its next choice. `lift`: points of the total, found by scoring again."""

    item: Item
    module: str
    choices: tuple[str, ...]
    now: str
    goal: str
    first: str
    lift: Fraction


def step_of(basis: Basis, gap: ItemGap) -> Step | None:
    """The next step on the item of a gap; None where the answer is not a choice, or nothing is above it."""
    item = basis.framework.items[gap.code]
    goal = better(item, gap.choices)
    if not gap.choices or goal is None:
        return None
    choices = (goal.code,) if item.kind == "single" else _added(item, gap.choices, goal)
    return Step(
        item=item,
        module=gap.module,
        choices=choices,
        now=chosen_words(item, gap.choices),
        goal=said(goal.label),
        first=first_step(item, gap.choices) or said(goal.label),
        lift=total(basis.rescored({item.code: choices})) - total(basis.outcome),
    )


def better(item: Item, choices: tuple[str, ...]) -> Choice | None:
    """The next choice above a single answer; for a multiple item the most valuable one not yet ticked."""
    if item.kind == "single":
        now = item.points(choices) if choices else item.minimum
        above = [choice for choice in item.choices if choice.points > now]
        return min(above, key=lambda choice: choice.points, default=None)
    free = [c for c in item.choices if not c.exclusive and c.code not in choices and c.points > 0]
    return max(free, key=lambda choice: choice.points, default=None)


def _added(item: Item, choices: tuple[str, ...], goal: Choice) -> tuple[str, ...]:
    kept = {code for code in choices if not item.choice(code).exclusive} | {goal.code}
    return tuple(choice.code for choice in item.choices if choice.code in kept)


def chosen_words(item: Item, choices: tuple[str, ...]) -> str:
    """The sentences that were chosen."""
    return " / ".join(said(item.choice(code).label) for code in choices)


def first_step(item: Item, choices: tuple[str, ...]) -> str:
    """The first step from the answer given, as the framework words it; empty where it has none."""
    words = [said(item.choice(code).next_step) for code in choices]
    return next((each for each in words if each), "")


def total(outcome: Scored) -> Fraction:
    """The root's score before rounding; 0 without one."""
    root = outcome.value(outcome.framework.tree.code)
    return Fraction(root.score, root.score_of) if root.score_of else Fraction(0)
