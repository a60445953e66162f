"""The facts behind each criterion: what speaks for a supplier, and what speaks against it."""

from collections.abc import Callable
from functools import partial

from .need import Need
from .policy import Policy
from .project_facts import project_known, project_reason
from .reason import Reason
from .supplier import Build, Outcomes, SupplierProfile
from .values import months, near_size, strengths
from .vocabulary import MICRO, PROJECT_CRITERIA, Criterion, Level, Proximity

_EVIDENCE = 5

Finder = Callable[[Need, SupplierProfile, Policy], Reason]


def strength(criterion: Criterion, need: Need, supplier: SupplierProfile, policy: Policy) -> Reason:
    """What speaks for the supplier under a criterion."""
    return _FOR[criterion](need, supplier, policy)


def weakness(criterion: Criterion, need: Need, supplier: SupplierProfile, policy: Policy) -> Reason:
    """What keeps the supplier from all points of a criterion."""
    return _AGAINST[criterion](need, supplier, policy)


def is_known(criterion: Criterion, need: Need, supplier: SupplierProfile) -> bool:
    """Whether there is anything to say: outcomes were seen, and the company named what is compared."""
    return {
        Criterion.QUALITY: bool(supplier.quality.total),
        Criterion.RESPONSE: bool(supplier.response.total),
        Criterion.INDUSTRY: bool(need.industry),
        Criterion.SIZE: need.size is not None,
        Criterion.TEXT: bool(need.terms),
        **{each: project_known(each, need) for each in PROJECT_CRITERIA},
    }.get(criterion, True)


def _ids(builds: tuple[Build, ...]) -> tuple[str, ...]:
    return tuple(build.id for build in reversed(builds))[:_EVIDENCE]


def _builds_in(domain: str, need: Need, supplier: SupplierProfile) -> tuple[Build, ...]:
    return tuple(build for build in supplier.builds_by(need.day) if build.domain == domain)


def _domain_for(need: Need, supplier: SupplierProfile, policy: Policy) -> Reason:
    found = strengths(need, supplier, policy)
    best = max(sorted(found), key=lambda code: found[code] * need.domains[code])
    builds = _builds_in(best, need, supplier)
    suffix = "_built" if builds else ""
    return Reason(
        code=f"domain_{supplier.level(best)}{suffix}",
        criterion=Criterion.DOMAIN,
        facts={"domain": best, "builds": len(builds)},
        evidence=_ids(builds),
    )


def _domain_against(need: Need, supplier: SupplierProfile, policy: Policy) -> Reason:
    found = strengths(need, supplier, policy)
    worst = max(sorted(found), key=lambda code: (MICRO - found[code]) * need.domains[code])
    builds = _builds_in(worst, need, supplier)
    level = supplier.level(worst)
    if level is Level.NONE:
        code = "domain_missing"
    elif level is Level.DECLARED:
        code = "domain_only_declared"
    else:
        code = "domain_few_builds" if builds else "domain_unbuilt"
    return Reason(code=code, criterion=Criterion.DOMAIN, facts={"domain": worst, "builds": len(builds)})


def _record(need: Need, supplier: SupplierProfile, policy: Policy) -> Reason:
    builds = supplier.builds_by(need.day)
    if not builds:
        return Reason(code="record_none", criterion=Criterion.RECORD)
    months_ago = months(builds[-1].on, need.day)
    return Reason(
        code="record_builds",
        criterion=Criterion.RECORD,
        facts={"builds": len(builds), "year": builds[-1].on.year, "months": months_ago},
        evidence=_ids(builds),
    )


def _record_against(need: Need, supplier: SupplierProfile, policy: Policy) -> Reason:
    """Measured at the number of builds of today that would earn half the points of the criterion."""
    reason = _record(need, supplier, policy)
    if reason.code == "record_none":
        return reason
    enough = policy.scales.record_half
    code = "record_few" if len(supplier.builds_by(need.day)) < enough else "record_old"
    return Reason(code=code, criterion=Criterion.RECORD, facts={**reason.facts, "enough": enough})


def _outcomes(criterion: Criterion, outcomes: Outcomes, code: str) -> Reason:
    return Reason(code=code, criterion=criterion, facts={"good": outcomes.good, "total": outcomes.total})


def _region(need: Need, supplier: SupplierProfile, policy: Policy, way: str) -> Reason:
    table = policy.regions
    near = table.proximity(need.sido, need.sigungu, supplier.home_sido, supplier.home_sigungu)
    afar = tuple(
        code
        for code in need.domains
        if code in supplier.remote and code in table.remote_domains and supplier.offers(code)
    )
    lifts = bool(afar) and table.value(near, remote=True) > table.value(near, remote=False)
    facts = {"home": supplier.home_sigungu or supplier.home_sido, "plant": need.sigungu or need.sido}
    if near is Proximity.SAME_SIGUNGU and table.today(need.sigungu) != table.today(supplier.home_sigungu):
        facts = {**facts, "plant": table.city(need.sigungu)}
    if near is Proximity.SAME_SIDO:
        facts = {"home": supplier.home_sido, "plant": need.sido}
    if lifts and way == "for":
        return Reason(code="region_remote", criterion=Criterion.REGION, facts={"domains": afar, **facts})
    return Reason(code=f"region_{near}", criterion=Criterion.REGION, facts=facts)


def _industry(need: Need, supplier: SupplierProfile, policy: Policy) -> Reason:
    scales = policy.scales
    worth = {build: scales.prefix(need.industry, build.industry) for build in supplier.builds_by(need.day)}
    shown = max(worth.values(), default=0)
    declared = max((scales.prefix(need.industry, code) for code in supplier.industries), default=0)
    if shown and shown >= declared * scales.declared // MICRO:
        builds = tuple(build for build in worth if worth[build] == shown)
        common = _common(need.industry, builds[-1].industry)
        return Reason(
            code="industry_built",
            criterion=Criterion.INDUSTRY,
            facts={"industry": common, "builds": len(builds)},
            evidence=_ids(builds),
        )
    if declared:
        best = max(sorted(supplier.industries), key=lambda code: scales.prefix(need.industry, code))
        return Reason(
            code="industry_declared",
            criterion=Criterion.INDUSTRY,
            facts={"industry": _common(need.industry, best)},
        )
    return Reason(code="industry_other", criterion=Criterion.INDUSTRY, facts={"industry": need.industry})


def _common(ours: str, theirs: str) -> str:
    length = 0
    while length < min(len(ours), len(theirs)) and ours[length] == theirs[length]:
        length += 1
    return ours[:length]


def _size(need: Need, supplier: SupplierProfile, policy: Policy) -> Reason:
    size = need.size or ""
    full = policy.scales.size[0]
    builds = tuple(
        build
        for build in supplier.builds_by(need.day)
        if near_size(need.size, build.size, policy) == full and build.size == need.size
    )
    if builds:
        return Reason(
            code="size_built",
            criterion=Criterion.SIZE,
            facts={"size": size, "builds": len(builds)},
            evidence=_ids(builds),
        )
    if need.size in supplier.sizes:
        return Reason(code="size_declared", criterion=Criterion.SIZE, facts={"size": size})
    return Reason(code="size_other", criterion=Criterion.SIZE, facts={"size": size})


def _slack(need: Need, supplier: SupplierProfile, policy: Policy, way: str) -> Reason:
    return Reason(code=f"slack_{way}", criterion=Criterion.SLACK, facts={"projects": supplier.capacity_free})


def _fresh(need: Need, supplier: SupplierProfile, policy: Policy, way: str) -> Reason:
    confirmed = supplier.profile_confirmed_on
    days = max(0, (need.day - confirmed).days) if confirmed else 0
    return Reason(code=f"freshness_{way}", criterion=Criterion.FRESHNESS, facts={"days": days})


def _text(need: Need, supplier: SupplierProfile, policy: Policy) -> Reason:
    found = tuple(sorted(need.terms & supplier.terms.keys()))
    code = "text_found" if found else "text_nothing"
    return Reason(code=code, criterion=Criterion.TEXT, facts={"terms": found})


_FOR: dict[Criterion, Finder] = {
    Criterion.DOMAIN: _domain_for,
    Criterion.RECORD: _record,
    Criterion.QUALITY: lambda _n, s, _p: _outcomes(Criterion.QUALITY, s.quality, "quality_good"),
    Criterion.RESPONSE: lambda _n, s, _p: _outcomes(Criterion.RESPONSE, s.response, "response_good"),
    Criterion.REGION: lambda n, s, p: _region(n, s, p, "for"),
    Criterion.INDUSTRY: _industry,
    Criterion.SIZE: _size,
    Criterion.SLACK: lambda n, s, p: _slack(n, s, p, "free"),
    Criterion.FRESHNESS: lambda n, s, p: _fresh(n, s, p, "new"),
    Criterion.TEXT: _text,
    **{each: partial(project_reason, each) for each in PROJECT_CRITERIA},
}

_AGAINST: dict[Criterion, Finder] = _FOR | {
    Criterion.DOMAIN: _domain_against,
    Criterion.RECORD: _record_against,
    Criterion.QUALITY: lambda _n, s, _p: _outcomes(Criterion.QUALITY, s.quality, "quality_low"),
    Criterion.RESPONSE: lambda _n, s, _p: _outcomes(Criterion.RESPONSE, s.response, "response_low"),
    Criterion.REGION: lambda n, s, p: _region(n, s, p, "against"),
    Criterion.SLACK: lambda n, s, p: _slack(n, s, p, "little"),
    Criterion.FRESHNESS: lambda n, s, p: _fresh(n, s, p, "old"),
}
