"""The plan: exact, in order, never down, and as near to the next tier as its limits allow."""

from datetime import UTC, datetime
from fractions import Fraction
from itertools import combinations

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import Item, aim, item_gaps, load, named_gaps, score
from portal.reports.build import Basis, Owner
from portal.reports.build.choosing import Limits, Need, Way, nearing, reaching
from portal.reports.build.reasons import aim_of, why
from portal.reports.build.roadmap import FIRST_MOST, SECOND_MOST, SIDE_BY_SIDE, beginning_of, roadmap_of
from portal.reports.build.steps import MONTHS, Step, needs_money, step_of, steps_of, total
from portal.reports.build.wording import exact
from portal.reports.content import Phase
from tests.portal.results.world import ROOT

FRAMEWORK = load(
    (ROOT / "assessments/frameworks/kr-smart-factory.yaml").read_text(encoding="utf-8"), name="kr.yaml"
)
AT = datetime(2026, 11, 20, 5, 3, tzinfo=UTC)


def basis_of(answers: dict[str, str]) -> Basis:
    return Basis(
        outcome=score(FRAMEWORK, answers),
        answers=answers,
        owner=Owner(name="한빛정밀"),
        plant_name="",
        sigungu="48123",
        industry="303",
        size="SMALL",
        submitted_at=AT,
    )


def all_at(choice: str, **others: str) -> Basis:
    given = dict.fromkeys(FRAMEWORK.items, choice)
    return basis_of(
        given | {code: each for code in given for start, each in others.items() if code.startswith(start)}
    )


def walked(basis: Basis, phases: tuple[Phase, ...]) -> list[tuple[Step, Basis]]:
    """The plan done step by step: each as a step that stands open then, and the basis after it."""
    found = []
    for action in (action for phase in phases for action in phase.actions):
        gap = next(each for each in item_gaps(basis.outcome) if each.code == action.code)
        step = step_of(basis, gap)
        assert step is not None
        assert (action.now, action.goal) == (step.now, step.goal)
        assert action.lift == exact(step.lift)
        basis = basis.after({step.item.code: step.choices})
        found.append((step, basis))
    return found


plants = st.fixed_dictionaries(
    {
        code: st.sampled_from([*(choice.code for choice in item.choices), "dont_know"])
        for code, item in FRAMEWORK.items.items()
    }
)


@settings(max_examples=15, deadline=None)
@given(plants)
def test_every_step_is_the_next_one_raises_the_total_and_is_counted_once(answers: dict[str, str]) -> None:
    basis = basis_of(answers)
    phases = roadmap_of(basis)
    done = walked(basis, phases)
    assert all(step.lift > 0 for step, _after in done)
    gained = sum((step.lift for step, _after in done), Fraction(0))
    last = done[-1][1] if done else basis
    assert total(last.outcome) - total(basis.outcome) == gained
    goals = [(step.item.code, step.choices) for step, _after in done]
    assert len(goals) == len(set(goals))
    if phases:
        assert phases[-1].expected_score == last.outcome.score


@settings(max_examples=15, deadline=None)
@given(plants)
def test_a_phase_holds_no_more_work_than_three_at_a_time(answers: dict[str, str]) -> None:
    basis = basis_of(answers)
    phases = roadmap_of(basis)
    steps = iter(step for step, _after in walked(basis, phases))
    for phase in phases:
        months = [MONTHS[next(steps).band] for _action in phase.actions]
        span = phase.to_month - phase.from_month
        assert all(each <= span for each in months)
        assert sum(months) <= span * SIDE_BY_SIDE
        assert len(months) <= (SECOND_MOST if phase.from_month else FIRST_MOST)
        assert all(action.why for action in phase.actions)


@settings(max_examples=30, deadline=None)
@given(plants)
def test_the_first_steps_are_one_for_each_gap_that_six_months_hold(answers: dict[str, str]) -> None:
    basis = basis_of(answers)
    distance = aim(basis.outcome)
    named = named_gaps(basis.outcome)
    if distance is not None and (distance.points or distance.gates):
        assert named
    short = {step.item.code for step in steps_of(basis) if MONTHS[step.band] <= 6}
    wanted = [each.gap.code for each in named if short & {cause.code for cause in each.causes}]
    phases = beginning_of(basis)
    if phases and not phases[0].from_month:
        first = [FRAMEWORK.parents[action.code].code for action in phases[0].actions]
        assert first[: len(wanted)] == wanted


def test_the_same_answers_give_the_same_plan() -> None:
    assert roadmap_of(all_at("1")) == roadmap_of(all_at("1"))
    assert beginning_of(all_at("1")) == roadmap_of(all_at("1"))[:1]


def test_the_second_phase_is_more_than_paper() -> None:
    basis = all_at("0", SYS="1")
    done = walked(basis, roadmap_of(basis))
    later = [step for step, _after in done[len(roadmap_of(basis)[0].actions) :]]
    assert sum(needs_money(step) for step in later) >= 4


def test_a_tier_within_reach_is_reached_by_the_least_work() -> None:
    basis = all_at("2", STR="3", PRF="3")
    begun = walked(basis, beginning_of(basis))[-1][1]
    assert begun.outcome.next_tier is not None
    phases = roadmap_of(basis)
    with translation.override("ko"):
        assert roadmap_of(basis)[-1].goal.startswith("가장 적은 일로 고도화 단계에 이르는 묶음입니다.")
    done = walked(basis, phases)
    assert done[-1][1].outcome.next_tier is None
    later = [step for step, _after in done[len(phases[0].actions) :]]
    for left_out in range(len(later)):
        rest = {step.item.code: step.choices for place, step in enumerate(later) if place != left_out}
        assert begun.after(rest).outcome.next_tier is not None


def test_a_tier_out_of_reach_is_said_to_be_neared() -> None:
    with translation.override("ko"):
        phase = roadmap_of(all_at("0"))[-1]
    assert phase.goal.startswith("한 해에 할 수 있는 일 가운데 고도화 단계에 가장 가까이 가는 묶음입니다.")
    assert "7가지 가운데 4가지는 예산이 필요하고" in phase.goal
    assert not phase.beyond[0].endswith("이릅니다.")


def test_on_the_highest_tier_the_plan_speaks_of_the_next_level() -> None:
    with translation.override("ko"):
        phase = roadmap_of(all_at("3"))[-1]
    assert "레벨 4 · 최적화" in phase.goal
    assert "레벨 4 · 최적화까지" in phase.beyond[0]
    assert "고도화 단계까지" not in " ".join(phase.beyond)


def test_a_level_on_the_way_is_taken_where_the_tier_is_too_far() -> None:
    basis = all_at("1", SYS1="2")
    phases = roadmap_of(basis)
    assert basis.outcome.level is not None
    assert basis.outcome.level.level == 1
    with translation.override("ko"):
        assert roadmap_of(basis)[-1].goal.startswith("고도화 단계로 가는 길에, 한 해 안에 레벨 2")
    assert walked(basis, phases)[-1][1].outcome.next_tier is not None


@pytest.mark.parametrize(
    ("code", "answers", "words"),
    [
        ("PRC4-06", {"PRC": "1"}, "고도화 단계는 ‘프로세스’ 2점 이상이 조건이며"),
        ("STR1-01", {"PRF": "0", "STR1-01": "1"}, "시간과 돈이 적게 들고"),
        ("SYS1-03", {}, "정보시스템은 먼저 메울 격차"),
    ],
)
def test_each_step_says_why_it_is_in(code: str, answers: dict[str, str], words: str) -> None:
    basis = all_at("2", **answers)
    with translation.override("ko"):
        step = next(each for each in steps_of(basis) if each.item.code == code)
        assert why(aim_of(basis), step).startswith(words)
        assert why(aim_of(basis, {code}), step) == "첫 여섯 달에 시작한 일을 한 단계 더 올립니다."


def test_what_takes_longer_than_the_plan_is_not_in_it() -> None:
    basis = all_at("5", SYS="4")
    assert {step.band for step in steps_of(basis)} >= {3}
    bands = [step.band for step, _after in walked(basis, roadmap_of(basis))]
    assert 3 not in bands


A, B = "", "GATE"
steps = st.lists(
    st.tuples(st.sampled_from([A, B]), st.integers(0, 3), st.integers(1, 12)), min_size=1, max_size=9
)


def made(rows: list[tuple[str, int, int]]) -> dict[str, list[Step]]:
    item: Item = next(iter(FRAMEWORK.items.values()))
    groups: dict[str, list[Step]] = {}
    for group, band, lift in rows:
        step = Step(
            item=item,
            module="",
            choices=(),
            now="",
            goal="",
            first="",
            lift=Fraction(lift),
            band=band,
        )
        groups.setdefault(group, []).append(step)
    return groups


def every_way(groups: dict[str, list[Step]], limits: Limits, lacking: int) -> list[tuple[Way, Fraction]]:
    """All ways there are, by trying: each with what it gains for the condition."""
    flat = [(group, step) for group, each in groups.items() for step in each]
    found = []
    for count in range(min(len(flat), limits.steps) + 1):
        for picked in combinations(flat, count):
            months = sum(MONTHS[step.band] for _group, step in picked)
            if months <= limits.months:
                gain = sum((step.lift for _group, step in picked), Fraction(0))
                gated = sum((step.lift for group, step in picked if group == B), Fraction(0))
                worth = gain + min(gated, Fraction(lacking))
                found.append((Way(months, gain, worth, tuple(s for _g, s in picked)), gated))
    return found


@settings(max_examples=40, deadline=None)
@given(steps, st.integers(0, 40), st.integers(0, 20), st.integers(1, 5), st.integers(2, 30))
def test_no_other_choice_is_better(
    rows: list[tuple[str, int, int]], points: int, lacking: int, most: int, months: int
) -> None:
    groups, limits = made(rows), Limits(steps=most, months=months)
    need = Need(points=Fraction(points), conditions={B: Fraction(lacking)} if lacking else {})
    ways = every_way(groups, limits, lacking)
    assert nearing(groups, need, limits).worth == max(way.worth for way, _gated in ways)
    enough = [way for way, gated in ways if way.gain >= points and gated >= lacking]
    least = reaching(groups, need, limits, by="least work")
    most_gain = reaching(groups, need, limits, by="most gain")
    assert (least is None, most_gain is None) == (not enough, not enough)
    if least is not None and most_gain is not None:
        assert least.months == min(way.months for way in enough)
        assert most_gain.gain == max(way.gain for way in enough)
