"""Making a recommendation for a result, storing what it stood on, and computing it again."""

import json
import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments.models import Result
from assessments.outcomes import outcome_of
from assessments.scoring import domain_needs
from core import audit
from core.accounts.actor import Actor
from matching.models import PoolSnapshot, Recommendation, SupplierSnapshot
from matching.queries.policies import live_policy, policy_of
from matching.queries.profiles import SupplierPool, supplier_pool
from matching.queries.whynot import stored_profiles
from matching.ranking import ENGINE, Need, Policy, Ranking, Size, rank

PRIORITY = 3
"""So many of the most needed domains a recommended supplier must cover at least one of."""


def need_of(result: Result, at: datetime) -> Need | None:
    """What a result asks of suppliers at an instant; None where nothing is left to improve.

    The need of a domain is its share of all gaps in basis points (assessments.scoring.domain_needs).
    """
    needs = [each for each in domain_needs(outcome_of(result)) if each.share > 0]
    if not needs:
        return None
    organisation = result.organisation
    return Need(
        reference=str(result.id),
        domains={each.domain: each.share for each in needs},
        priority=frozenset(each.domain for each in needs[:PRIORITY]),
        sido=result.sigungu[:2],
        sigungu=result.sigungu,
        industry=result.industry,
        size=Size(result.size) if result.size in Size.__members__ else None,
        asker=organisation.business_number or str(organisation.id),
        affiliations=frozenset({str(organisation.id)}),
        as_of=at,
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
    _stored(pool)
    made = Recommendation.objects.create(
        result=result,
        policy=row,
        engine=ENGINE,
        need=json.loads(need.to_json()),
        pool_id=pool.checksum,
        ranking=_shown(ranking),
        checksum=ranking.checksum,
        created_at=at,
    )
    audit.record(
        by=by,
        at=at,
        verb="recommendation.made",
        subject_kind="recommendation",
        subject_id=made.id,
        data={"result": str(result.id), "policy": row.code, "listed": len(ranking.items)},
    )
    return made


def replayed(recommendation: Recommendation) -> Ranking:
    """The ranking computed again from what was stored; `.checksum` equals the stored one."""
    need = Need.from_document(recommendation.need)
    policy: Policy = policy_of(recommendation.policy.checksum)
    return rank(need, stored_profiles(recommendation.pool_id), policy, limit=policy.listed)


def _shown(ranking: Ranking) -> dict[str, Any]:
    """The ranking as stored: all that is shown, and how many were left out for which reason.

    Who was left out follows from the snapshots (`replayed`), so the 5,000 names are not stored again.
    """
    document: dict[str, Any] = json.loads(ranking.to_json())
    counts: dict[str, int] = {}
    excluded = document.pop("excluded")
    for codes in excluded.values():
        for code in codes:
            counts[code] = counts.get(code, 0) + 1
    return document | {"excluded_counts": counts, "excluded_total": len(excluded)}
