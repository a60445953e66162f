"""Who gave an answer and when, and what an assessor found in its place."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from assessments.documents import framework_of
from assessments.models import Result
from assessments.queries import history
from assessments.views.history import how, who
from core.accounts.actor import Actor
from portal.results.queries import is_owner


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """The answer that was counted: when it was given, for its own company also by whom, and its history."""

    at: datetime
    person: str
    how: str
    versions: int
    history_url: str


def given_of(result: Result, code: str, by: Actor) -> GivenAnswer | None:
    """Who answered an item when; None to others than the company, whose people it names (up to five queries).

    None as well for an answer that is not stored item by item.
    """
    if not is_owner(result, by):
        return None
    session = result.session
    found = history(session, framework_of(result.framework).items[code])
    if not found.versions:
        return None
    last = found.versions[0]
    return GivenAnswer(
        at=last.at,
        person=who(last, by),
        how=how(last),
        versions=len(found.versions),
        history_url=reverse("assessments:history", args=[session.pk, code]),
    )


def judged_in(result: Result, code: str) -> str | None:
    """Why an assessor found another level for this item; None where nobody did."""
    verified = getattr(result, "verified", None)
    if verified is None:
        return None
    return next((str(each["reason"]) for each in verified.changes if each["item"] == code), None)
