"""What to do in the first six months and in the year after: quick gains, then the way to the next tier."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.scoring import ItemGap, attainable, item_gaps, named_gaps
from assessments.scoring.ladder import UnmetGate
from assessments.scoring.result import Result as Scored
from core.web.naming import domain_name
from portal.reports.build.basis import Basis
from portal.reports.build.choosing import Limits, nearing, reaching
from portal.reports.build.reasons import Aim, aim_of, why
from portal.reports.build.steps import (
    MONTHS,
    Step,
    cost_words,
    effort_words,
    needs_money,
    steps_of,
    total,
)
from portal.reports.build.wording import exact, level_name, missed, number, said, scaled, with_case
from portal.reports.content import Action, Phase

FIRST, SECOND = (0, 6), (6, 18)
FIRST_MOST, SECOND_MOST = 5, 7
SIDE_BY_SIDE = 3
"""How many undertakings a plant is thought to carry at a time: an estimate of our own."""


def roadmap_of(basis: Basis) -> tuple[Phase, ...]:
    """The first half year and the year after it; a phase without a step is left out.

    No step is above the one before it on its item, each is counted once and on top of those before it, and
    none lowers the total. Suppliers play no part in the choice.
    """
    first, begun = _first(basis)
    second, whole = _second(begun, {step.item.code for step in first})
    phases = []
    if first:
        phases.append(_phase(aim_of(basis), _("Start at once"), FIRST, _first_goal(), first, begun))
    if second:
        aim = aim_of(begun, {step.item.code for step in first})
        goal = " ".join([_second_goal(aim, whole), *_investing(second)])
        phases.append(_phase(aim, _("Build on it"), SECOND, goal, second, whole))
    if phases:
        phases[-1] = replace(phases[-1], beyond=_beyond(basis, whole.outcome))
    return tuple(phases)


def beginning_of(basis: Basis) -> tuple[Phase, ...]:
    """The first phase of the roadmap alone, for a page that shows nothing else of it."""
    first, begun = _first(basis)
    if not first:
        return roadmap_of(basis)
    return (_phase(aim_of(basis), _("Start at once"), FIRST, _first_goal(), first, begun),)


def _first(basis: Basis) -> tuple[list[Step], Basis]:
    """One step for each gap that the result names, then light ones, then by gain per month, as many as six
    months hold.
    """
    aim = aim_of(basis)
    steps = sorted(steps_of(basis), key=lambda step: (step.band > 0, *_worth(aim, step)))
    causes = {each.gap.code: {cause.code for cause in each.causes} for each in named_gaps(basis.outcome)}
    heads = [next((step for step in steps if step.item.code in codes and MONTHS[step.band] <= FIRST[1]), None)
             for codes in causes.values()]  # fmt: skip
    left = SIDE_BY_SIDE * FIRST[1]
    chosen: list[Step] = []
    for step in [*filter(None, heads), *(step for step in steps if step not in heads)]:
        months = MONTHS[step.band]
        if months <= FIRST[1] and months <= left and len(chosen) < FIRST_MOST:
            left -= months
            chosen.append(step)
    return _counted(basis, chosen)


def _second(basis: Basis, begun: set[str]) -> tuple[list[Step], Basis]:
    """The least work that reaches the next tier; else the most gain that reaches the next level on the way
    to it; else what comes nearest to the tier.
    """
    aim, months = aim_of(basis, begun), SECOND[1] - SECOND[0]
    steps = [step for step in steps_of(basis) if MONTHS[step.band] <= months]
    limits = Limits(steps=SECOND_MOST, months=months * SIDE_BY_SIDE)
    way = reaching(_groups(aim, steps), aim.need, limits, by="least work")
    if way is None and aim.is_tier:
        level = Aim(basis, basis.outcome.next_level)
        way = reaching(_groups(level, steps), level.need, limits, by="most gain")
    if way is None or aim.distance is None:
        way = nearing(_groups(aim, steps), aim.need, limits)
    taken = {step.item.code for step in way.steps}
    return _counted(basis, sorted((s for s in steps if s.item.code in taken), key=lambda s: _worth(aim, s)))


def _groups(aim: Aim, steps: Sequence[Step]) -> dict[str, list[Step]]:
    """The steps by the condition they help to meet; the others under ""."""
    groups: dict[str, list[Step]] = {}
    for step in steps:
        groups.setdefault(aim.condition_of(step), []).append(step)
    return groups


def _worth(aim: Aim, step: Step) -> tuple[Fraction, bool]:
    """Gain per month, of equals what helps with a condition first; equals stay in the framework's order."""
    return -step.lift / MONTHS[step.band], not aim.condition_of(step)


def _counted(basis: Basis, steps: Sequence[Step]) -> tuple[list[Step], Basis]:
    """The steps with what each adds on top of those before it; one that adds nothing there is left out."""
    kept = []
    for step in steps:
        after = basis.after({step.item.code: step.choices})
        lift = total(after.outcome) - total(basis.outcome)
        if lift > 0:
            kept.append(replace(step, lift=lift))
            basis = after
    return kept, basis


def _first_goal() -> str:
    return " ".join(
        [
            _("Steps that can be finished within six months, at most three at a time."),
            _("First one for each of the gaps, then light ones, then those that gain most for their time."),
        ]
    )


def _second_goal(aim: Aim, after: Basis) -> str:
    before, reached = aim.basis.outcome.level, after.outcome.level
    facts = {"aim": aim.title, "level": level_name(reached) if reached else ""}
    if aim.distance is None:
        return _("Of what a year holds, these gain most.")
    if reached is not None and reached.level >= aim.distance.level.level:
        return _("The least work that reaches the %(aim)s.") % facts
    if reached is not None and (before is None or reached.level > before.level):
        return _("On the way to the %(aim)s, these reach %(level)s within the year.") % facts
    return _("Of what a year holds, these come nearest to the %(aim)s.") % facts


def _investing(steps: Sequence[Step]) -> list[str]:
    """How many steps need money or somebody from outside; nothing where none does."""
    count = sum(needs_money(step) for step in steps)
    if not count:
        return []
    if count == len(steps) > 1:
        return [_("All of them need a budget and, as a rule, a supplier.")]
    return [
        ngettext(
            "%(n)s of %(all)s needs a budget and, as a rule, a supplier.",
            "%(n)s of %(all)s need a budget and, as a rule, a supplier.",
            count,
        )
        % {"n": count, "all": len(steps)}
    ]


def _beyond(basis: Basis, after: Scored) -> tuple[str, ...]:
    """What the whole plan reaches, what is missing to the next tier after it, and by which conditions."""
    aim = aim_of(basis)
    if aim.distance is None or after.score is None:
        return ()
    most = attainable(basis.framework.tree)[1]
    facts = {"score": scaled(after.score, most), "aim": aim.title}
    if after.level is not None and after.level.level >= aim.distance.level.level:
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
        *_further(after, left.points),
    )


def _further(after: Scored, points: Fraction) -> tuple[str, ...]:
    """About how many steps more the total needs after the plan: the heaviest ones that stand open then."""
    lifts = sorted((weight for gap in item_gaps(after) for weight in _open(after, gap)), reverse=True)
    reached, count = Fraction(0), 0
    while reached < points and count < len(lifts):
        reached += lifts[count]
        count += 1
    if not count:
        return ()
    said_further = ngettext(
        "That takes at least %(n)s further step after the plan, each one answer up.",
        "That takes at least %(n)s further steps after the plan, each one answer up.",
        count,
    )
    return (said_further % {"n": count},)


def _open(after: Scored, gap: ItemGap) -> list[Fraction]:
    """What each step that is left on an item adds to the total."""
    item = after.framework.items[gap.code]
    now = after.items[gap.code].points
    above = sorted({choice.points for choice in item.choices if now is None or choice.points > now})
    below = [item.minimum if now is None else now, *above]
    return [(high - low) * gap.influence for low, high in pairwise(below)]


def _gate_left(after: Scored, gate: UnmetGate) -> str:
    node = after.framework.nodes[gate.node]
    facts = {"area": with_case(said(node.title), "은/는"), "least": number(gate.at_least, 2)}
    if gate.value is None:
        return _("%(area)s needs at least %(least)s points; it has no score yet.") % facts
    facts["value"] = missed(gate.value, gate.at_least, attainable(node)[1])
    return _("%(area)s needs at least %(least)s points; after the plan it has %(value)s.") % facts


def _phase(
    aim: Aim, title: str, months: tuple[int, int], goal: str, steps: Sequence[Step], after: Basis
) -> Phase:
    outcome = after.outcome
    return Phase(
        title=title,
        from_month=months[0],
        to_month=months[1],
        goal=goal,
        actions=tuple(_action(aim, step) for step in steps),
        expected_score=outcome.score,
        expected_level_title=level_name(outcome.level) if outcome.level else "",
    )


def _action(aim: Aim, step: Step) -> Action:
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
        why=why(aim, step),
    )
