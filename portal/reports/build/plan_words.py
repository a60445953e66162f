"""What is said about a plan, in the active language."""

from collections.abc import Iterable
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.planning import Catalogue, Less, Placed, Plan, Reason, Solution, Waiting, Wish
from assessments.scoring import attainable
from assessments.scoring.ladder import UnmetGate
from assessments.scoring.result import Result as Scored
from core.web.wording import won
from portal.reports.build.basis import Basis
from portal.reports.build.wording import language, level_name, missed, number, said, scaled, with_case
from portal.reports.planned import NotYet

NAMED = 4
"""So many steps are named in a sentence; more are counted."""


def level_title(outcome: Scored, target: int | None) -> str:
    """The wanted level in words: the tier where it is the first of a higher one; empty without one."""
    if target is None or outcome.scheme is None:
        return ""
    level = next(each for each in outcome.scheme.bounds if each.level == target)
    distance = outcome.next_tier
    if distance is not None and distance.level == level and distance.tier is not None:
        return said(distance.tier.title)
    return level_name(level)


def phase_title(place: int) -> str:
    """The name of a phase."""
    return _("Start at once") if not place else _("Build on it")


def goal_words(place: int) -> str:
    """What a phase is for."""
    if not place:
        return _("What can begin now, and what the later steps build on.")
    return _("What the first half year makes possible, and what brings most for the money that is left.")


def months_words(months: int) -> str:
    """How long a step takes."""
    return ngettext("about %(n)s month", "about %(n)s months", months) % {"n": months}


def band_words(cost: tuple[int, int]) -> str:
    """A band of cost."""
    low, high = cost
    if not low:
        return _("up to %(high)s") % {"high": won(high)}
    return _("%(low)s to %(high)s") % {"low": won(low), "high": won(high)}


def move_words(basis: Basis, step: Placed) -> str:
    """What a step raises: "Leadership 1 → 2, Execution 2 → 3"."""
    items = basis.framework.items
    return ", ".join(f"{said(items[code].title)} {low} → {high}" for code, low, high in step.moves)


def headline(basis: Basis, catalogue: Catalogue, wish: Wish, plan: Plan) -> str:
    """The answer: whether the money reaches the aim within the phases, with what, and to which total."""
    months = max(span.end or 0 for span in catalogue.spans)
    facts = {
        "aim": level_title(basis.outcome, wish.target),
        "months": months,
        "cost": won(plan.cost),
        "own": won(wish.own),
    }
    if not plan.steps:
        if wish.target is None and not basis.outcome.score:
            return _("No step can be planned yet.")
        return _("No step fits %(own)s of own money.") % facts if wish.target is not None else ""
    after = plan.stages[-1].after.score
    steps = _steps(len(plan.steps))
    facts |= {"steps": steps, "score": _score(basis, plan)}
    if wish.target is None or after is None:
        return _("%(steps)s for %(cost)s bring most within %(months)s months.") % facts
    if plan.reaches:
        return (
            _("%(aim)s is within reach: %(steps)s for %(cost)s lead there in %(months)s months, to about "
              "%(score)s points.") % facts
        )  # fmt: skip
    return (
        _("With %(own)s of own money the plant does not reach %(aim)s within %(months)s months. The nearest "
          "plan comes to about %(score)s points: %(steps)s for %(cost)s.") % facts
    )  # fmt: skip


def _steps(count: int) -> str:
    return ngettext("%(n)s step", "%(n)s steps", count) % {"n": count}


def _score(basis: Basis, plan: Plan) -> str:
    most = attainable(basis.framework.tree)[1]
    score = plan.stages[-1].after.score if plan.stages else basis.outcome.score
    return "" if score is None else scaled(score, most)


def assumed_words(wish: Wish) -> str:
    """That the own money is guessed from the size of the company."""
    return _("Nobody has named the own money of %(own)s: it is guessed from the size of the company.") % {
        "own": won(wish.own)
    }


def cheapest_words(basis: Basis, catalogue: Catalogue, wish: Wish, way: Plan | None) -> str:
    """The cheapest way to the aim, whatever the money; empty where there is no aim."""
    if wish.target is None:
        return ""
    aim = level_title(basis.outcome, wish.target)
    if way is None:
        return _(
            "No way to %(aim)s is known: answers are missing, or the steps of this list end before it."
        ) % {"aim": with_case(aim, "으로/로")}
    facts = {"aim": with_case(aim, "으로/로"), "steps": _steps(len(way.steps)), "cost": won(way.cost)}
    words = _("The cheapest way to %(aim)s takes %(steps)s and costs %(cost)s.") % facts
    if way.grant:
        words += " " + _("Of it a grant pays %(grant)s and you %(own)s.") % {
            "grant": won(way.grant),
            "own": won(way.own),
        }
    if way.is_late:
        months = max(span.end or 0 for span in catalogue.spans)
        words += " " + _("It takes longer than %(months)s months.") % {"months": months}
    return words


def less_words(basis: Basis, plan: Plan, less: Less) -> str:
    """What becomes of the plan with less own money."""
    facts = {"percent": str(less.percent), "out": _names(less.out), "instead": _names(less.instead)}
    if not less.out and not less.instead:
        return _("With %(percent)s %% less own money the plan stays the same.") % facts
    facts["score"] = _score(basis, less.plan)
    facts["out"] = with_case(facts["out"], "이/가")
    facts["instead"] = with_case(facts["instead"], "이/가")
    if less.out and less.instead:
        words = (
            _("With %(percent)s %% less own money these fall out: %(out)s. These come in: %(instead)s.")
            % facts
        )
    elif less.out:
        words = _("With %(percent)s %% less own money these fall out: %(out)s.") % facts
    else:
        words = _("With %(percent)s %% less own money these come in: %(instead)s.") % facts
    if facts["score"]:
        words += " " + _("The total is then about %(score)s points.") % facts
    if plan.reaches and not less.plan.reaches:
        words += " " + _("The goal is then not reached.")
    return words


def waiting_words(basis: Basis, each: Waiting) -> NotYet:
    """What should wait, in words."""
    item = basis.framework.items[each.rule.item]
    return NotYet(
        condition=_("%(item)s below level %(level)s") % {"item": said(item.title), "level": each.rule.level},
        why=said(each.rule.why),
        first=said(each.first.title),
        first_cost=band_words(each.first.cost),
        waiting=tuple(said(step.title) for step in each.waiting),
    )


def _names(steps: Iterable[Solution]) -> str:
    titles = [_quoted(said(each.title)) for each in steps]
    if len(titles) <= NAMED:
        return ", ".join(titles)
    return _("%(names)s and %(n)s more") % {"names": ", ".join(titles[:NAMED]), "n": len(titles) - NAMED}


def _quoted(words: str) -> str:
    return f"‘{words}’" if language() == "ko" else f"“{words}”"


def why(basis: Basis, wish: Wish, step: Placed, reason: Reason) -> str:
    """Why the plan has a step."""
    aim = level_title(basis.outcome, wish.target)
    if reason.ground == "prepares":
        return _("It has to be done before %(others)s.") % {"others": _names(reason.others)}
    if reason.ground == "decides":
        return _("Without it the plan does not reach %(aim)s.") % {"aim": aim}
    if reason.ground == "condition":
        node = basis.framework.nodes[reason.node]
        return _("The %(aim)s asks for %(least)s points in %(area)s, and this brings them nearer.") % {
            "aim": with_case(aim, "은/는"),
            "least": number(_asked(basis, wish, reason.node), 2),
            "area": said(node.title),
        }
    return _("It brings %(points)s points for about %(cost)s.") % {
        "points": scaled(step.lift, attainable(basis.framework.tree)[1]),
        "cost": won(step.solution.price),
    }


def _asked(basis: Basis, wish: Wish, node: str) -> Fraction:
    bounds = basis.outcome.scheme.bounds if basis.outcome.scheme else ()
    return max(
        gate.at_least
        for level in bounds
        if wish.target is not None and level.level <= wish.target
        for gate in level.requires
        if gate.node == node
    )


def beyond(basis: Basis, plan: Plan) -> tuple[str, ...]:
    """What the whole plan reaches, what is missing to the aim after it, and by which conditions."""
    after = plan.stages[-1].after
    if plan.target is None or after.score is None:
        return ()
    most = attainable(basis.framework.tree)[1]
    aim = level_title(basis.outcome, plan.target)
    facts = {"score": scaled(after.score, most), "aim": aim}
    if plan.reaches:
        return (_("With the whole plan done the total is %(score)s points: the %(aim)s is reached.") % facts,)
    bounds = after.scheme.bounds if after.scheme else ()
    level = next(each for each in bounds if each.level == plan.target)
    missing = max(level.start - (after.exact or 0), Fraction(0))
    facts["points"] = scaled(missing, most)
    if missing:
        first = _(
            "With the whole plan done the total is %(score)s points. "
            "%(points)s more are needed for the %(aim)s."
        )
    else:
        first = _(
            "With the whole plan done the total is %(score)s points. That is enough for the %(aim)s, but "
            "conditions remain."
        )
    return (first % facts, *(_gate_left(after, gate) for gate in _gates_left(after, plan.target)))


def _gates_left(after: Scored, target: int) -> list[UnmetGate]:
    """The conditions up to the target that the result does not meet, the hardest of each node."""
    found: dict[str, UnmetGate] = {}
    for level in after.scheme.bounds if after.scheme else ():
        for gate in level.requires if level.level <= target else ():
            outcome = after.nodes[gate.node]
            is_met = outcome.coverage is None or (
                outcome.score is not None and outcome.score >= gate.at_least
            )
            if not is_met:
                found[gate.node] = UnmetGate(gate.node, gate.at_least, outcome.score)
    return list(found.values())


def _gate_left(after: Scored, gate: UnmetGate) -> str:
    node = after.framework.nodes[gate.node]
    facts = {"area": with_case(said(node.title), "은/는"), "least": number(gate.at_least, 2)}
    if gate.value is None:
        return _("%(area)s needs at least %(least)s points; it has no score yet.") % facts
    facts["value"] = missed(gate.value, gate.at_least, attainable(node)[1])
    return _("%(area)s needs at least %(least)s points; after the plan it has %(value)s.") % facts
