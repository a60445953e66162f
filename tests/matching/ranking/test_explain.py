"""Reasons are true, few, and readable in both languages."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import sampled_from

from matching.ranking import (
    Ban,
    Build,
    Code,
    Criterion,
    Level,
    Outcomes,
    Reason,
    explain,
    prepare,
    rank,
    refusals,
    score,
    sentence,
    what_if,
    why_not,
)
from matching.ranking.facts import is_known, strength, weakness
from matching.ranking.reasons import TEMPLATES
from matching.ranking.vocabulary import PROJECT_CRITERIA

from . import world

POLICY = world.policy()
policies = sampled_from((POLICY, world.project_policy()))
NAMES_KO = {
    "domain:MES": "생산관리시스템(MES)",
    "domain:QMS": "품질관리(QMS·SPC)",
    "domain:AI": "제조 빅데이터·인공지능",
    "region:48": "경남",
    "region:48120": "경남 창원시",
    "industry:29221": "디지털 적층 성형기계 제조업",
    "size:SMALL": "소기업",
    "preference:ai-twin-2026": "인공지능·디지털트윈 우대",
}


def explained(supplier, need=None, policy=POLICY):
    need = need or world.need()
    return explain(need, rank(need, [supplier], policy).items[0], policy)


def said(reason, language="ko"):
    return sentence(reason, language, NAMES_KO if language == "ko" else {})


def test_the_strongest_criteria_come_first_with_their_facts_and_evidence():
    found = explained(world.mirae())
    assert [said(reason) for reason in found.strengths] == [
        "생산관리시스템(MES) 역량을 확인받았고, 고객이 확인한 구축 실적이 2건 있습니다.",
        "공장과 같은 경남에 있습니다.",
        "같은 업종(디지털 적층 성형기계 제조업)에서 고객이 확인한 구축 실적이 1건 있습니다.",
    ]
    assert found.strengths[0].evidence == ("b1", "b2")
    assert (
        said(found.weakness) == "모든 기술을 더해 고객이 확인한 구축 실적이 2건(가장 최근 2025년)으로, "
        "충분하다고 보는 5건보다 적습니다."
    )
    assert found.unknown == ()


def builds_of(number, year):
    return tuple(
        Build(id=f"r{each}", domain="MES", on=date(year, 1, 5), industry="29221", size="SMALL")
        for each in range(number)
    )


@pytest.mark.parametrize(("number", "year"), [(4, 2026), (5, 2026), (5, 2022), (40, 2026), (0, 2026)])
def test_a_record_is_a_weakness_only_below_the_number_it_names(number, year):
    need, supplier = world.need(), world.mirae(builds=builds_of(number, year))
    enough, value = POLICY.scales.record_half, rank(need, [supplier], POLICY).items[0].values
    against = weakness(Criterion.RECORD, need, supplier, POLICY)
    if not number:
        assert against.code == "record_none"
        return
    assert against.code == ("record_few" if number < enough else "record_old")
    assert against.facts["enough"] == enough
    found = explained(supplier).weakness
    if value[Criterion.RECORD] >= 500_000:
        assert found is None or found.criterion is not Criterion.RECORD
    for language in ("ko", "en"):
        assert str(enough) in said(against, language)


def test_the_same_reasons_in_english():
    found = explained(world.mirae())
    assert said(found.strengths[0], "en") == (
        "Its capability in MES has been verified; clients confirmed 2 projects in it."
    )
    assert said(found.strengths[2], "en") == "Clients in this industry (29221) confirmed 1 project."


def test_missing_outcomes_are_called_missing_and_never_a_strength():
    found = explained(world.mirae(quality=Outcomes(), response=Outcomes()))
    assert [reason.criterion for reason in found.unknown] == [Criterion.QUALITY, Criterion.RESPONSE]
    assert all("정보 없음" in said(reason) for reason in found.unknown)
    assert not {Criterion.QUALITY, Criterion.RESPONSE} & {reason.criterion for reason in found.strengths}


def test_a_preference_is_said_apart_with_its_points():
    found = explained(world.mirae(domains={"MES": Level.VERIFIED, "AI": Level.VERIFIED}))
    assert [said(reason) for reason in found.preferences] == [
        "정책 우대(인공지능·디지털트윈 우대)로 1.5점을 더했습니다."
    ]
    assert sum(found.contributions.values()) + sum(found.bonuses.values()) == found.shown


@given(world.needs, world.profiles())
def test_everything_that_is_explained_can_be_said(need, supplier):
    lenient = replace(
        supplier,
        accepting=True,
        verified=True,
        capacity_free=1,
        serves=frozenset({"all"}),
        bans=(),
        affiliations=frozenset(),
        domains={**supplier.domains, min(need.gating): Level.DECLARED},
        profile_confirmed_on=need.day,
        id="somebody",
    )
    found = explained(lenient, need, world.reading_policy())
    reasons = [
        *found.strengths,
        *found.unknown,
        *found.preferences,
        *([found.weakness] if found.weakness else []),
    ]
    for reason in [*reasons, *refusals(need, supplier, POLICY)]:
        for language in ("ko", "en"):
            words = sentence(reason, language, {})
            assert words
            assert "{" not in words
    assert len(found.strengths) <= 3
    assert all(is_known(reason.criterion, need, lenient) for reason in found.strengths)


@given(criterion=sampled_from(PROJECT_CRITERIA), need=world.needs, supplier=world.profiles())
def test_every_line_about_past_projects_can_be_said_and_proves_itself(criterion, need, supplier):
    policy = world.project_policy()
    value = score(need, supplier, policy).values[criterion]
    assert strength(criterion, need, supplier, policy) == weakness(criterion, need, supplier, policy)
    reason = strength(criterion, need, supplier, policy)
    assert reason.code.endswith("_none") or reason.evidence
    assert set(reason.evidence) <= {build.id for build in supplier.builds_by(need.day)}
    if value >= 500_000:
        assert not reason.code.endswith("_none")
    for language in ("ko", "en"):
        assert "{" not in sentence(reason, language, {})
        assert sentence(Reason(code=f"{criterion}_unknown"), language, {})
    assert is_known(criterion, replace(need, terms=frozenset()), supplier) is (
        {"category": bool(need.category), "place": bool(need.sido)}.get(criterion.value, False)
    )


def test_every_sentence_exists_in_both_languages_with_the_same_facts():
    korean, english = TEMPLATES["ko"], TEMPLATES["en"]
    assert korean.keys() == english.keys()
    place = re.compile(r"{(\w+)")
    assert [
        code for code in korean if set(place.findall(korean[code])) < set(place.findall(english[code]))
    ] == []
    assert set(Code) <= korean.keys()


def test_particles_fit_the_word_before_them():
    reason = Reason(code="domain_missing", facts={"domain": "AI"})
    assert (
        sentence(reason, "ko", {"domain:AI": "인공지능"})
        == "필요한 기술 가운데 인공지능은 제공하지 않습니다."
    )
    assert (
        sentence(reason, "ko", {"domain:AI": "클라우드"})
        == "필요한 기술 가운데 클라우드는 제공하지 않습니다."
    )


def test_a_refusal_names_the_end_of_a_ban():
    supplier = world.mirae(bans=(Ban.of_days(date(2026, 1, 1), date(2027, 1, 1)),))
    assert refusals(world.need(), supplier, POLICY) == (Reason(code="banned", facts={"until": "2027-01-01"}),)


@pytest.mark.parametrize("form", [tuple, prepare])
def test_why_not_says_refused_listed_or_how_far_below(form):
    suppliers = [world.mirae(id=f"m{number}", capacity_free=5 + number) for number in range(3)]
    weak = world.mirae(id="weak", builds=(), home_sido="11", home_sigungu="11110")
    closed = world.mirae(id="closed", accepting=False)
    pool = form([*suppliers, weak, closed])
    ask = {"suppliers": pool, "policy": POLICY, "limit": 2}
    assert why_not(world.need(), closed, **ask).reasons == (Reason(code="not_accepting"),)
    first = rank(world.need(), pool, POLICY).items[0].supplier
    assert why_not(world.need(), first, **ask).reasons[0].code == "listed"
    below = why_not(world.need(), weak, **ask)
    assert (below.place, below.reasons[0].code) == (4, "below")
    assert below.behind[0][0] is Criterion.REGION
    assert below.reasons[0].facts["tenths"] > 100


@given(
    world.pools(world.open_profiles(), min_size=2, max_size=5),
    world.profiles(id=world.st.just("me")),
    policies,
)
def test_a_way_up_leads_to_the_first_place_and_no_step_can_be_spared(suppliers, me, policy):
    need = world.need(
        terms=frozenset({"금형", "비전"}), amount=50_000_000, category="7222", procedure="BASIC"
    )
    leader = rank(need, [*suppliers, me], policy).items[0]
    found = what_if(need, me, leader, policy)
    assert found.first is (leader.supplier.id == "me")
    assert not (found.blocked and found.paths)
    efforts = [path.effort for path in found.paths]
    assert efforts == sorted(efforts)
    for path in found.paths:
        ranking = rank(need, [*suppliers, path.supplier], policy)
        assert ranking.items[0].supplier.id == "me"
        assert path.changes
        assert all(said(change) and said(change, "en") for change in path.changes)
        kept = ("id", "home_sido", "home_sigungu", "bans", "exposure", "affiliations", "verified")
        assert all(getattr(path.supplier, name) == getattr(me, name) for name in kept)
        assert set(me.builds) <= set(path.supplier.builds)


def test_one_more_step_is_exactly_what_was_missing():
    rival = world.mirae(id="rival", exposure=-1)
    me = world.mirae(id="me", builds=world.mirae().builds[1:])
    need = world.need()
    leader = rank(need, [rival, me], POLICY).items[0]
    assert leader.supplier.id == "rival"
    builds = [
        path.changes[0].facts["amount"]
        for path in what_if(need, me, leader, POLICY, most=20).paths
        if len(path.changes) == 1
        and path.changes[0].code == "make_builds"
        and path.changes[0].facts["domain"] == "MES"
    ]
    assert len(builds) == 1
    for amount, place in ((builds[0], 0), (builds[0] - 1, 1)):
        new = tuple(Build(id=f"n{number}", domain="MES", on=need.day) for number in range(amount))
        order = rank(need, [rival, replace(me, builds=me.builds + new)], POLICY).items
        assert [item.supplier.id for item in order].index("me") == place


def test_what_is_not_in_its_hands_blocks_and_is_named():
    leader = rank(world.need(), [world.mirae()], POLICY).items[0]
    me = world.mirae(id="me", verified=False, accepting=False)
    found = what_if(world.need(), me, leader, POLICY)
    assert [reason.code for reason in found.blocked] == ["not_verified"]
    assert found.paths == ()


def test_a_closed_gate_that_it_can_open_is_part_of_every_path():
    leader = rank(world.need(), [world.mirae(exposure=9)], POLICY).items[0]
    me = world.mirae(id="me", accepting=False, capacity_free=0, serves=frozenset({"26"}))
    found = what_if(world.need(), me, leader, POLICY)
    opening = {"make_accepting", "make_slack", "make_served"}
    assert found.paths
    assert all(opening <= {change.code for change in path.changes} for path in found.paths)


def test_a_past_project_is_named_with_the_words_it_shares_and_led_to():
    supplier = world.mirae(
        builds=(
            Build(id="far", domain="MES", on=date(2025, 3, 1), terms=frozenset({"재고"}), sido="11"),
            Build(id="near", domain="MES", on=date(2024, 3, 1), terms=frozenset({"금형", "비전"}), sido="48"),
        )
    )
    need = world.need(terms=frozenset({"금형", "비전", "용접"}))
    closest = strength(Criterion.CLOSEST, need, supplier, world.project_policy())
    assert said(closest) == "이번 일과 비슷한 일을 한 구축 실적이 있습니다: 비전, 금형."
    assert closest.evidence == ("near",)
    place = strength(Criterion.PLACE, need, supplier, world.project_policy())
    assert said(place) == "공장과 같은 시·도(경남)에서 구축한 실적이 있습니다."
    nothing = strength(Criterion.ALIKE_AMOUNT, need, supplier, world.project_policy())
    assert said(nothing, "en") == "It has no similar project of a known amount."
