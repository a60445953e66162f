"""What to do in the first six months and in the year after: light steps first, then by gain per effort."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.scoring import attainable
from assessments.scoring.ladder import Distance, UnmetGate
from assessments.scoring.result import Result as Scored
from core.web.naming import domain_name
from portal.reports.build.areas import area_of
from portal.reports.build.basis import Basis
from portal.reports.build.steps import UNITS, Step, cost_words, effort_words, steps_of
from portal.reports.build.wording import exact, level_name, missed, number, said, scaled, with_case
from portal.reports.content import Action, Phase

FIRST, SECOND = (0, 6), (6, 18)
MONTHS = (FIRST, SECOND)
FIRST_BAND = 1
"""Only light and middling steps are planned for the first half year."""

FIRST_MOST, SECOND_MOST = 5, 7


def roadmap_of(basis: Basis) -> tuple[Phase, ...]:
    """Two phases with at most five and seven actions; empty where no step is left.

    One order for both: light steps first, then by points gained per effort; of equals, those in an area whose
    gate stands in the way of the next tier. The first phase takes none that needs more than half a year.
    """
    steps = sorted(steps_of(basis), key=by_worth(basis))
    first = [step for step in steps if step.band <= FIRST_BAND][:FIRST_MOST]
    second = [step for step in steps if step not in first][:SECOND_MOST]
    rule = _("Light steps come first, then those that gain most for their effort.")
    phases = [
        (_("Start at once"), FIRST, _("Steps that can be finished within six months."), first),
        (_("Build on it"), SECOND, _("Steps for after those. Some need a budget or a supplier."), second),
    ]
    done: list[Step] = []
    built = []
    for title, months, goal, chosen in phases:
        if chosen:
            done += chosen
            built.append(_phase(basis, title, months, f"{goal} {rule}", chosen, done))
    if built:
        built[-1] = replace(built[-1], beyond=_beyond(basis, done))
    return tuple(built)


def by_worth(basis: Basis) -> Callable[[Step], tuple[bool, Fraction, bool]]:
    """The key that puts what to do first in front; it leaves equals in the order of the framework."""
    gated = _gated_areas(basis.outcome.next_tier or basis.outcome.next_level)

    def worth(step: Step) -> tuple[bool, Fraction, bool]:
        return (
            step.band > 0,
            -step.lift / UNITS[step.band],
            area_of(basis, step.item.code).code not in gated,
        )

    return worth


def _gated_areas(distance: Distance | None) -> frozenset[str]:
    return frozenset(gate.node for gate in distance.gates) if distance else frozenset()


def _beyond(basis: Basis, done: Sequence[Step]) -> tuple[str, ...]:
    """What the whole plan reaches, what is missing to the next tier after it, and by which conditions."""
    aim = basis.outcome.next_tier or basis.outcome.next_level
    after = basis.rescored({step.item.code: step.choices for step in done})
    if aim is None or after.score is None:
        return ()
    most = attainable(basis.framework.tree)[1]
    facts = {
        "score": scaled(after.score, most),
        "aim": said(aim.tier.title) if aim.tier is not None else level_name(aim.level),
    }
    if after.level is not None and after.level.level >= aim.level.level:
        return (_("With the whole plan done the total is %(score)s points: the %(aim)s is reached.") % facts,)
    left = after.next_tier or after.next_level
    if left is None:
        return ()
    facts["points"] = scaled(left.points, most)
    if left.points:
        said_first = _(
            "With the whole plan done the total is %(score)s points. "
            "%(points)s more are needed for the %(aim)s."
        )
    else:
        said_first = _(
            "With the whole plan done the total is %(score)s points. That is enough for the %(aim)s, but "
            "conditions remain."
        )
    return (
        said_first % facts,
        *(_gate_left(after, gate) for gate in left.gates),
        _("The plan lists the most effective first steps, not the whole way."),
    )


def _gate_left(after: Scored, gate: UnmetGate) -> str:
    node = after.framework.nodes[gate.node]
    facts = {"area": with_case(said(node.title), "은/는"), "least": number(gate.at_least, 2)}
    if gate.value is None:
        return _("%(area)s needs at least %(least)s points; it has no score yet.") % facts
    facts["value"] = missed(gate.value, gate.at_least, attainable(node)[1])
    return _("%(area)s needs at least %(least)s points; after the plan it has %(value)s.") % facts


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
