"""Suppliers for an assessment out of files: ranked as the portal would, stored nowhere."""

import json
import uuid
from collections import Counter
from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils import translation

from assessments.scoring import Outcome
from core.scope import acting_as_system
from matching.models import Recommendation, SupplierSnapshot
from matching.queries.need import need_for
from matching.queries.policies import NoPolicy, live_policy
from matching.queries.profiles import supplier_pool
from matching.queries.recommendations import RecommendationView, view_of
from matching.ranking import Need, rank
from portal.assessing.company import CompanyFile


def recommended(
    outcome: Outcome, company: CompanyFile, *, language: str, at: datetime
) -> RecommendationView | None:
    """The recommendation in this language; None without a gap, a policy in force, suppliers or a database.

    Whatever is written on the way is rolled back.
    """
    need = _need(outcome, company, at)
    if need is None:
        return None
    try:
        with acting_as_system(), translation.override(language):
            view = _ranked(need, at)
            transaction.set_rollback(True)
            return view
    except (DatabaseError, NoPolicy):
        return None


def _need(outcome: Outcome, company: CompanyFile, at: datetime) -> Need | None:
    return need_for(
        outcome,
        reference=f"file:{company.business_number or company.name}",
        sigungu=company.sigungu,
        industry=company.industry,
        size=company.size,
        asker=company.business_number,
        at=at,
    )


def _ranked(need: Need, at: datetime) -> RecommendationView | None:
    row, policy = live_policy(at)
    pool = supplier_pool()
    ranking = rank(need, pool.pool, policy, limit=policy.listed)
    if not ranking.eligible:
        return None
    shown = [item.supplier for item in (*ranking.items, ranking.newcomer) if item is not None]
    SupplierSnapshot.objects.bulk_create(
        [
            SupplierSnapshot(
                checksum=each.checksum, supplier_id=uuid.UUID(each.id), document=json.loads(each.to_json())
            )
            for each in shown
        ],
        ignore_conflicts=True,
    )
    document = json.loads(ranking.to_json())
    excluded = document.pop("excluded")
    counts = Counter(code for codes in excluded.values() for code in codes)
    return view_of(
        Recommendation(
            result_id=uuid.uuid4(),
            policy=row,
            engine=policy.engine,
            need=json.loads(need.to_json()),
            ranking=document | {"excluded_counts": dict(counts), "excluded_total": len(excluded)},
            checksum=ranking.checksum,
            created_at=at,
        )
    )
