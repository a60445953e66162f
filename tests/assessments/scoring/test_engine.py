"""The example scored: total, interval, coverage, levels, gates, policies."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from assessments.scoring import InvalidAnswer, branch, parse_answers, score
from assessments.scoring.compiled import compiled
from tests.assessments.scoring.example import EXAMPLES, mini

FULL = {"PLAN-1": "2", "SHOP-1": "1", "SHOP-2": ("run", "count"), "SHOP-3": "paper"}
DK = {**FULL, "SHOP-3": "dont_know"}


def test_the_worked_example_of_the_manual():
    framework = mini()
    answers = parse_answers((EXAMPLES / "mini-answers.json").read_text("utf-8"), framework, name="a.json")
    outcome = score(framework, answers)
    assert [str(v) for v in (outcome.score, outcome.low, outcome.high, outcome.coverage)] == [
        "75", "62.5", "81.2", "0.8125",
    ]  # fmt: skip
    assert outcome.nodes["SHOP"].score == Fraction(4, 3)
    assert (outcome.level.level, outcome.tier.code) == (1, "basic")
    assert (outcome.level_low.level, outcome.level_high.level) == (1, 2)
    assert outcome.is_tier_open


def test_a_gate_holds_back_a_level_that_the_points_would_give():
    outcome = score(mini(), DK)
    assert outcome.score >= 70
    assert outcome.next_tier.points == 0
    (gate,) = outcome.next_tier.gates
    assert (gate.node, gate.at_least, gate.value, gate.missing) == (
        "SHOP",
        Fraction(3, 2),
        Fraction(4, 3),
        Fraction(1, 6),
    )


def test_a_gate_on_a_node_without_weight_stays_open_while_the_node_does():
    outcome = score(mini(('weight: "3"', 'weight: "0"')), DK)
    assert outcome.coverage == 1
    assert outcome.low == outcome.score == outcome.high
    assert (outcome.level_low.level, outcome.level.level, outcome.level_high.level) == (1, 1, 2)


def test_a_level_held_back_by_a_node_without_a_score_is_no_higher_at_the_low_end():
    framework = mini(
        ('minimum_coverage: "0.5"', 'minimum_coverage: "0"'),
        ('from: "40"', 'from: "10"'),
        ('from: "70"', 'from: "20"'),
        ('at_least: "1.5"', 'at_least: "0"'),
    )
    outcome = score(framework, {"PLAN-1": "2"})
    assert (outcome.low, outcome.score) == (25, 100)
    assert (outcome.level_low.level, outcome.level.level, outcome.level_high.level) == (1, 1, 2)


def test_values_kept_from_other_answers_change_nothing(monkeypatch):
    answers = [
        {"PLAN-1": plan, "SHOP-1": first, "SHOP-2": second, "SHOP-3": third}
        for plan in ("0", "2", "dont_know")
        for first in ("0", "1")
        for second in (("none",), ("run",), ("run", "count"))
        for third in ("no", "paper", "dont_know", "not_applicable")
    ]
    anew = [score(mini(), each).to_json() for each in answers]
    framework = mini()
    assert [score(framework, each).to_json() for each in answers * 2] == anew * 2
    monkeypatch.setattr(branch, "KEPT", 1)
    framework = mini()
    assert [score(framework, each).to_json() for each in answers * 2] == anew * 2
    assert all(len(each.kept) <= 1 for each in compiled(framework).branches)


def test_the_bound_belongs_to_the_level_above_it():
    framework = mini(('from: "40"', 'from: "62.5"'))
    assert str(score(framework, FULL).score) == "71.9"
    exact = score(framework, {"PLAN-1": "1", "SHOP-1": "1", "SHOP-2": ("run", "count"), "SHOP-3": "paper"})
    assert (exact.score, exact.level.level) == (Decimal("59.4"), 0)
    framework = mini(('from: "40"', 'from: "59.4"'))
    assert score(framework, {**FULL, "PLAN-1": "1"}).level.level == 1


def test_below_the_first_bound_there_is_no_level():
    outcome = score(
        mini(('level: 0, from: "0"', 'level: 0, from: "10"')), {"PLAN-1": "0", "SHOP-1": "0", "SHOP-3": "no"}
    )
    assert outcome.score == 0
    assert outcome.level is None
    assert outcome.tier is None
    assert outcome.next_level.points == 10


@pytest.mark.parametrize(("policy", "expected"), [("exclude", "75"), ("max_gap", "75"), ("zero", "62.5")])
def test_each_policy_for_dont_know(policy, expected):
    framework = mini(("dont_know: exclude", f"dont_know: {policy}"))
    outcome = score(framework, DK)
    assert str(outcome.score) == expected
    assert (str(outcome.low), str(outcome.high)) == ("62.5", "81.2")
    not_started = score(framework, {code: answer for code, answer in DK.items() if code != "SHOP-3"})
    assert not_started.total == outcome.total


def test_too_little_coverage_gives_no_score_but_an_interval():
    outcome = score(mini(), {"PLAN-1": "2"})
    assert outcome.score is None
    assert outcome.reason == "coverage"
    assert outcome.level is None
    assert (outcome.low, outcome.high) == (25, 100)
    assert outcome.nodes["SHOP"].is_thin
    assert outcome.next_level is None


def test_an_answer_that_opens_a_question_counts_that_question_too():
    outcome = score(mini(), {"PLAN-1": "2", "SHOP-1": "2"})
    assert outcome.items["SHOP-2"].state == "not_started"
    assert outcome.coverage == Decimal("0.625")


def test_when_nothing_applies_there_is_nothing_to_score():
    choices = "not_applicable: true\n          "
    framework = mini(
        ("domains: [APS, ERP]", choices + "domains: [APS, ERP]"),
        ("domains: [MES]", choices + "domains: [MES]"),
    )
    outcome = score(framework, dict.fromkeys(("PLAN-1", "SHOP-1", "SHOP-3"), "not_applicable"))
    assert (outcome.reason, outcome.score, outcome.low, outcome.high) == ("not_applicable", None, None, None)
    assert outcome.to_json()


def test_a_framework_without_levels_has_only_a_score():
    bare = replace(mini(), schemes=(), default_scheme=None, tiers=())
    outcome = score(bare, FULL)
    assert (str(outcome.score), outcome.level, outcome.tier, outcome.next_level) == ("71.9", None, None, None)


def test_an_unknown_scheme_is_an_error():
    with pytest.raises(KeyError):
        score(mini(), FULL, scheme="other")


@pytest.mark.parametrize(
    "answers",
    [
        {"PLAN-1": "9"},
        {"NOPE": "1"},
        {"SHOP-3": "x"},
        {"SHOP-1": "not_applicable"},
        {"SHOP-1": ["1"]},
        {"SHOP-2": ("run", "run")},
        {"SHOP-2": ("run", "none")},
        {"SHOP-2": ()},
        {"SHOP-2": "nothing"},
    ],
)
def test_an_unchecked_answer_is_never_scored(answers):
    with pytest.raises(InvalidAnswer):
        score(mini(), answers)


def test_ticks_are_counted_up_to_the_limit():
    outcome = score(mini(), {**FULL, "SHOP-2": ("run", "count", "process")})
    assert outcome.items["SHOP-2"].points == 2
