"""Answers read from a file or a mapping: what is taken, and what is refused where."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import AnswerFaults, check_answers, dump_answers, parse_answers
from assessments.scoring.jsonfile import MAX_BYTES
from tests.assessments.scoring.example import EXAMPLES, mini

FRAMEWORK = mini()
TEXT = (EXAMPLES / "mini-answers.json").read_text("utf-8")


def _faults(text):
    with pytest.raises(AnswerFaults) as refusal:
        parse_answers(text, FRAMEWORK, name="a.json")
    return [(fault.code, fault.path, fault.line) for fault in refusal.value.faults]


def _file(answers, **other):
    return json.dumps({"framework": "mini", "version": "1.0", "answers": answers, **other}, indent=1)


def test_the_example_answers_are_read():
    assert parse_answers(TEXT, FRAMEWORK, name="a.json") == {
        "PLAN-1": "2",
        "SHOP-1": "1",
        "SHOP-2": ("run", "count"),
        "SHOP-3": "dont_know",
    }


def test_ticks_come_out_in_the_order_of_the_document():
    answers = parse_answers(_file({"SHOP-2": ["count", "run"]}), FRAMEWORK, name="a.json")
    assert answers == {"SHOP-2": ("run", "count")}


def test_one_tick_may_be_written_without_a_list():
    assert parse_answers(_file({"SHOP-2": "run"}), FRAMEWORK, name="a.json") == {"SHOP-2": ("run",)}


def test_written_answers_read_back():
    answers = parse_answers(TEXT, FRAMEWORK, name="a.json")
    assert parse_answers(dump_answers(FRAMEWORK, answers), FRAMEWORK, name="b.json") == answers


@pytest.mark.parametrize(
    ("answers", "code", "line"),
    [
        ({"PLAN-9": "1"}, "unknown-item", 5),
        ({"PLAN-1": "7"}, "unknown-choice", 5),
        ({"PLAN-1": 1}, "answer-shape", 5),
        ({"PLAN-1": None}, "answer-shape", 5),
        ({"PLAN-1": {"a": "b"}}, "answer-shape", 5),
        ({"PLAN-1": ["1"]}, "one-choice", 5),
        ({"PLAN-1": "not_applicable"}, "not-applicable-refused", 5),
        ({"SHOP-2": ["run", 1]}, "answer-shape", 5),
        ({"SHOP-2": ["run", "spin"]}, "unknown-choice", 7),
        ({"SHOP-2": ["run", "run"]}, "repeated", 7),
        ({"SHOP-2": ["run", "none"]}, "exclusive-choice", 5),
        ({"SHOP-2": []}, "nothing-ticked", 5),
    ],
)
def test_an_answer_that_does_not_fit_names_its_line(answers, code, line):
    assert _faults(_file(answers)) == [(code, f"answers.{next(iter(answers))}", line)]


def test_dont_know_may_be_refused():
    strict = mini(("domains: [APS, ERP]", "dont_know: false"))
    with pytest.raises(AnswerFaults) as refusal:
        parse_answers(_file({"PLAN-1": "dont_know"}), strict, name="a.json")
    assert [fault.code for fault in refusal.value.faults] == ["dont-know-refused"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "empty", 1),
        ("[]", "not-mapping", 1),
        ('{"framework": "mini",\n "version": "1.0",\n "answers": {,}}', "syntax", 3),
        ('{"framework": "mini",\n "version": "1.0",\n "answers": {}}\n}', "syntax", 4),
        ('{"framework": "mini"\n "version": "1.0"}', "syntax", 2),
        ('{"framework": "mini\n"}', "syntax", 1),
        ('{"a": "\\ud800"}', "syntax", 1),
        ("{'framework': 1}", "syntax", 1),
        ("[" * 50, "too-deep", 1),
        ("x" * (MAX_BYTES + 1), "too-large", 1),
        ('{"framework": "other", "version": "1.0", "answers": {}}', "unknown-framework", 1),
        ('{"framework": "mini",\n"version": "2", "answers": {}}', "unknown-version", 2),
        ('{"framework": "mini",\n"version": 1.0, "answers": {}}', "not-text", 2),
        ('{"framework": "mini",\n"version": "1.0", "answers": []}', "not-mapping", 2),
        ('{"framework": "mini", "version": "1.0"}', "missing-key", 1),
        ('{"framework": "mini", "version": "1.0", "answers": {}, "answer": {}}', "unknown-key", 1),
        ('{"framework": "mini", "version": "1.0",\n "version": "1.0", "answers": {}}', "duplicate-key", 2),
        (
            '{"framework": "mini", "version": "1.0", "answers": {"PLAN-1": "1",\n"PLAN-1": "2"}}',
            "duplicate-key",
            2,
        ),
    ],
)
def test_a_file_that_is_no_answers_file_is_refused(text, code, line):
    assert [(found, at) for found, _, at in _faults(text)] == [(code, line)]


def test_tabs_and_escapes_are_json_too():
    text = '{\t"framework": "mini", "version": "1.0",\r\n\t"answers": {"PLAN\\u002d1": "\\u0032"}}'
    assert parse_answers(text, FRAMEWORK, name="a.json") == {"PLAN-1": "2"}


def test_a_mapping_is_checked_like_a_file():
    assert check_answers(FRAMEWORK, {"SHOP-2": ["run"]}) == {"SHOP-2": ("run",)}
    with pytest.raises(AnswerFaults) as refusal:
        check_answers(FRAMEWORK, {"PLAN-1": 3, "SHOP-9": "1", "SHOP-3": "0"})
    assert {fault.code for fault in refusal.value.faults} == {
        "answer-shape",
        "unknown-item",
        "unknown-choice",
    }


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.text(), json_values.map(json.dumps), json_values.map(lambda v: _file({"PLAN-1": v}))))
def test_nothing_but_faults_comes_of_any_text(text):
    try:
        read = parse_answers(text, FRAMEWORK, name="a.json")
    except AnswerFaults as refusal:
        read = refusal.faults
    assert read is not None
