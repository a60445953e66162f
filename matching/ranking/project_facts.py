"""The facts behind the criteria about past projects: which project comes nearest to what is asked."""

from collections.abc import Callable, Mapping

from .likeness import Likeness, likenesses, product
from .need import Need
from .policy import Policy
from .reason import Fact, Reason
from .supplier import Build, SupplierProfile
from .vocabulary import Criterion, Proximity

_EVIDENCE = 3
_WORDS = 5

_MEASURES: Mapping[Criterion, Callable[[Likeness], int]] = {
    Criterion.CLOSEST: lambda each: each.alike,
    Criterion.CLOSEST_THREE: lambda each: each.alike,
    Criterion.CATEGORY: lambda each: each.kin,
    Criterion.PLACE: lambda each: each.near,
    Criterion.ALIKE_NEAR: lambda each: product(each.alike, each.near),
    Criterion.ALIKE_AMOUNT: lambda each: product(each.alike, each.close),
    Criterion.ALIKE_PROCEDURE: lambda each: product(each.alike, each.same),
    Criterion.ALIKE_NEAR_AMOUNT: lambda each: product(product(each.alike, each.near), each.close),
}
_SEVERAL = {Criterion.CLOSEST_THREE, Criterion.CATEGORY, Criterion.ALIKE_AMOUNT}
"""More than one project counts toward these."""


def project_reason(criterion: Criterion, need: Need, supplier: SupplierProfile, policy: Policy) -> Reason:
    """What the projects that come nearest show, with their ids; `<criterion>_none` when none shows anything.

    Where they were done is in the code of `place`: `place_same_sido`.
    """
    measure = _MEASURES[criterion]
    showing = [each for each in likenesses(need, supplier, policy) if measure(each)]
    showing.sort(key=lambda each: (-measure(each), each.build.id))
    if not showing:
        return Reason(code=f"{criterion}_none", criterion=criterion)
    counted = showing[:_EVIDENCE] if criterion in _SEVERAL else showing[:1]
    best = counted[0].build
    code = f"{criterion}_found"
    if criterion is Criterion.PLACE:
        code = f"place_{_where(need, best, policy)}"
    return Reason(
        code=code,
        criterion=criterion,
        facts=_said(criterion, need, best, len(showing), policy),
        evidence=tuple(each.build.id for each in counted),
    )


def project_known(criterion: Criterion, need: Need) -> bool:
    """Whether the asker said what the criterion compares."""
    return {
        Criterion.CATEGORY: bool(need.category),
        Criterion.PLACE: bool(need.sido),
        Criterion.ALIKE_AMOUNT: bool(need.terms and need.amount),
        Criterion.ALIKE_PROCEDURE: bool(need.terms and need.procedure),
        Criterion.ALIKE_NEAR_AMOUNT: bool(need.terms and need.amount),
    }.get(criterion, bool(need.terms))


def _said(criterion: Criterion, need: Need, best: Build, projects: int, policy: Policy) -> Mapping[str, Fact]:
    if criterion is Criterion.PLACE:
        return {"home": best.sigungu or best.sido, "plant": need.sigungu or need.sido}
    if criterion is Criterion.CATEGORY:
        return {"projects": projects}
    rarity = policy.projects.statistics.idf if policy.projects else {}
    common = sorted(need.terms & best.terms & rarity.keys(), key=lambda term: (-rarity[term], term))
    facts: dict[str, Fact] = {"terms": tuple(common[:_WORDS])}
    if criterion is Criterion.CLOSEST_THREE:
        return {"projects": projects}
    if criterion in (Criterion.ALIKE_NEAR, Criterion.ALIKE_NEAR_AMOUNT):
        return facts | {"home": best.sigungu or best.sido}
    return facts


def _where(need: Need, build: Build, policy: Policy) -> Proximity:
    return policy.regions.proximity(need.sido, need.sigungu, build.sido, build.sigungu)
