"""How good a policy's recommendations are for the owners: figures over many needs and one market."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median, quantiles

from matching.ranking import Criterion, Need, Policy, Ranked, SupplierProfile, prepare, rank
from matching.ranking.gap import MOST_GAPS, Gap
from matching.ranking.vocabulary import Proximity

FIRST = 5
"""What a result page shows without a press."""

MAIN = 3
"""A supplier does something about a gap when it offers one of so many technologies that close most of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Figures over the first five suppliers of every need. Shares are 0..1, points are of 100.

    `biggest` and `some` are shares of the places whose supplier does something about the biggest gap, any;
    `lists` of the needs that some eligible supplier could help with their biggest gap and one of whose first
    five does; `gaps` is the mean share of the named gaps that somebody of the five does something about.
    `near` are shares of the places by proximity; `newcomers` of the needs with one shown apart.
    `gini` is over the appearances of all suppliers that take new work; `most` is the share of the needs in
    which the supplier shown most often stands, `distinct` how many are shown at all.
    """

    needs: int
    eligible: float
    biggest: float
    some: float
    lists: float
    gaps: float
    points: tuple[float, float, float]
    weight: float
    near: dict[Proximity, float]
    newcomers: float
    gini: float
    most: float
    distinct: int


def quality(needs: Sequence[Need], suppliers: Sequence[SupplierProfile], policy: Policy) -> Quality:
    """The figures of a policy. `needs` have gaps; at least two of them find a supplier."""
    pool = prepare(suppliers)
    places: list[tuple[Need, Ranked]] = []
    shown: Counter[str] = Counter()
    lists, gaps, eligible, newcomers = [], [], [], 0
    for need in needs:
        ranking = rank(need, pool, policy)
        first = ranking.items[:FIRST]
        places += [(need, item) for item in first]
        shown.update(item.supplier_id for item in first)
        eligible.append(ranking.eligible)
        newcomers += ranking.newcomer is not None
        if any(helps(item.supplier, need.gaps[0]) for item in ranking.items):
            lists.append(any(helps(item.supplier, need.gaps[0]) for item in first))
        named = need.gaps[:MOST_GAPS]
        gaps.append(fmean(any(helps(item.supplier, gap) for item in first) for gap in named))
    earned = [item.contributions[Criterion.DOMAIN] / 10 for _need, item in places]
    tenths = quantiles(earned, n=10)
    table = policy.regions
    near = Counter(
        table.proximity(need.sido, need.sigungu, item.supplier.home_sido, item.supplier.home_sigungu)
        for need, item in places
    )
    able = [each.id for each in suppliers if each.accepting and each.capacity_free]
    return Quality(
        needs=len(needs),
        eligible=median(eligible),
        biggest=fmean(helps(item.supplier, need.gaps[0]) for need, item in places),
        some=fmean(any(helps(item.supplier, gap) for gap in need.gaps) for need, item in places),
        lists=fmean(lists),
        gaps=fmean(gaps),
        points=(tenths[0], median(earned), tenths[-1]),
        weight=policy.weight(Criterion.DOMAIN) / 100,
        near={step: near[step] / len(places) for step in Proximity},
        newcomers=newcomers / len(needs),
        gini=gini([shown[each] for each in able]),
        most=max(shown.values()) / len(needs),
        distinct=len(shown),
    )


def helps(supplier: SupplierProfile, gap: Gap) -> bool:
    """Whether the supplier offers one of the technologies that close most of the gap."""
    return any(supplier.offers(code) for code in gap.foremost(MAIN))


def gini(counts: Sequence[int]) -> float:
    """Inequality of counts: 0 when all are alike, towards 1 when one has everything."""
    ordered, total = sorted(counts), sum(counts)
    steps = sum((2 * place - len(ordered) - 1) * count for place, count in enumerate(ordered, start=1))
    return steps / (len(ordered) * total)
