"""One step up on an item: from the answer given to the next choice, its effort, its gain."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.scoring import Item, ItemGap, item_gaps
from assessments.scoring.framework import Choice
from assessments.scoring.result import Result as Scored
from core.domains import DOMAINS
from portal.reports.build.basis import Basis
from portal.reports.build.wording import said

EQUIPMENT = ("AUTOMATION", "CONNECTION")
MONTHS = (2, 6, 12, 18)
"""The most months a step of each band takes: what steps are weighed by. The last stands for over a year."""


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
    band: int


def steps_of(basis: Basis) -> tuple[Step, ...]:
    """The next step of every item with a gap that has one and gains by it, in the order of the framework."""
    gaps = {gap.code: gap for gap in item_gaps(basis.outcome)}
    found = (step_of(basis, gaps[code]) for code in basis.framework.items if code in gaps)
    return tuple(step for step in found if step is not None and step.lift > 0)


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
        band=band(item, gap.choices),
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


def band(item: Item, choices: tuple[str, ...]) -> int:
    """How much work the step to the next choice is, 0 (light) to 3 (very large): an estimate by rule.

    The first fifth of an item's points is light, up to three fifths middling, above that large; equipment
    costs one band more from two fifths on, consulting one band less.
    """
    span = item.maximum - item.minimum
    share = (item.points(choices) - item.minimum) / span if span else Fraction(0)
    found = 0 if share < Fraction(1, 5) else 1 if share < Fraction(3, 5) else 2
    area = DOMAINS.get(item.domains[0]).area.code if item.domains and item.domains[0] in DOMAINS else ""
    if area in EQUIPMENT and share >= Fraction(2, 5):
        return found + 1
    if item.domains[:1] in ((), ("CONSULT",)):
        return max(found - 1, 0)
    return found


def needs_money(step: Step) -> bool:
    """Whether the step is more than paper: above the lowest band of cost, and no matter of advice alone."""
    return step.band > 0 and step.item.domains[:1] not in ((), ("CONSULT",))


def effort_words(band: int) -> str:
    """The band of effort in words."""
    return (
        _("light, 1 to 2 months"),
        _("middling, 3 to 6 months"),
        _("large, 6 to 12 months"),
        _("very large, over 12 months"),
    )[band]


def cost_words(band: int) -> str:
    """The band of cost in words, in won."""
    return (
        _("none, or below 10 million won"),
        _("10 to 50 million won"),
        _("50 to 200 million won"),
        _("over 200 million won"),
    )[band]
