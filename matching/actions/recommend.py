"""Making a recommendation for a result, storing what it stood on, and computing it again."""

import json
import uuid
from collections import Counter
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import transaction

from assessments.models import Result
from assessments.outcomes import outcome_of
from core import audit
from core.accounts.actor import Actor
from matching.models import Appearance, PoolSnapshot, Recommendation, SupplierSnapshot
from matching.queries.need import need_for
from matching.queries.policies import live_policy, policy_of
from matching.queries.profiles import SupplierPool, supplier_pool
from matching.queries.whynot import stored_profiles
from matching.ranking import Need, Policy, Ranking, canonical, rank

_LAST_PLACE = 32_767
"""The highest place that is written down; a newcomer shown apart may stand behind it."""


def need_of(result: Result, at: datetime) -> Need | None:
    """What a result asks of suppliers at an instant; None where nothing is left to improve."""
    organisation = result.organisation
    return need_for(
        outcome_of(result),
        reference=str(result.id),
        sigungu=result.sigungu,
        industry=result.industry,
        size=result.size,
        asker=organisation.business_number or str(organisation.id),
        affiliations=frozenset({str(organisation.id)}),
        at=at,
    )


def _stored(pool: SupplierPool) -> None:
    """Keep the snapshots of the pool's suppliers, each once."""
    if PoolSnapshot.objects.filter(checksum=pool.checksum).exists():
        return
    members = pool.members
    known = set(SupplierSnapshot.objects.filter(checksum__in=members).values_list("checksum", flat=True))
    SupplierSnapshot.objects.bulk_create(
        [
            SupplierSnapshot(
                checksum=each.checksum,
                supplier_id=uuid.UUID(each.id),
                document=json.loads(each.to_json()),
            )
            for each in pool.pool.suppliers
            if each.checksum not in known
        ],
        batch_size=1_000,
        ignore_conflicts=True,
    )
    PoolSnapshot.objects.bulk_create(
        [PoolSnapshot(checksum=pool.checksum, members=bytes.fromhex("".join(members)))],
        ignore_conflicts=True,
    )


@transaction.atomic
def recommend(*, by: Actor, at: datetime, result: Result) -> Recommendation | None:
    """Rank the published suppliers for a result and store the outcome with all it stood on.

    None where the result leaves nothing to improve. Raises NoPolicy where no policy is in force.
    """
    need = need_of(result, at)
    if need is None:
        return None
    row, policy = live_policy(at)
    pool = supplier_pool()
    ranking = rank(need, pool.pool, policy, limit=policy.listed)
    written = ranking.to_json()
    _stored(pool)
    made = Recommendation.objects.create(
        result=result,
        policy=row,
        engine=policy.engine,
        need=json.loads(need.to_json()),
        pool_id=pool.checksum,
        ranking=_shown(written),
        checksum=canonical.checksum(written),
        created_at=at,
    )
    _appeared(need, policy, ranking)
    audit.record(
        by=by,
        at=at,
        verb="recommendation.made",
        subject_kind="recommendation",
        subject_id=made.id,
        data={"result": str(result.id), "policy": row.code, "listed": len(ranking.items)},
    )
    return made


def _appeared(need: Need, policy: Policy, ranking: Ranking) -> None:
    """Write down who was shown: suppliers are told by it, and exposure is counted from it.

    Neither company nor result goes with it.
    """
    wanted = policy.wanted(need)
    foremost = (
        need.gaps[0].foremost(1)[0] if policy.focus and need.gaps else max(wanted, key=wanted.__getitem__)
    )
    Appearance.objects.bulk_create(
        Appearance(
            supplier_id=uuid.UUID(item.supplier_id),
            shown_on=need.day,
            sido=policy.regions.today(need.sido),
            domain=foremost,
            place=min(item.place, _LAST_PLACE),
            is_apart=item is ranking.newcomer,
            points={criterion.value: tenths for criterion, tenths in item.contributions.items()},
        )
        for item in (*ranking.items, *([ranking.newcomer] if ranking.newcomer else []))
    )


def replayed(recommendation: Recommendation) -> Ranking:
    """The ranking computed again from what was stored; `.checksum` equals the stored one."""
    need = Need.from_document(recommendation.need)
    policy: Policy = policy_of(recommendation.policy.checksum)
    return rank(need, stored_profiles(recommendation.pool_id), policy, limit=policy.listed)


def _shown(written: bytes) -> dict[str, Any]:
    """The ranking's bytes as stored: all that is shown, and how many were left out for which reason.

    Who was left out follows from the snapshots (`replayed`), so the 5,000 names are not stored again.
    """
    document: dict[str, Any] = json.loads(written)
    excluded: dict[str, list[str]] = document.pop("excluded")
    counts = Counter(chain.from_iterable(excluded.values()))
    return document | {"excluded_counts": dict(counts), "excluded_total": len(excluded)}
