"""What an assessor verified, beside what the company claims."""

from assessments.models import VerifiedResult
from assessments.scoring import Item, restore_trace
from assessments.scoring.result import ItemOutcome
from core.web.wording import SEOUL
from portal.reports.build.basis import Basis
from portal.reports.build.gaps import non_answer
from portal.reports.build.steps import chosen_words
from portal.reports.build.wording import number, said
from portal.reports.verified import Verified, VerifiedChange


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
            changes=tuple(
                _change(basis.framework.items[code], basis.outcome.items[code], outcome.items[code], why)
                for code, why in reasons.items()
            ),
        ),
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
