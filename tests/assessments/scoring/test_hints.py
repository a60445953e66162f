"""Answers that do not go together are asked about, whatever the order, and never counted."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.benchmark.series import series_of
from assessments.scoring import (
    DONT_KNOW,
    NOT_APPLICABLE,
    carried_from,
    checksum,
    difference,
    dump,
    hints_raised,
    items_of,
    load,
    score,
)
from tests.assessments.scoring.example import changed, faults_of, line_of, mini

SOURCE = (Path(__file__).parents[3] / "assessments/frameworks/kr-smart-factory.yaml").read_text("utf-8")
DIAGNOSTIC = load(SOURCE, name="kr-smart-factory.yaml")
CODES = list(DIAGNOSTIC.items)
HINT = """tiers:
  - {code: basic"""
BOTH = '{all: [{item: PLAN-1, any_of: ["0"]}, {item: SHOP-1, at_least: "1"}]}'


def _with(*hints: str) -> tuple[str, str]:
    lines = "\n".join(f"  - {each}" for each in hints)
    return HINT, f"hints:\n{lines}\n{HINT}"


def _hint(when: str, code: str = "plan-and-shop") -> str:
    return f"{{code: {code}, when: {when}, ask: {{ko: 맞습니까?, en: Right?}}}}"


def _answers():
    choice = st.sampled_from(["0", "1", "2", "3", "4", "5", DONT_KNOW, NOT_APPLICABLE, None])
    return st.lists(choice, min_size=len(CODES), max_size=len(CODES))


@settings(max_examples=60, deadline=None)
@given(chosen=_answers(), random=st.randoms(use_true_random=False))
def test_order_does_not_matter_and_what_is_not_answered_raises_nothing(chosen, random):
    answers = {code: value for code, value in zip(CODES, chosen, strict=True) if value is not None}
    raised = hints_raised(DIAGNOSTIC, answers)
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    assert hints_raised(DIAGNOSTIC, dict(shuffled)) == raised
    for hint in raised:
        assert all(answers.get(code) not in (None, DONT_KNOW, NOT_APPLICABLE) for code in items_of(hint.when))
        for code in items_of(hint.when):
            for silent in (DONT_KNOW, None):
                without = {key: value for key, value in answers.items() if key != code}
                left = hints_raised(DIAGNOSTIC, without if silent is None else {**without, code: silent})
                assert hint not in left


def test_the_diagnostic_asks_about_at_least_fifteen_contradictions_in_both_languages():
    assert len(DIAGNOSTIC.hints) >= 15
    for hint in DIAGNOSTIC.hints:
        named = items_of(hint.when)
        low, high = named[:-1], named[-1]
        assert hint in hints_raised(DIAGNOSTIC, {**dict.fromkeys(low, "0"), high: "5"}), hint.code
        assert hint.ask.ko.endswith("맞습니까?")
        assert hint.ask.en.endswith("right?")


@pytest.mark.parametrize("level", range(6))
def test_a_plant_that_is_alike_everywhere_is_asked_nothing(level):
    assert hints_raised(DIAGNOSTIC, dict.fromkeys(CODES, str(level))) == ()


def test_hints_change_no_score_and_carry_over_but_make_another_version():
    plain, hinted = mini(), mini(_with(_hint(BOTH)))
    answers = {"PLAN-1": "0", "SHOP-1": "1", "SHOP-2": ("run",), "SHOP-3": "dont_know"}
    assert [each.code for each in hints_raised(hinted, answers)] == ["plan-and-shop"]
    assert hints_raised(plain, answers) == ()
    assert score(plain, answers).score == score(hinted, answers).score
    assert series_of(plain) == series_of(hinted)
    assert checksum(plain) != checksum(hinted)
    assert load(dump(hinted), name="again") == hinted
    assert carried_from(plain, answers, hinted) == answers
    found = difference(plain, hinted)
    assert not found.changes_scores
    assert not found.parts
    assert {detail.path.split(".")[0] for detail in found.head} == {"hints"}
    assert {detail.sort for detail in found.head} == {"other", "words"}


def test_a_negation_asks_only_once_its_item_is_answered():
    framework = mini(
        _with(_hint('{all: [{not: {item: PLAN-1, any_of: ["0"]}}, {item: SHOP-1, any_of: ["0"]}]}'))
    )
    assert hints_raised(framework, {"SHOP-1": "0"}) == ()
    assert hints_raised(framework, {"SHOP-1": "0", "PLAN-1": "dont_know"}) == ()
    assert len(hints_raised(framework, {"SHOP-1": "0", "PLAN-1": "1"})) == 1


def test_an_answer_that_is_not_asked_any_more_raises_nothing():
    framework = mini(_with(_hint('{all: [{item: SHOP-1, any_of: ["0"]}, {item: SHOP-2, any_of: [run]}]}')))
    assert hints_raised(framework, {"SHOP-1": "0", "SHOP-2": ("run",)}) == ()


@pytest.mark.parametrize(
    ("when", "code", "path"),
    [
        ('{item: PLAN-1, any_of: ["0"]}', "hint-one-item", "hints[0].when"),
        (
            '{all: [{item: PLAN-1, any_of: [dont_know]}, {item: SHOP-1, any_of: ["0"]}]}',
            "hint-non-answer",
            "hints[0].when.all[0].any_of[0]",
        ),
        (
            '{all: [{item: PLAN-1, any_of: ["0"]}, {item: PLAN-1, at_least: "1"},'
            ' {item: SHOP-1, any_of: ["0"]}]}',
            "hint-never",
            "hints[0].when",
        ),
        (
            '{any: [{item: PLAN-1, at_least: "0"}, {item: SHOP-1, any_of: ["0"]}]}',
            "hint-always",
            "hints[0].when",
        ),
        ('{all: [{item: PLAN-9, any_of: ["0"]}]}', "unknown-item", "hints[0].when.all[0].item"),
        (
            '{all: [{item: PLAN-1, any_of: ["9"]}, {item: SHOP-1, any_of: ["0"]}]}',
            "unknown-choice",
            "hints[0].when.all[0].any_of[0]",
        ),
        ("{item: PLAN-1}", "condition-shape", "hints[0].when"),
    ],
)
def test_a_hint_with_a_fault_is_named_with_its_line(when, code, path):
    text = changed(_with(_hint(when)))
    fault = next((each for each in faults_of(text) if each.code == code), None)
    assert fault is not None, [str(each) for each in faults_of(text)]
    assert (fault.path, fault.line) == (path, line_of(text, "- {code: plan-and-shop"))


def test_two_hints_of_one_code_are_a_fault():
    text = changed(_with(_hint(BOTH), _hint(BOTH)))
    assert [(each.code, each.path) for each in faults_of(text)] == [("duplicate-code", "hints[1].code")]
