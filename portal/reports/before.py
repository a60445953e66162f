"""The result that came before one, of another version."""

from assessments.models import Result
from core.accounts.actor import Actor


def result_before(result: Result, by: Actor) -> Result | None:
    """The last result before this one of the same plant with another version of the same diagnostic, as far
    as `by` may see it (one query)."""
    return (
        Result.objects.visible_to(by)
        .filter(
            organisation_id=result.organisation_id,
            framework__code=result.framework.code,
            sigungu=result.sigungu,
            plant_name=result.plant_name,
            submitted_at__lt=result.submitted_at,
        )
        .exclude(framework_id=result.framework_id)
        .select_related("framework")
        .defer("framework__document", "framework__source")
        .order_by("-submitted_at")
        .first()
    )
