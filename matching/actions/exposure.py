"""Counting how often suppliers were shown, for the tie rule: once a day, from what was written down."""

import uuid
from collections import Counter
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count

from core import audit
from core.accounts.actor import Actor
from matching.models import Appearance, PoolVersion, Supplier
from matching.ranking.canonical import seoul_day
from matching.ranking.exposure import debts
from matching.ranking.supplier import EVERYWHERE

DAYS = 90
"""How far back it is counted."""

_WRITE = """
UPDATE matching_supplier AS supplier SET exposure = counted.debt
FROM unnest(%s::uuid[], %s::int[]) AS counted (id, debt) WHERE supplier.id = counted.id
"""


@transaction.atomic
def count_exposure(*, by: Actor, at: datetime) -> int:
    """Write every supplier's exposure debt of the last `DAYS` days; how many of them changed.

    Counted are the places in lists and the newcomers shown apart. A fair share has who is public and takes
    new work. Rows are locked in one order, so that two counts, or a count and somebody who saves a profile,
    wait for each other. The profile's version stays: nobody who is typing is disturbed.
    """
    before = {
        row.pk: row
        for row in Supplier.objects.select_for_update(no_key=True, of=("self",))
        .only("exposure", "regions", "is_published", "verified_at", "is_accepting", "capacity_open")
        .order_by("id")
    }
    since = seoul_day(at) - timedelta(days=DAYS)
    shown: Counter[str] = Counter()
    places: Counter[str] = Counter()
    counted = Appearance.objects.filter(shown_on__gt=since).values("supplier", "sido").annotate(n=Count("id"))
    for supplier_id, sido, count in counted.values_list("supplier", "sido", "n"):
        shown[str(supplier_id)] += count
        places[sido] += count
    serving = {
        str(key): frozenset(code if code == EVERYWHERE else code[:2] for code in row.regions)
        for key, row in before.items()
        if row.is_published and row.verified_at and row.is_accepting and row.capacity_open
    }
    found = debts(shown, places, serving)
    changed = {key: debt for key, row in before.items() if (debt := found.get(str(key), 0)) != row.exposure}
    if changed:
        _write(changed)
        PoolVersion.move()
    audit.record(
        by=by,
        at=at,
        verb="supplier.exposure-counted",
        subject_kind="supplier",
        subject_id="all",
        data={"places": sum(places.values()), "changed": len(changed), "days": DAYS},
    )
    return len(changed)


def _write(debts_by_id: dict[uuid.UUID, int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [list(debts_by_id), list(debts_by_id.values())])
