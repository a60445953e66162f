"""The ranking, written to be read: the reference that the column form must reproduce to the last digit."""

from collections.abc import Iterable, Sequence

from .canonical import Malformed
from .gate import gate
from .need import Need
from .policy import Policy
from .ranking import Ranked, Ranking, Stability, is_newcomer
from .score import Score, score
from .supplier import SupplierProfile
from .ties import band, draw, order
from .vocabulary import TENTH, WEIGHTS, Code

Scored = tuple[SupplierProfile, Score]


def rank(need: Need, suppliers: Iterable[SupplierProfile], policy: Policy, limit: int | None) -> Ranking:
    """Rank the suppliers; see `matching.ranking.rank`."""
    excluded: dict[str, tuple[Code, ...]] = {}
    scored: list[Scored] = []
    seen: set[str] = set()
    for supplier in suppliers:
        if supplier.id in seen:
            raise Malformed(f"supplier {supplier.id} is given twice")
        seen.add(supplier.id)
        if codes := gate(need, supplier, policy):
            excluded[supplier.id] = codes
        else:
            scored.append((supplier, score(need, supplier, policy)))
    scored.sort(key=lambda pair: order(pair[1].total, pair[0].exposure, pair[0].id, need.reference, policy))
    return Ranking(
        need=need,
        policy=policy,
        limit=limit,
        eligible=len(scored),
        items=tuple(
            Ranked.of(place, need, supplier, policy, found)
            for place, (supplier, found) in enumerate(scored[:limit], start=1)
        ),
        newcomer=_newcomer(need, scored, policy, limit),
        excluded=dict(sorted(excluded.items())),
        stability=_stability(scored, policy),
    )


def _newcomer(need: Need, scored: Sequence[Scored], policy: Policy, limit: int | None) -> Ranked | None:
    """The newcomer shown apart: not in the list already, good enough, and owed the most exposure."""
    listed = policy.listed if limit is None else limit
    waiting = [
        (supplier.exposure, -band(found.total, policy), draw(need.reference, supplier.id, policy), place)
        for place, (supplier, found) in enumerate(scored, start=1)
        if place > listed and is_newcomer(need, supplier) and found.total >= policy.newcomer_tenths * TENTH
    ]
    if not waiting:
        return None
    place = min(waiting)[-1]
    supplier, found = scored[place - 1]
    return Ranked.of(place, need, supplier, policy, found)


def _stability(scored: Sequence[Scored], policy: Policy) -> Stability | None:
    """The largest share by which all weights may change at once before a rival overtakes the first.

    The worst case against a rival moves every weight against the first supplier, so the margin is
    used up at margin / sum(weight * |difference|). A common factor of all weights changes no order,
    so their sum need not be restored.
    """
    if not scored:
        return None
    best, rivals = scored[0][1], scored[1:]
    closest = Stability(basis_points=WEIGHTS, rival=None)
    for rival, found in sorted(rivals, key=lambda pair: pair[0].id):
        margin = best.total - found.total
        swing = sum(
            policy.weight(criterion) * abs(best.values[criterion] - found.values[criterion])
            for criterion in policy.criteria
        )
        if band(best.total, policy) == band(found.total, policy):
            margin = 0
        share = max(0, min(WEIGHTS, margin * WEIGHTS // swing)) if swing else (WEIGHTS if margin > 0 else 0)
        if closest.rival is None or share < closest.basis_points:
            closest = Stability(basis_points=share, rival=rival.id)
    return closest
