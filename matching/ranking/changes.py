"""What a supplier can change by its own doing, step by step.

Its home, its past outcomes, its exposure, its bans, its relations and an institution's verification of the
company are not among them, so no advice can ever name them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from .need import Need
from .policy import Policy
from .reason import Fact
from .supplier import EVERYWHERE, Build, Outcomes, SupplierProfile
from .vocabulary import LEVELS, Code, Level

Step = Callable[[SupplierProfile, int], SupplierProfile]


@dataclass(frozen=True, kw_only=True)
class Lever:
    """One thing that can be changed, by 1 to `most` steps, each costing `effort` (1 is a click)."""

    kind: str
    facts: Mapping[str, Fact]
    effort: int
    most: int
    apply: Step


def levers(need: Need, supplier: SupplierProfile, policy: Policy) -> tuple[Lever, ...]:
    """Everything the supplier can still change that this need looks at."""
    return (*_profile(need, supplier), *_history(), *_domains(need, supplier, policy))


def repairs(
    need: Need, supplier: SupplierProfile, codes: tuple[Code, ...], policy: Policy
) -> tuple[Lever, ...] | None:
    """The changes that open the gate again, None when a code is not in the supplier's hands.

    A missing priority domain is repaired by declaring the one the need weighs most.
    """
    found = []
    for code in codes:
        if code not in _REPAIRS:
            return None
        found.append(_REPAIRS[code](need, policy))
    return tuple(found)


def _profile(need: Need, supplier: SupplierProfile) -> Iterator[Lever]:
    if supplier.profile_confirmed_on != need.day:
        yield _confirm(need)
    if need.industry and need.industry not in supplier.industries:
        yield _once("industry", {"industry": need.industry}, 1, lambda s: _adding_industry(s, need.industry))
    if (size := need.size) and size not in supplier.sizes:
        yield _once("size", {"size": size}, 1, lambda s: replace(s, sizes=s.sizes | {size}))
    yield _room(need)


def _history() -> Iterator[Lever]:
    yield Lever(
        kind="answers",
        facts={},
        effort=1,
        most=20,
        apply=lambda s, amount: replace(s, response=_more(s.response, amount)),
    )
    yield Lever(
        kind="quality",
        facts={},
        effort=5,
        most=10,
        apply=lambda s, amount: replace(s, quality=_more(s.quality, amount)),
    )


def _domains(need: Need, supplier: SupplierProfile, policy: Policy) -> Iterator[Lever]:
    for domain in need.domains:
        now = LEVELS.index(supplier.level(domain))
        if now < len(LEVELS) - 1:
            yield Lever(
                kind="level",
                facts={"domain": domain},
                effort=3,
                most=len(LEVELS) - 1 - now,
                apply=_raising(domain),
            )
        if now:
            yield Lever(
                kind="builds", facts={"domain": domain}, effort=5, most=10, apply=_building(domain, need)
            )
        if now and domain in policy.regions.remote_domains and domain not in supplier.remote:
            yield _once("remote", {"domain": domain}, 2, _delivering(domain))


def _once(
    kind: str, facts: Mapping[str, Fact], effort: int, change: Callable[[SupplierProfile], SupplierProfile]
) -> Lever:
    return Lever(
        kind=kind, facts=facts, effort=effort, most=1, apply=lambda s, amount: change(s) if amount else s
    )


def _confirm(need: Need) -> Lever:
    return _once("fresh", {}, 1, lambda s: replace(s, profile_confirmed_on=need.day))


def _room(need: Need) -> Lever:
    return Lever(
        kind="slack",
        facts={},
        effort=2,
        most=5,
        apply=lambda s, amount: replace(s, capacity_free=s.capacity_free + amount),
    )


def _adding_industry(supplier: SupplierProfile, industry: str) -> SupplierProfile:
    return replace(supplier, industries=supplier.industries | {industry})


def _more(outcomes: Outcomes, amount: int) -> Outcomes:
    return Outcomes(good=outcomes.good + amount, total=outcomes.total + amount)


def _raising(domain: str) -> Step:
    def apply(supplier: SupplierProfile, amount: int) -> SupplierProfile:
        level = LEVELS[LEVELS.index(supplier.level(domain)) + amount]
        return replace(supplier, domains={**supplier.domains, domain: level})

    return apply


def _building(domain: str, need: Need) -> Step:
    def apply(supplier: SupplierProfile, amount: int) -> SupplierProfile:
        new = (Build(id=f"+{number}", domain=domain, on=need.day) for number in range(amount))
        return replace(supplier, builds=(*supplier.builds, *new))

    return apply


def _delivering(domain: str) -> Callable[[SupplierProfile], SupplierProfile]:
    return lambda supplier: replace(supplier, remote=supplier.remote | {domain})


def _declare(need: Need, policy: Policy) -> Lever:
    wanted = policy.wanted(need)
    domain = max(sorted(policy.gating(need)), key=lambda code: wanted[code])
    return _once(
        "level_declared",
        {"domain": domain},
        3,
        lambda s: replace(s, domains={**s.domains, domain: Level.DECLARED}),
    )


def _serve(need: Need) -> Lever:
    code = need.sigungu or need.sido or EVERYWHERE
    return _once("served", {"plant": code}, 1, lambda s: replace(s, serves=s.serves | {code}))


def _accept(need: Need) -> Lever:
    return _once("accepting", {}, 1, lambda s: replace(s, accepting=True))


def _make_room(need: Need) -> Lever:
    return replace(_room(need), most=1)


_REPAIRS: Mapping[Code, Callable[[Need, Policy], Lever]] = {
    Code.NOT_ACCEPTING: lambda need, _policy: _accept(need),
    Code.NO_CAPACITY: lambda need, _policy: _make_room(need),
    Code.PROFILE_STALE: lambda need, _policy: _confirm(need),
    Code.NO_PRIORITY_DOMAIN: _declare,
    Code.REGION_NOT_SERVED: lambda need, _policy: _serve(need),
}
