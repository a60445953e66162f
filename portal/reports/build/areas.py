"""Areas and modules: score, interval, share of the total, and the next tier's condition on an area."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.scoring import aim, attainable, conditions
from assessments.scoring.explain import Explanation, explain_node
from assessments.scoring.framework import Item, Node
from assessments.scoring.result import NodeOutcome
from assessments.scoring.result import Result as Scored
from portal.reports.build.basis import Basis
from portal.reports.build.wording import exact, number, said, with_case
from portal.reports.content import Area, Module

ZERO = Decimal(0)


def top_nodes(basis: Basis) -> tuple[Node, ...]:
    """The areas: the nodes right below the root, or the root itself where it holds the items."""
    root = basis.framework.tree
    return tuple(child for child in root.children if isinstance(child, Node)) or (root,)


def area_of(basis: Basis, code: str) -> Node:
    """The area above (or at) a node or item."""
    areas = {node.code: node for node in top_nodes(basis)}
    while code not in areas:
        parent = basis.framework.parents.get(code)
        if parent is None:
            return basis.framework.tree
        code = parent.code
    return areas[code]


def points_factors(outcome: Scored) -> dict[str, Fraction]:
    """By node: what its score is multiplied with to give its part of the total (before rounding).

    Exact for means and sums: the parts of the children add up to the parent's. A node that is left out of
    its parent's score has the factor 0. Under `min` and `gate` every counted child is given an equal part.
    """
    root = outcome.framework.tree
    found = {root.code: Fraction(1)}
    for code, node in outcome.framework.nodes.items():
        explained = explain_node(outcome, code)
        for term in explained.terms:
            if not term.is_item:
                found[term.code] = found[code] * _factor(node, explained, term.code)
    return found


def _factor(node: Node, explained: Explanation, code: str) -> Fraction:
    term = next(each for each in explained.terms if each.code == code)
    if not term.counted:
        return Fraction(0)
    if node.operator in ("min", "gate"):
        return node.factor / sum(each.counted for each in explained.terms)
    return node.factor * term.weight / (explained.divisor or 1)


def areas_of(basis: Basis) -> tuple[Area, ...]:
    """The rows of the dot plot: what misses a condition first, then the weakest; without a score last."""
    factors = points_factors(basis.outcome)
    return tuple(sorted((_area(basis, node, factors) for node in top_nodes(basis)), key=_need))


def strongest(basis: Basis) -> str:
    """The code of the area with the best score for its range; empty where none stands out."""
    rows = [(outcome.score / top, node.code) for node in top_nodes(basis)
            if (outcome := basis.outcome.nodes[node.code]).score is not None
            and (top := attainable(node)[1])]  # fmt: skip
    best, worst = max(rows, default=(0, "")), min(rows, default=(0, ""))
    return best[1] if best[0] > worst[0] else ""


def _need(area: Area) -> tuple[bool, bool, Decimal]:
    if area.score is None:
        return True, True, ZERO
    misses = area.target is not None and area.score < area.target
    return False, not misses, area.score / area.maximum if area.maximum else ZERO


def _area(basis: Basis, node: Node, factors: Mapping[str, Fraction]) -> Area:
    outcome = basis.outcome.nodes[node.code]
    maximum = attainable(node)[1]
    target = target_of(basis.outcome, node)
    return Area(
        code=node.code,
        title=said(node.title),
        score=exact(outcome.score),
        low=exact(outcome.low) or ZERO,
        high=exact(outcome.high) or ZERO,
        maximum=exact(maximum) or ZERO,
        points=exact((outcome.score or 0) * factors[node.code]) or ZERO,
        points_maximum=exact(maximum * factors[node.code]) or ZERO,
        coverage=exact(outcome.coverage) or ZERO,
        target=exact(target),
        sentence=_sentence(node, outcome, target),
        arithmetic=explain_node(basis.outcome, node.code).formula,
    )


def target_of(outcome: Scored, node: Node) -> Fraction | None:
    """The condition of the next tier (on the highest tier: of the next level) on an area, met or not; those
    of the levels on the way count. None where nothing is asked of it, or nothing is next.
    """
    distance = aim(outcome)
    return None if distance is None else conditions(outcome, distance).get(node.code)


def _sentence(node: Node, outcome: NodeOutcome, target: Fraction | None) -> str:
    title = with_case(said(node.title), "은/는")
    if outcome.coverage is None:
        return _("%(area)s: no question applies to this plant.") % {"area": said(node.title)}
    if outcome.score is None:
        return _("%(area)s: no question has been answered with a choice.") % {"area": said(node.title)}
    if target is None:
        return ""
    facts = {"area": title, "target": number(target, 2)}
    if outcome.score >= target:
        return _("%(area)s meets the condition of %(target)s points.") % facts
    facts["gap"] = _least(target - outcome.score)
    return _("%(area)s is %(gap)s below the condition of %(target)s points.") % facts


def _least(gap: Fraction) -> str:
    """The gap with two decimals; one too small for that in words."""
    return number(gap, 2) if gap >= Fraction(1, 100) else _("less than 0.01")


def modules_of(basis: Basis) -> tuple[Module, ...]:
    """Every module in the order of the framework."""
    factors = points_factors(basis.outcome)
    return tuple(_module(basis, node, factors) for node in basis.framework.modules)


def _module(basis: Basis, node: Node, factors: Mapping[str, Fraction]) -> Module:
    outcome = basis.outcome.nodes[node.code]
    area = area_of(basis, node.code)
    maximum = attainable(node)[1]
    states = [basis.outcome.items[child.code].state for child in node.children if isinstance(child, Item)]
    return Module(
        code=node.code,
        title=said(node.title),
        area=area.code,
        area_title=said(area.title),
        score=exact(outcome.score),
        low=exact(outcome.low) or ZERO,
        high=exact(outcome.high) or ZERO,
        maximum=exact(maximum) or ZERO,
        points=exact((outcome.score or 0) * factors[node.code]) or ZERO,
        points_maximum=exact(maximum * factors[node.code]) or ZERO,
        coverage=exact(outcome.coverage) or ZERO,
        sentence=_("%(answered)s of %(all)s questions answered.")
        % {"answered": states.count("answered"), "all": len(states)},
        arithmetic=explain_node(basis.outcome, node.code).formula,
    )
