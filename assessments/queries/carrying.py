"""What a new diagnostic can take over from one done before."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from assessments import given as answers
from assessments.documents import framework_of
from assessments.models import Answer, Session, SessionState
from assessments.queries.frameworks import Offer
from assessments.scoring import Framework, carried_from, progress
from core.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class CarrySource:
    """A session whose answers carry over: how many of its answers do, and how many items stay open then.

    `is_older_version`: it answered an older version of the same diagnostic.
    """

    session: Session
    framework: Framework
    carried: int
    left: int
    is_older_version: bool


def carry_source(offer: Offer, by: Actor, at: datetime) -> CarrySource | None:
    """What a new diagnostic with the offered framework may carry over, None for nothing (three queries).

    First the last result of an older version of the same framework, else the session last changed of a
    framework that its items map from.
    """
    mine = (
        Session.objects.visible_to(by)
        .with_framework()
        .filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at))
        .order_by("-changed_at", "pk")
    )
    older = mine.filter(framework__code=offer.code, state=SessionState.SUBMITTED.value).first()
    if older is not None and older.framework_id != offer.id:
        found = _source(older, offer)
        if found is not None:
            return found
    origins = {item.maps_from.framework for item in offer.framework.items.values() if item.maps_from}
    other = mine.filter(framework__code__in=origins - {offer.code}).first() if origins else None
    return _source(other, offer) if other is not None else None


def _source(session: Session, offer: Offer) -> CarrySource | None:
    old = framework_of(session.framework)
    rows = Answer.objects.filter(session=session).values_list("item", "choices", "non_answer")
    carried = carried_from(old, answers.of_rows(old, rows), offer.framework)
    if not carried:
        return None
    left = len(progress(offer.framework, carried).unanswered)
    return CarrySource(session, old, len(carried), left, old.code == offer.code)
