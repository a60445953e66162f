"""Gathers what a report says about a stored result: score, gaps, suppliers, texts in one language."""

import uuid

from core.accounts.actor import Actor
from portal.reports.content import ReportContent


def content_of(*, result_id: uuid.UUID, language: str, by: Actor) -> ReportContent:
    """The content of a result's report, without a number.

    Raises Result.DoesNotExist for a result that one may not see.
    """
    raise NotImplementedError
