"""Results between rows and engine: a row is made of an outcome, and every number is restored from it."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assessments.documents import framework_of
from assessments.models import Result, Session, SupportRules
from assessments.scoring import Answer, Framework, expand_trace, restore_trace, score
from assessments.scoring.result import Result as Outcome
from assessments.support import Placed, measures_of, place

ENGINE = "ieum.trace/1"
_PLACES = Decimal("0.0001")


def result_row(
    session: Session,
    framework: Framework,
    answers: Mapping[str, Answer],
    at: datetime,
    support: SupportRules | None = None,
) -> Result:
    """The unsaved result of these counted answers: scored now, with its whole trace, and placed by the rules
    of support that hold now, where there are any."""
    if session.organisation_id is None:
        raise ValueError("a session without a company has no result")
    outcome = score(framework, answers)
    placed = place(support.rules(), measures_of(outcome)) if support else Placed(None)
    return Result(
        session=session,
        organisation_id=session.organisation_id,
        framework=session.framework,
        plant_id=session.plant_id,
        plant_name=session.plant_name,
        sigungu=session.sigungu,
        industry=session.industry,
        size=session.size,
        score=decimal(outcome.score),
        low=decimal(outcome.low) or Decimal(0),
        high=decimal(outcome.high) or Decimal(0),
        coverage=decimal(outcome.coverage) or Decimal(0),
        level=outcome.level.level if outcome.level else None,
        tier=outcome.tier.code if outcome.tier else "",
        outcome=outcome.trace(),
        answers={item: value if isinstance(value, str) else list(value) for item, value in answers.items()},
        answers_version=session.answers_version,
        engine=ENGINE,
        submitted_at=at,
        support_rules=support,
        support_group=placed.group or "",
        support_tracks=list(placed.open_tracks),
    )


def outcome_of(result: Result) -> Outcome:
    """Every number of a stored result as the engine gave it: nodes, items, gaps, distance to the next level.

    The result must come with its framework version (`select_related("framework")`), the document may be
    deferred. Raises ForeignTrace when the stored trace belongs to another document.
    """
    return restore_trace(framework_of(result.framework), result.outcome)


def written_out(result: Result) -> dict[str, Any]:
    """The stored trace written out: every answer with its points, every node with its arithmetic."""
    return expand_trace(framework_of(result.framework), result.outcome)


def decimal(value: Fraction | Decimal | int | None) -> Decimal | None:
    """The exact number to four decimals (halves to even), for a column; None stays None."""
    if value is None:
        return None
    fraction = Fraction(value)
    return (Decimal(fraction.numerator) / Decimal(fraction.denominator)).quantize(_PLACES)
