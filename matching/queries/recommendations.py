"""A stored recommendation as people read it, in the active language: page, PDF and API show this value."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from assessments.models import Result
from core.hangul import with_particle
from core.web.naming import domain_name, industry_name, place_name, size_name
from matching.models import Recommendation, Supplier, SupplierSnapshot, listed_now
from matching.queries.gap_lines import GapLine, GapSupplier, NearbyProvince, gap_lines, nearby, percent
from matching.queries.policies import policy_of
from matching.queries.wording import (
    criterion_title,
    industry_title,
    language,
    level_title,
    points,
    refusal_title,
    said,
)
from matching.ranking import Code, Need, Policy, SupplierProfile, explain
from matching.ranking.ranking import Ranked
from matching.ranking.supplier import Build


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A share of a score: `points` of at most `most`, as printed; the `tenths` sum to the score's."""

    code: str
    title: str
    tenths: int
    points: str
    most: str
    is_preference: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainLine:
    """A technology the plant needs and this supplier offers. `share` is its part of the need in percent."""

    code: str
    name: str
    level: str
    level_title: str
    builds: int
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLink:
    """A confirmed project behind a reason; `anchor` is its place on the supplier's page."""

    id: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierView:
    """One recommended supplier. `score` is out of 100 ("78.4"); `slug` is empty when no longer listed."""

    place: int
    id: str
    slug: str
    name: str
    home: str
    home_sido: str
    score: str
    tenths: int
    parts: tuple[Part, ...]
    strengths: tuple[str, ...]
    weakness: str
    unknown: tuple[str, ...]
    preferences: tuple[str, ...]
    domains: tuple[DomainLine, ...]
    missing_domains: tuple[str, ...]
    confirmed_records: int
    evidence: tuple[EvidenceLink, ...]
    is_newcomer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedCount:
    """How many suppliers a rule left out; one supplier may fall under several rules."""

    code: str
    title: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """A technology the plant needs, its share of the whole need in percent, and whether it comes first."""

    code: str
    name: str
    share: str
    is_priority: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyView:
    """The policy that decided: its title, why it is so, its legal basis, and the Seoul day it began."""

    code: str
    title: str
    reason: str
    basis: str
    effective_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationView:
    """A recommendation, ready to be shown. `eligible` passed every rule; the best of them are `suppliers`.

    `gaps` are empty under a policy that does not look at them; `nearby` are filled
    when nobody listed is at home in the plant's province.
    """

    id: uuid.UUID
    result_id: uuid.UUID
    made_at: datetime
    plant: str
    industry: str
    size: str
    province: str
    needs: tuple[NeedLine, ...]
    gaps: tuple[GapLine, ...]
    nearby: tuple[NearbyProvince, ...]
    suppliers: tuple[SupplierView, ...]
    newcomer: SupplierView | None
    eligible: int
    excluded_total: int
    excluded: tuple[ExcludedCount, ...]
    stability: str
    policy: PolicyView
    checksum: str
    engine: str


def latest(result: Result) -> RecommendationView | None:
    """The newest recommendation of a result in the active language, None when there is none (three queries).

    The caller has found the result through `visible_to`; row-level security repeats the test.
    """
    made = (
        Recommendation.objects.filter(result=result)
        .select_related("policy")
        .defer("policy__document")
        .order_by("-created_at", "id")
        .first()
    )
    return view_of(made) if made else None


def view_of(recommendation: Recommendation) -> RecommendationView:
    """A stored recommendation as people read it (two queries; three when its policy was not fetched).

    Scores and reasons follow from the stored snapshots; only names and addresses are those of today.
    """
    need = Need.from_document(recommendation.need)
    policy = policy_of(recommendation.policy.checksum)
    ranking: Mapping[str, Any] = recommendation.ranking
    slots = [*ranking["items"], *([ranking["newcomer"]] if ranking["newcomer"] else [])]
    stored = dict(
        SupplierSnapshot.objects.filter(checksum__in=[slot["snapshot"] for slot in slots]).values_list(
            "checksum", "document"
        )
    )
    named = _named([slot["supplier"] for slot in slots], ranking)

    def shown(slot: Mapping[str, Any]) -> SupplierView:
        profile = SupplierProfile.from_document(stored[slot["snapshot"]])
        item = Ranked.of(slot["place"], need, profile, policy)
        return _supplier(need, item, policy, named.get(profile.id))

    suppliers = tuple(shown(slot) for slot in ranking["items"])
    return RecommendationView(
        id=recommendation.id,
        result_id=recommendation.result_id,
        made_at=recommendation.created_at,
        plant=place_name(need.sigungu or need.sido),
        industry=industry_name(need.industry),
        size=size_name(need.size or ""),
        province=place_name(need.sido),
        needs=_needs(need, policy),
        gaps=gap_lines(
            need, policy, [(_listed(each), {line.code for line in each.domains}) for each in suppliers]
        ),
        nearby=nearby(need, policy, (each.home_sido for each in suppliers)),
        suppliers=suppliers,
        newcomer=shown(ranking["newcomer"]) if ranking["newcomer"] else None,
        eligible=ranking["eligible"],
        excluded_total=ranking.get("excluded_total", 0),
        excluded=tuple(
            ExcludedCount(code=code, title=refusal_title(code), count=ranking["excluded_counts"][code])
            for code in Code
            if ranking["excluded_counts"].get(code)
        ),
        stability=_stability(ranking["stability"], named),
        policy=policy_view(policy),
        checksum=recommendation.checksum,
        engine=recommendation.engine,
    )


def policy_view(policy: Policy) -> PolicyView:
    """A policy's title, reason and basis in the active language."""
    spoken = language()
    return PolicyView(
        code=policy.code,
        title=policy.title[spoken],
        reason=policy.reason[spoken],
        basis=policy.basis[spoken],
        effective_from=policy.effective_from,
    )


@dataclass(frozen=True, slots=True)
class _Name:
    name: str
    slug: str


def _named(ids: list[str], ranking: Mapping[str, Any]) -> dict[str, _Name]:
    stability = ranking["stability"]
    wanted = {*ids, *([stability["rival"]] if stability and stability["rival"] else [])}
    rows = (
        Supplier.objects.filter(id__in=wanted)
        .annotate(is_listed=listed_now())
        .values_list("id", "name", "name_en", "slug", "is_listed")
    )
    korean = language() == "ko"
    return {
        str(key): _Name(name if korean else name_en or name, slug if is_listed else "")
        for key, name, name_en, slug, is_listed in rows
    }


def _needs(need: Need, policy: Policy) -> tuple[NeedLine, ...]:
    return tuple(
        NeedLine(
            code=code,
            name=domain_name(code),
            share=percent(weight, need.total),
            is_priority=code in policy.gating(need),
        )
        for code, weight in _by_weight(need)
    )


def _listed(view: SupplierView) -> GapSupplier:
    return GapSupplier(place=view.place, slug=view.slug, name=view.name, home=view.home)


def _by_weight(need: Need) -> list[tuple[str, int]]:
    return sorted(need.domains.items(), key=lambda pair: (-pair[1], pair[0]))


def _supplier(need: Need, item: Ranked, policy: Policy, name: _Name | None) -> SupplierView:
    profile = item.supplier
    why = explain(need, item, policy)
    builds = {build.id: build for build in profile.builds_by(need.day)}
    proofs = dict.fromkeys(each for reason in why.strengths for each in reason.evidence if each in builds)
    return SupplierView(
        place=item.place,
        id=profile.id,
        slug=name.slug if name else "",
        name=name.name if name else _("A supplier that has left the portal"),
        home=place_name(profile.home_sigungu or profile.home_sido),
        home_sido=profile.home_sido,
        score=points(item.shown),
        tenths=item.shown,
        parts=_parts(item, policy),
        strengths=tuple(said(reason, policy, need) for reason in why.strengths),
        weakness=said(why.weakness, policy, need) if why.weakness else "",
        unknown=tuple(said(reason, policy, need) for reason in why.unknown),
        preferences=tuple(said(reason, policy, need) for reason in why.preferences),
        domains=tuple(
            DomainLine(
                code=code,
                name=domain_name(code),
                level=profile.level(code).value,
                level_title=level_title(profile.level(code).value),
                builds=sum(build.domain == code for build in builds.values()),
                share=percent(weight, need.total),
            )
            for code, weight in _by_weight(need)
            if profile.offers(code)
        ),
        missing_domains=tuple(
            domain_name(code)
            for code, _weight in _by_weight(need)
            if code in policy.gating(need) and not profile.offers(code)
        ),
        confirmed_records=len(builds),
        evidence=tuple(_evidence(builds[each]) for each in proofs),
        is_newcomer=item.newcomer,
    )


def _parts(item: Ranked, policy: Policy) -> tuple[Part, ...]:
    spoken = language()
    lines = {line.code: line for line in policy.preferences}
    return (
        *(
            Part(
                code=criterion.value,
                title=criterion_title(criterion.value),
                tenths=item.contributions[criterion],
                points=points(item.contributions[criterion]),
                most=points(policy.weight(criterion) // 10),
            )
            for criterion in policy.criteria
            if policy.weight(criterion)
        ),
        *(
            Part(
                code=code,
                title=lines[code].title[spoken],
                tenths=tenths,
                points=points(tenths),
                most=points(lines[code].points // 10),
                is_preference=True,
            )
            for code, tenths in item.bonuses.items()
        ),
    )


def _evidence(build: Build) -> EvidenceLink:
    words = [
        str(build.on.year),
        domain_name(build.domain),
        industry_title(build.industry),
        size_name(build.size or ""),
    ]
    return EvidenceLink(
        id=build.id, text=" · ".join(word for word in words if word), anchor=f"record-{build.id}"
    )


def _stability(stored: Mapping[str, Any] | None, named: Mapping[str, _Name]) -> str:
    """How firmly the first place stands, as a sentence; empty without a second supplier."""
    if not stored or not stored["rival"]:
        return ""
    rival = named.get(stored["rival"])
    if stored["basis_points"] == 0:
        return _(
            "First and second lie within half a point. The one that was shown less often so far comes first."
        )
    if stored["basis_points"] >= 10_000:
        return _("Whatever the weights, the first place would be the same.")
    share = f"{stored['basis_points'] / 100:.1f}"
    if rival is None:
        return _("Every weight could change by %(share)s %% and the first place would be the same.") % {
            "share": share
        }
    return _(
        "Every weight could change by %(share)s %% and the first place would be the same. "
        "Beyond that %(rival)s could come first."
    ) % {"share": share, "rival": with_particle(rival.name, "이/가") if language() == "ko" else rival.name}
