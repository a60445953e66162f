"""What to do in the first six months and in the year after: what costs little and lifts much comes first."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.scoring.ladder import Distance
from core.web.naming import domain_name
from portal.reports.build.areas import area_of
from portal.reports.build.basis import Basis
from portal.reports.build.steps import UNITS, Step, cost_words, effort_words, steps_of
from portal.reports.build.wording import exact, level_name, said
from portal.reports.content import Action, Phase

FIRST, SECOND = (0, 6), (6, 18)
MONTHS = (FIRST, SECOND)
FIRST_BAND = 1
"""Only light and middling steps are planned for the first half year."""


def roadmap_of(basis: Basis) -> tuple[Phase, ...]:
    """Two phases with at most five and seven actions; empty where no step is left.

    The first phase takes light and middling steps by points gained per effort; in an area whose gate stands
    in the way of the next tier they count double. The second takes the steps that bring the most points.
    A module gives two steps to the first phase and three to the second.
    """
    steps = steps_of(basis)
    quick = sorted((step for step in steps if step.band <= FIRST_BAND), key=_by_worth(basis))
    first = _chosen(quick, most=5, of_a_module=2)
    rest = sorted((step for step in steps if step not in first), key=lambda step: -step.lift)
    second = _chosen(rest, most=7, of_a_module=3)
    phases = [
        (
            _("Start at once"),
            FIRST,
            _("Steps that can be finished within six months. What gains most for its effort comes first."),
            first,
        ),
        (
            _("Build on it"),
            SECOND,
            _("Steps for after those. What gains most comes first; some need a budget or a supplier."),
            second,
        ),
    ]
    done: list[Step] = []
    built = []
    for title, months, goal, chosen in phases:
        if chosen:
            done += chosen
            built.append(_phase(basis, title, months, goal, chosen, done))
    return tuple(built)


def _by_worth(basis: Basis) -> Callable[[Step], Fraction]:
    gated = _gated_areas(basis.outcome.next_tier or basis.outcome.next_level)

    def worth(step: Step) -> Fraction:
        doubled = 2 if area_of(basis, step.item.code).code in gated else 1
        return -step.lift * doubled / UNITS[step.band]

    return worth


def _gated_areas(distance: Distance | None) -> frozenset[str]:
    return frozenset(gate.node for gate in distance.gates) if distance else frozenset()


def _chosen(steps: Iterable[Step], *, most: int, of_a_module: int) -> list[Step]:
    taken: list[Step] = []
    seen: Counter[str] = Counter()
    for step in steps:
        if len(taken) < most and seen[step.module] < of_a_module:
            taken.append(step)
            seen[step.module] += 1
    return taken


def _phase(
    basis: Basis, title: str, months: tuple[int, int], goal: str, steps: Sequence[Step], done: Sequence[Step]
) -> Phase:
    after = basis.rescored({step.item.code: step.choices for step in done})
    return Phase(
        title=title,
        from_month=months[0],
        to_month=months[1],
        goal=goal,
        actions=tuple(_action(step) for step in steps),
        expected_score=after.score,
        expected_level_title=level_name(after.level) if after.level else "",
    )


def _action(step: Step) -> Action:
    return Action(
        code=step.item.code,
        title=said(step.item.title),
        step=step.first,
        now=step.now,
        goal=step.goal,
        lift=exact(step.lift) or Decimal(0),
        effort=effort_words(step.band),
        cost=cost_words(step.band),
        domains=tuple(domain_name(domain) for domain in step.item.domains),
    )
