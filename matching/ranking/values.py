"""The criteria: each turns a need and a supplier into an integer between 0 and MICRO.

Every division is a floor of non-negative integers below 2**63, so that SQL and array arithmetic give the
same digits.
"""

from collections.abc import Mapping
from datetime import date

from .gap import Gap
from .likeness import project_values
from .need import Need
from .policy import Policy
from .supplier import Outcomes, SupplierProfile
from .vocabulary import MICRO, SIZES, Criterion, Level, Size


def values(need: Need, supplier: SupplierProfile, policy: Policy) -> dict[Criterion, int]:
    """The value of every criterion of the policy, in micro-units."""
    scales = policy.scales
    return {
        Criterion.DOMAIN: domain(need, supplier, policy),
        Criterion.RECORD: record(need.day, supplier, policy),
        Criterion.QUALITY: posterior(supplier.quality, scales.quality_prior, scales.kappa),
        Criterion.RESPONSE: posterior(supplier.response, scales.response_prior, scales.kappa),
        Criterion.REGION: region(need, supplier, policy),
        Criterion.INDUSTRY: industry(need, supplier, policy),
        Criterion.SIZE: size(need, supplier, policy),
        Criterion.SLACK: MICRO * supplier.capacity_free // (supplier.capacity_free + scales.slack_half),
        Criterion.FRESHNESS: freshness(supplier.profile_confirmed_on, need.day, policy),
        Criterion.TEXT: text(need, supplier, policy),
        **project_values(need, supplier, policy),
    }


def strength(level: Level, builds: int, policy: Policy) -> int:
    """How strong a supplier is in one domain: L (1/2 + 1/2 n / (n + half)), n confirmed builds in it."""
    half = policy.scales.domain_half
    return policy.scales.level(level) * (2 * builds + half) // (2 * (builds + half))


def strengths(need: Need, supplier: SupplierProfile, policy: Policy) -> Mapping[str, int]:
    """The strength in every needed domain, in micro-units."""
    counts: dict[str, int] = {}
    for build in supplier.builds_by(need.day):
        counts[build.domain] = counts.get(build.domain, 0) + 1
    return {code: strength(supplier.level(code), counts.get(code, 0), policy) for code in need.domains}


def domain(need: Need, supplier: SupplierProfile, policy: Policy) -> int:
    """Strength in the needed domains, weighed by need; under a focus, how far the named gaps are closed."""
    found = strengths(need, supplier, policy)
    if policy.focus and need.gaps:
        shares = policy.focus.shares[: len(need.gaps)]
        closed = [closing(gap, found, policy.focus.reach) for gap in need.gaps]
        return sum(share * value for share, value in zip(shares, closed, strict=True)) // sum(shares)
    return sum(importance * found[code] for code, importance in need.domains.items()) // need.total


def closing(gap: Gap, found: Mapping[str, int], reach: int) -> int:
    """How far strengths close a gap: all of it by full strength in its `reach` foremost domains."""
    return min(MICRO, sum(part * found[code] for code, part in gap.domains.items()) // gap.top(reach))


def record(day: date, supplier: SupplierProfile, policy: Policy) -> int:
    """Confirmed builds, each counting half as much every half-life: n / (n + half)."""
    recent = sum(
        policy.decays[age]
        for build in supplier.builds_by(day)
        if (age := months(build.on, day)) < len(policy.decays)
    )
    return MICRO * recent // (recent + policy.scales.record_half * MICRO)


def months(start: date, end: date) -> int:
    """Completed months between two days."""
    return (end.year - start.year) * 12 + end.month - start.month - (start.day > end.day)


def posterior(outcomes: Outcomes, prior: int, kappa: int) -> int:
    """Mean of the Beta posterior whose prior has the given mean and the weight of kappa outcomes."""
    return (outcomes.good * MICRO + kappa * prior) // (outcomes.total + kappa)


def region(need: Need, supplier: SupplierProfile, policy: Policy) -> int:
    """Nearness of the supplier's home, weighed by need; what can be done from afar has a higher floor."""
    table, wanted = policy.regions, policy.wanted(need)
    near = table.proximity(need.sido, need.sigungu, supplier.home_sido, supplier.home_sigungu)
    afar = sum(
        importance
        for code, importance in wanted.items()
        if code in supplier.remote and code in table.remote_domains and supplier.offers(code)
    )
    total = sum(wanted.values())
    here = total - afar
    return (here * table.value(near, remote=False) + afar * table.value(near, remote=True)) // total


def industry(need: Need, supplier: SupplierProfile, policy: Policy) -> int:
    """The best common KSIC prefix: of a confirmed build in full, of a declared industry in part."""
    scales = policy.scales
    shown = [scales.prefix(need.industry, build.industry) for build in supplier.builds_by(need.day)]
    declared = [scales.prefix(need.industry, code) * scales.declared // MICRO for code in supplier.industries]
    return max(shown + declared, default=0)


def size(need: Need, supplier: SupplierProfile, policy: Policy) -> int:
    """Whether the supplier works with companies of this size: shown by a build in full, declared in part."""
    shown = [near_size(need.size, build.size, policy) for build in supplier.builds_by(need.day)]
    declared = [
        near_size(need.size, other, policy) * policy.scales.declared // MICRO for other in supplier.sizes
    ]
    return max(shown + declared, default=0)


def near_size(ours: Size | None, theirs: Size | None, policy: Policy) -> int:
    """The worth of two size classes being the same, or next to each other."""
    if ours is None or theirs is None:
        return 0
    distance = abs(SIZES.index(ours) - SIZES.index(theirs))
    return policy.scales.size[distance] if distance < len(policy.scales.size) else 0


def freshness(confirmed_on: date | None, day: date, policy: Policy) -> int:
    """Full while the profile was confirmed lately, then falling evenly to nothing."""
    if confirmed_on is None:
        return 0
    fresh, stale = policy.scales.fresh_days, policy.scales.stale_days
    age = min(max((day - confirmed_on).days, fresh), stale)
    return MICRO * (stale - age) // (stale - fresh)


def text(need: Need, supplier: SupplierProfile, policy: Policy) -> int:
    """Relevance of the supplier's texts: bm / (bm + half)."""
    found = policy.statistics.relevance(need.terms, supplier.terms, supplier.length)
    return MICRO * found // (found + policy.scales.text_half * MICRO)
