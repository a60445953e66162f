"""Telling suppliers in time that their profile grows old, and when it has."""

import uuid
from datetime import datetime, timedelta

from django.db.models import F, Q

from core.accounts.actor import Actor
from core.scope import acting
from core.web.wording import date_text
from matching.actions.locked import locked
from matching.actions.members import tell_members
from matching.models import Supplier
from matching.queries.freshness import Freshness, freshness, profile_days
from matching.ranking.canonical import seoul_day


def tell_of_age(*, by: Actor, at: datetime) -> int:
    """Tell the members of public suppliers 30 days before the end and at the end, each once.

    What comes back is the number of suppliers told. A confirmation begins anew. Each supplier is a
    transaction of its own: broken off, the next round goes on.
    """
    days = profile_days(at)
    told = 0
    for supplier_id in _due(at, days):
        with acting(by):
            told += _tell(supplier_id, at, days)
    return told


def _due(at: datetime, days: int) -> list[uuid.UUID]:
    """Public suppliers whose members have not heard of the age their profile has."""
    day = seoul_day(at)
    is_over = Q(profile_confirmed_on__lt=day - timedelta(days=days))
    is_near = Q(profile_confirmed_on__lte=day - timedelta(days=days - Freshness.NOTICE)) & ~is_over
    heard_of_end = Q(end_told_on__gt=F("profile_confirmed_on"), end_told_on__isnull=False)
    heard_of_age = Q(age_told_on__gt=F("profile_confirmed_on"), age_told_on__isnull=False)
    due = (is_over & ~heard_of_end) | (is_near & ~heard_of_age)
    return list(Supplier.objects.public().filter(due).order_by("id").values_list("id", flat=True))


def _tell(supplier_id: uuid.UUID, at: datetime, days: int) -> bool:
    row = locked(supplier_id)
    age = freshness(row.profile_confirmed_on, at, days)
    confirmed = row.profile_confirmed_on
    if not row.is_published or not age.is_near_end:
        return False
    told_on = row.end_told_on if age.is_over else row.age_told_on
    if told_on and told_on > confirmed:
        return False
    code = "supplier-profile-over" if age.is_over else "supplier-profile-aging"
    params = {"name": row.name, "day": date_text(confirmed), "end": date_text(age.last_day)}
    tell_members(row, code, params)
    row.age_told_on = seoul_day(at)
    if age.is_over:
        row.end_told_on = seoul_day(at)
    row.save(update_fields=["age_told_on", "end_told_on"])
    return True
