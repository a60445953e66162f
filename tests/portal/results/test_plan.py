"""The plan as it is said: the same in page, report and API, and what the owner changes changes it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import translation

from assessments.planning import Wish
from assessments.scoring import Result, load, score
from portal.reports.build import Basis, Owner, content_from
from portal.reports.build.plan import planning_of
from portal.reports.content import ReportContent
from tests.portal.results.world import ROOT

FRAMEWORK = load(
    (ROOT / "assessments/frameworks/kr-smart-factory.yaml").read_text(encoding="utf-8"), name="kr.yaml"
)
AT = datetime(2026, 11, 20, 5, 3, tzinfo=UTC)


def basis_of(answers: dict[str, str], size: str = "SMALL") -> Basis:
    return Basis(
        outcome=score(FRAMEWORK, answers),
        answers=answers,
        owner=Owner(name="한빛정밀"),
        plant_name="",
        sigungu="48123",
        industry="303",
        size=size,
        submitted_at=AT,
    )


def all_at(choice: str, **others: str) -> Basis:
    given = dict.fromkeys(FRAMEWORK.items, choice)
    return basis_of(
        given | {code: each for code in given for start, each in others.items() if code.startswith(start)}
    )


def walked(basis: Basis, content: ReportContent) -> list[Result]:
    """The result after each phase, by answering anew what the steps raise."""
    levels = {code: int(choice) for code, choice in basis.answers.items() if isinstance(choice, str)}
    found = []
    for phase in content.roadmap:
        for action in phase.actions:
            for move in action.moves:
                assert levels[move.code] == move.before
                levels[move.code] = move.after
        found.append(score(FRAMEWORK, {code: str(level) for code, level in levels.items()}))
    return found


@pytest.mark.parametrize("choice", ["0", "1", "2", "3"])
def test_the_scores_after_the_phases_are_what_scoring_again_gives(choice: str) -> None:
    basis = all_at(choice)
    content = content_from(basis, "ko")
    assert content.roadmap
    after = walked(basis, content)
    assert [phase.expected_score for phase in content.roadmap] == [each.score for each in after]
    assert all(action.why and action.lift > 0 for phase in content.roadmap for action in phase.actions)


def test_the_summary_adds_up_and_keeps_the_money() -> None:
    content = content_from(all_at("1"), "ko")
    assert content.plan is not None
    actions = [action for phase in content.roadmap for action in phase.actions]
    assert content.plan.cost == sum(action.price or 0 for action in actions)
    assert content.plan.paid <= content.plan.own == 50_000_000
    assert content.plan.running == sum(action.running or 0 for action in actions)
    assert content.plan.notice.startswith("예시 값")


def test_the_answer_says_whether_the_money_is_enough() -> None:
    with translation.override("ko"):
        poor = planning_of(all_at("2"), Wish(own=50_000_000, target=3)).summary
        rich = planning_of(all_at("2"), Wish(own=150_000_000, target=3))
        assert poor.headline.startswith(
            "자기 자금 5,000만 원으로는 18개월 안에 고도화 단계에 이르지 못합니다."
        )
        assert rich.summary.headline.startswith("18개월 안에 고도화 단계에 이를 수 있습니다.")
        assert rich.roadmap[-1].expected_tier_title == "고도화 단계"
        assert rich.roadmap[-1].beyond[0].endswith("고도화 단계에 이릅니다.")
        assert poor.cheapest == rich.summary.cheapest
        assert poor.cheapest_cost is not None
        assert 50_000_000 < poor.cheapest_cost <= 150_000_000


def test_less_money_names_what_falls_out() -> None:
    with translation.override("ko"):
        less = planning_of(all_at("1")).summary.less
    assert less.startswith("자기 자금이 20% 줄면 ‘")
    assert "빠지" in less or "빠집니다" in less


def test_what_should_wait_comes_with_why_and_the_cheaper_step() -> None:
    with translation.override("ko"):
        first = planning_of(all_at("1")).summary.not_yet[0]
        assert planning_of(all_at("4")).summary.not_yet == ()
    assert first.condition == "기준정보관리 2단계 미만"
    assert first.first == "기준정보 정비(품목·BOM·공정)"
    assert "AI 비전검사" in first.waiting


def test_a_larger_company_is_thought_to_have_more_money() -> None:
    small = planning_of(all_at("2")).wish
    medium = planning_of(basis_of(dict(all_at("2").answers), size="MEDIUM")).wish  # type: ignore[arg-type]
    assert small.own < medium.own


def test_the_same_answers_give_the_same_bytes() -> None:
    assert content_from(all_at("1"), "ko").to_json() == content_from(all_at("1"), "ko").to_json()


def test_a_report_frozen_before_the_plan_keeps_its_bytes() -> None:
    content = replace(content_from(all_at("1"), "ko"), plan=None, roadmap=())
    assert b'"plan"' not in content.to_json()
    assert ReportContent.from_json(content.to_json()) == content


def test_a_framework_without_a_catalogue_gets_a_plan_of_its_own_steps() -> None:
    path = ROOT / "assessments/frameworks/kr-quick-check.yaml"
    quick = load(path.read_text(encoding="utf-8"), name="quick.yaml")
    answers = {code: item.choices[1].code for code, item in quick.items.items()}
    basis = replace(all_at("1"), outcome=score(quick, answers), answers=answers)
    with translation.override("ko"):
        planning = planning_of(basis)
        assert planning.catalogue.is_derived
        actions = [action for phase in planning.roadmap for action in phase.actions]
        assert actions
        assert all(action.step and action.moves for action in actions)
