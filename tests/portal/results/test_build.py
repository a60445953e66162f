"""What a report says follows from the result, and adds up."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from assessments.scoring import enough, load, score
from core.models import Organisation
from matching.queries.recommendations import latest
from portal.reports.build import Basis, Owner, content_for, content_from, content_of
from portal.reports.content import ReportContent
from portal.reports.planned import Phase
from tests.portal.results.world import AT, ROOT, World, answers, market, recommended, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


@pytest.fixture
def hanbit() -> World:
    return world(shares=False)


@pytest.fixture
def content(hanbit: World) -> ReportContent:
    return content_for(hanbit.result, "ko")


def content_of_plan(basis: Basis) -> tuple[Phase, ...]:
    return content_from(basis, "ko").roadmap


def small(text: str, given: dict[str, str]) -> Basis:
    framework = load(text, name="small.yaml")
    return Basis(
        outcome=score(framework, given),
        answers=given,
        owner=Owner(name="한빛정밀"),
        plant_name="",
        sigungu="48123",
        industry="303",
        size="SMALL",
        submitted_at=AT,
    )


def test_the_parts_of_the_areas_add_up_to_the_total(content: ReportContent) -> None:
    parts = sum((area.points for area in content.areas), Decimal(0))
    assert round(parts, 0) == content.standing.score
    assert sum((area.points_maximum for area in content.areas), Decimal(0)) == content.standing.maximum


def test_the_parts_of_the_modules_add_up_to_their_area(content: ReportContent) -> None:
    for area in content.areas:
        modules = [module for module in content.modules if module.area == area.code]
        assert modules
        assert abs(sum(module.points for module in modules) - area.points) < Decimal("0.00001")


def test_an_area_that_misses_a_condition_comes_first_then_the_weakest(content: ReportContent) -> None:
    first, *others = content.areas
    assert first.code == "PRC"
    assert first.score is not None
    assert first.target is not None
    assert first.score < first.target
    scores = [area.score for area in others if area.score is not None]
    assert scores == sorted(scores)
    assert {area.code: area.target for area in content.areas} == {
        "PRC": Decimal(2),
        "SYS": Decimal(2),
        "STR": None,
        "PRF": None,
    }


def test_on_the_highest_tier_the_conditions_are_those_of_the_next_level(hanbit: World) -> None:
    given = dict.fromkeys(hanbit.basis.framework.items, "3")
    basis = replace(hanbit.basis, answers=given, outcome=score(hanbit.basis.framework, given))
    targets = {area.code: area.target for area in content_from(basis, "ko").areas}
    assert targets == {"STR": None, "PRC": Decimal(3), "SYS": Decimal(3), "PRF": None}


def test_the_plan_says_what_is_missing_after_it_and_what_blocks(hanbit: World) -> None:
    phases = content_of_plan(hanbit.basis)
    assert [bool(phase.beyond) for phase in phases] == [False] * (len(phases) - 1) + [True]
    first, *gates = phases[-1].beyond
    assert first.startswith(f"이 계획을 모두 마치면 {phases[-1].expected_score}점입니다. 고도화 단계까지 ")

    assert all("이 계획을 마쳐도" in each for each in gates)


def test_the_nearest_goal_is_said_where_a_level_comes_before_the_tier(hanbit: World) -> None:
    assert content_from(hanbit.basis, "ko").verdict.nearest == ""
    given = dict.fromkeys(hanbit.basis.framework.items, "1")
    given |= {code: "0" for code in given if code.startswith("SYS2")}
    basis = replace(hanbit.basis, answers=given, outcome=score(hanbit.basis.framework, given))
    near = basis.outcome.next_level
    assert near is not None
    said = content_from(basis, "ko").verdict.nearest
    assert said.startswith(f"가장 가까운 목표는 레벨 2 · 모니터링이며, {near.points}점과 조건이 남았습니다.")
    assert "정보시스템·자동화" in said


def test_a_plan_that_reaches_the_next_tier_says_so(hanbit: World) -> None:
    given = dict.fromkeys(hanbit.basis.framework.items, "3")
    given |= {code: "2" for code in given if code.startswith("SYS")} | {"SYS2-01": "1", "SYS2-02": "0"}
    basis = replace(hanbit.basis, answers=given, outcome=score(hanbit.basis.framework, given))
    assert basis.outcome.next_tier is not None
    basis = replace(basis, size="MEDIUM")
    (only,) = content_of_plan(basis)[-1].beyond
    assert only.endswith("점으로, 고도화 단계에 이릅니다.")


def test_what_was_frozen_without_a_closing_word_keeps_its_bytes(hanbit: World) -> None:
    content = content_for(hanbit.result, "ko")
    bare = replace(content, roadmap=tuple(replace(phase, beyond=()) for phase in content.roadmap))
    assert b"beyond" not in bare.to_json()
    assert ReportContent.from_json(content.to_json()) == content


def test_the_gaps_to_close_first_come_with_why_and_with_the_answers_that_caused_them(
    hanbit: World, content: ReportContent
) -> None:
    assert [gap.area_title for gap in content.gaps] == ["프로세스", "프로세스", "정보시스템·자동화"]
    assert "고도화 단계로 가는 길을 막고 있습니다. ‘프로세스’ 영역이 2점 이상" in content.gaps[0].why_here
    assert content.gaps[2].why_here.startswith("가장 강한 영역에 속하지만")
    for gap in content.gaps:
        assert gap.causes
        assert gap.why_it_matters
        for cause in gap.causes:
            assert hanbit.basis.framework.parents[cause.code].code == gap.code
            item = hanbit.basis.framework.items[cause.code]
            assert item.points((hanbit.result.answers[cause.code],)) < enough(hanbit.basis.outcome, item)
            assert cause.chosen == item.choice(hanbit.result.answers[cause.code]).label.ko
            assert cause.next_step


def test_both_languages_say_the_same_numbers(hanbit: World) -> None:
    korean, english = content_for(hanbit.result, "ko"), content_for(hanbit.result, "en")
    assert korean.verdict.headline.startswith("지금 기초 단계이고")
    assert english.verdict.headline.startswith("The plant is in the Basic tier.")
    assert korean.standing.score == english.standing.score
    assert [area.points for area in korean.areas] == [area.points for area in english.areas]
    assert [gap.lost_points for gap in korean.gaps] == [gap.lost_points for gap in english.gaps]
    assert korean.checksums == english.checksums


def test_the_same_facts_give_the_same_bytes_whatever_language_is_active(hanbit: World) -> None:
    with translation.override("en"):
        other = content_for(hanbit.result, "ko").to_json()
    assert content_for(hanbit.result, "ko").to_json() == other


def test_every_answer_stands_in_it_once(hanbit: World, content: ReportContent) -> None:
    assert [line.code for line in content.answers] == list(hanbit.basis.framework.items)
    assert [line.chosen for line in content.answers if line.state == "dont_know"] == ["잘 모름", "잘 모름"]
    method = content.method
    assert method.answered + method.dont_know + method.not_applicable == 44


def test_without_enough_answers_there_is_no_score_and_it_says_why() -> None:
    content = content_for(world(given=answers(unknown=30)).result, "ko")
    assert content.standing.score is None
    assert "70%에 못 미쳐" in content.standing.why_no_score
    assert content.verdict.headline == "아직 점수를 낼 수 없습니다."
    assert (content.standing.tier, content.standing.next_tier) == ("", None)
    assert content.gaps
    assert all(phase.expected_score is None for phase in content.roadmap)


def test_a_plant_at_the_top_has_nothing_left_to_do(hanbit: World) -> None:
    given = dict.fromkeys(hanbit.basis.framework.items, "5")
    content = content_from(
        replace(hanbit.basis, answers=given, outcome=score(hanbit.basis.framework, given)), "ko"
    )
    assert (
        content.verdict.headline == "지금 고도화 단계이며, 가장 높은 레벨(레벨 5 · 자율운영)에 이르렀습니다."
    )
    assert (content.gaps, content.roadmap) == ((), ())


def test_what_is_not_known_is_said_where_it_could_change_the_tier(hanbit: World) -> None:
    given = dict.fromkeys(hanbit.basis.framework.items, "2") | dict.fromkeys(["SYS1-03", "SYS2-01"], "3")
    given |= dict.fromkeys(["SYS1-01", "SYS1-02", "SYS1-04", "SYS2-02", "PRC4-01", "PRC4-02"], "dont_know")
    basis = replace(hanbit.basis, answers=given, outcome=score(hanbit.basis.framework, given))
    assert basis.outcome.is_tier_open
    content = content_from(basis, "ko")
    assert "기초 단계" in content.standing.range_sentence
    assert "고도화 단계" in content.standing.range_sentence


def test_suppliers_come_with_reasons_and_parts_that_sum_to_their_score(hanbit: World) -> None:
    market()
    recommended(hanbit.result)
    with translation.override("ko"):
        view = latest(hanbit.result)
    content = content_of(hanbit.result, "ko", view)
    assert view is not None
    assert len(content.suppliers) >= 5
    for line in content.suppliers:
        assert line.reasons
        assert sum(Decimal(part.points) for part in line.parts) == Decimal(line.score)
    assert [line.place for line in content.suppliers if not line.is_newcomer] == list(
        range(1, len(view.suppliers) + 1)
    )
    assert content.checksums.recommendation == view.checksum
    assert content.issued_on == view.made_at.date()


def test_a_framework_without_areas_or_levels_can_be_told_too() -> None:
    text = (ROOT / "docs/examples/mini.yaml").read_text(encoding="utf-8")
    basis = small(text, {"PLAN-1": "2", "SHOP-1": "1", "SHOP-3": "dont_know"})
    for language in ("ko", "en"):
        content = content_from(basis, language)
        assert content == ReportContent.from_json(content.to_json())
        assert content.verdict.headline


def test_the_technopark_of_the_district_is_named_to_ask(hanbit: World, content: ReportContent) -> None:
    assert content.method.contact.startswith("경남테크노파크 · ")


def test_a_company_without_number_has_none_in_it() -> None:
    basis = small((ROOT / "docs/examples/mini.yaml").read_text(encoding="utf-8"), {"PLAN-1": "2"})
    assert content_from(basis, "ko").company.business_number == ""
    assert Organisation.objects.count() == 0


def test_without_gaps_no_supplier_is_asked_for(hanbit: World) -> None:
    given = dict.fromkeys(hanbit.basis.framework.items, "5")
    basis = replace(hanbit.basis, answers=given, outcome=score(hanbit.basis.framework, given))
    assert content_from(basis, "ko").suppliers_note == "더 개선할 것이 없어 추천할 공급기업이 없습니다."
