"""What an assessor verified, beside what the company claims."""

from decimal import Decimal

from assessments.models import VerifiedResult
from assessments.scoring import Item, Node, attainable, restore_trace
from assessments.scoring.result import ItemOutcome
from assessments.scoring.result import Result as Scored
from core.web.wording import SEOUL
from portal.reports.build.areas import area_of, top_nodes
from portal.reports.build.basis import Basis
from portal.reports.build.gaps import non_answer
from portal.reports.build.steps import chosen_words
from portal.reports.build.wording import exact, number, said
from portal.reports.verified import Verified, VerifiedChange, VerifiedNode


def verified_of(basis: Basis, row: VerifiedResult | None) -> tuple[Verified, ...]:
    """The verified total and every change with its reason; empty while nobody verified the result."""
    if row is None:
        return ()
    outcome = restore_trace(basis.framework, row.outcome)
    level, tier, claimed = outcome.level, outcome.tier, basis.outcome.score
    reasons = {change["item"]: str(change["reason"]) for change in row.changes}
    return (
        Verified(
            score=outcome.score,
            claimed=claimed,
            gap=None if outcome.score is None or claimed is None else outcome.score - claimed,
            level=level.level if level else None,
            level_title=said(level.title) if level else "",
            tier=tier.code if tier else "",
            tier_title=said(tier.title) if tier else "",
            body=row.body_name,
            verified_on=row.verified_at.astimezone(SEOUL).date(),
            confirmed=row.confirmed,
            judged=row.judged,
            rest=row.rest,
            changes=tuple(
                _change(basis.framework.items[code], basis.outcome.items[code], outcome.items[code], why)
                for code, why in reasons.items()
            ),
            nodes=tuple(_node(basis.outcome, outcome, node) for node in _nodes(basis)),
        ),
    )


def _nodes(basis: Basis) -> list[Node]:
    """The areas, each with its modules after it."""
    modules = basis.framework.modules
    found = []
    for area in top_nodes(basis):
        below = [node for node in modules if node is not area and area_of(basis, node.code) is area]
        found += [area, *below]
    return found


def _node(claimed: Scored, verified: Scored, node: Node) -> VerifiedNode:
    ours, theirs = claimed.nodes[node.code].score, verified.nodes[node.code].score
    return VerifiedNode(
        code=node.code,
        title=said(node.title),
        claimed=exact(ours),
        verified=exact(theirs),
        gap=None if ours is None or theirs is None else exact(theirs - ours),
        maximum=exact(attainable(node)[1]) or Decimal(0),
    )


def _change(item: Item, claimed: ItemOutcome, verified: ItemOutcome, reason: str) -> VerifiedChange:
    return VerifiedChange(
        code=item.code,
        title=said(item.title),
        claimed=chosen_words(item, claimed.choices) or non_answer(claimed.state),
        verified=chosen_words(item, verified.choices) or non_answer(verified.state),
        claimed_points=_points(claimed),
        verified_points=_points(verified),
        reason=reason,
    )


def _points(outcome: ItemOutcome) -> str:
    return "–" if outcome.points is None else number(outcome.points)
