"""What a new diagnostic can take over from those done before."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from assessments import given as answers
from assessments.documents import framework_of
from assessments.models import Answer, Session, SessionState
from assessments.queries.frameworks import Offer
from assessments.scoring import Framework, carried_from, progress
from core.accounts.actor import Actor

LOOKED_AT, OFFERED = 12, 4
"""So many diagnostics, the newest, are looked at, and so many with the most answers are offered."""


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


ANYWHERE = Q()


def of_plant(plant_id: uuid.UUID | None) -> Q:
    """Sessions of this plant, and drafts that are of none yet: no answers of another plant."""
    return Q(plant__isnull=True) | Q(plant_id=plant_id)


def carry_sources(offer: Offer, by: Actor, at: datetime, only: Q = ANYWHERE) -> list[CarrySource]:
    """What a new diagnostic with the offered framework may carry over, most answers first (two queries).

    `only` narrows the sessions (`of_plant`).

    Results of the same framework, whatever their version, and sessions of the frameworks that its items map
    from, drafts as well. With as many answers a result comes before a draft, and the newer one first.
    """
    origins = {item.maps_from.framework for item in offer.framework.items.values() if item.maps_from}
    same = Q(framework__code=offer.code, state=SessionState.SUBMITTED.value)
    sessions = list(
        Session.objects.visible_to(by)
        .with_framework()
        .filter(only)
        .filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at))
        .filter(same | Q(framework__code__in=origins - {offer.code}))
        .order_by("-changed_at", "pk")[:LOOKED_AT]
    )
    rows: dict[uuid.UUID, list[tuple[str, Sequence[str], str]]] = defaultdict(list)
    if sessions:
        given = Answer.objects.filter(session__in=sessions)
        for row in given.only("session", "item", "choices", "non_answer"):
            rows[row.session_id].append((row.item, row.choices, row.non_answer))
    found = [_source(session, rows[session.pk], offer) for session in sessions]
    known = [each for each in found if each is not None]
    known.sort(key=lambda each: (-each.carried, each.session.state != SessionState.SUBMITTED.value))
    return known[:OFFERED]


def _source(
    session: Session, rows: Sequence[tuple[str, Sequence[str], str]], offer: Offer
) -> CarrySource | None:
    old = framework_of(session.framework)
    carried = carried_from(old, answers.of_rows(old, rows), offer.framework)
    if not carried:
        return None
    left = len(progress(offer.framework, carried).unanswered)
    is_older = old.code == offer.code and session.framework_id != offer.id
    return CarrySource(session, old, len(carried), left, is_older)
