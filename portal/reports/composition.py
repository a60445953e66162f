"""Gathers what a report says about a stored result: score, gaps, suppliers, texts in one language."""

import uuid

from assessments.models import Result
from core.accounts.actor import Actor
from portal.reports.build import content_for
from portal.reports.content import ReportContent


def content_of(*, result_id: uuid.UUID, language: str, by: Actor) -> ReportContent:
    """The content of a result's report, without a number.

    Raises Result.DoesNotExist for a result that one may not see.
    """
    result = (
        Result.objects.visible_to(by)
        .select_related("organisation", "framework", "verified", "support_rules")
        .defer("framework__document", "framework__source")
        .get(pk=result_id)
    )
    return content_for(result, language)
