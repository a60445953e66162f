"""Two versions of a framework: what differs, what carries over, and the bridge between their scores."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import DocumentFaults, bridge, difference, dump, load, score, succession
from tests.assessments.scoring import generate
from tests.assessments.scoring.example import TEXT, changed, line_of, mini
from tests.assessments.scoring.test_properties import thorough

OLD = mini()
ANSWERS = {"PLAN-1": "2", "SHOP-1": "1", "SHOP-2": ("run", "count"), "SHOP-3": "system"}
NEXT = ('version: "1.0"', 'version: "1.1"')


def _next(*changes, continues=""):
    return load(_text(*changes, continues=continues), name="next.yaml", older=lambda code: {"1.0": OLD})


def _text(*changes, continues=""):
    return changed(NEXT, *changes) + (
        f"\ncontinues:\n  - version: '1.0'\n    items:\n{continues}" if continues else ""
    )


def _question(framework, code):
    return framework.items[code].question.en


def test_the_same_document_with_another_version_differs_in_nothing():
    assert difference(OLD, _next()).is_empty


def test_every_answer_to_an_unchanged_question_carries_over():
    assert succession(OLD, _next()).carried(ANSWERS) == ANSWERS


def test_a_question_in_other_words_is_asked_again():
    new = _next((_question(OLD, "PLAN-1"), "How do you plan now?"))
    assert set(succession(OLD, new).carried(ANSWERS)) == {"SHOP-1", "SHOP-2", "SHOP-3"}
    (change,) = difference(OLD, new).parts
    assert (change.code, change.is_other_question, change.sorts) == ("PLAN-1", True, {"words"})


def test_a_reworded_question_keeps_its_answer_when_the_document_says_so():
    new = _next((_question(OLD, "PLAN-1"), "How do you plan now?"), continues="      - {item: PLAN-1}\n")
    assert succession(OLD, new).carried(ANSWERS)["PLAN-1"] == "2"


def test_a_renamed_question_is_found_by_its_old_code():
    new = _next(("code: PLAN-1", "code: PLAN-9"), continues="      - {item: PLAN-9, from: PLAN-1}\n")
    assert succession(OLD, new).carried(ANSWERS)["PLAN-9"] == "2"
    (crossing,) = [each for each in bridge(OLD, ANSWERS, new, ANSWERS_9).crossings if each.new == "PLAN-9"]
    assert (crossing.old, crossing.fate) == ("PLAN-1", "kept")


ANSWERS_9 = {("PLAN-9" if code == "PLAN-1" else code): value for code, value in ANSWERS.items()}


def test_old_choices_are_translated_and_those_left_out_are_asked_again():
    said = "      - {item: PLAN-1, choices: [{from: '2', to: '1'}]}\n"
    plan = succession(OLD, _next(continues=said))
    assert plan.carried(ANSWERS)["PLAN-1"] == "1"
    assert "PLAN-1" not in plan.carried(ANSWERS | {"PLAN-1": "0"})


def test_a_question_can_be_asked_anew_though_nothing_changed():
    plan = succession(OLD, _next(continues="      - {item: PLAN-1, ask: anew}\n"))
    assert "PLAN-1" not in plan.carried(ANSWERS)


def test_what_is_not_known_carries_over_too():
    given_answers = ANSWERS | {"SHOP-3": "dont_know"}
    assert succession(OLD, _next()).carried(given_answers)["SHOP-3"] == "dont_know"


@pytest.mark.parametrize(
    ("said", "code", "part"),
    [
        ("      - {item: PLAN-7}\n", "unknown-item", "PLAN-7"),
        ("      - {item: PLAN-1, from: PLAN-7}\n", "unknown-item", "PLAN-7"),
        ("      - {item: PLAN-1, choices: [{from: '7', to: '1'}]}\n", "unknown-choice", "from: '7'"),
        ("      - {item: PLAN-1, choices: [{from: '1', to: '7'}]}\n", "unknown-choice", "to: '7'"),
        ("      - {item: PLAN-1}\n      - {item: PLAN-1, ask: anew}\n", "repeated", "PLAN-1, ask"),
        ("      - {item: PLAN-1, ask: never}\n", "unknown-value", "never"),
    ],
)
def test_faults_of_the_mapping_are_named_with_their_line(said, code, part):
    text = _text(continues=said)
    with pytest.raises(DocumentFaults) as refusal:
        load(text, name="next.yaml", older=lambda _code: {"1.0": OLD})
    assert [(fault.code, fault.line) for fault in refusal.value.faults] == [(code, line_of(text, part))]


@pytest.mark.parametrize(("version", "code"), [("0.9", "no-such-version"), ("1.1", "continues-itself")])
def test_the_version_continued_must_be_another_published_one(version, code):
    text = changed(NEXT) + f"\ncontinues: [{{version: '{version}'}}]\n"
    with pytest.raises(DocumentFaults) as refusal:
        load(text, name="next.yaml", older=lambda _code: {"1.0": OLD})
    assert [fault.code for fault in refusal.value.faults] == [code]


def test_the_mapping_survives_a_round_trip():
    said = "      - {item: PLAN-1, choices: [{from: '2', to: '1'}]}\n      - {item: SHOP-1, ask: anew}\n"
    new = _next(continues=said)
    assert load(dump(new), name="again.yaml") == new


def test_the_difference_names_added_removed_moved_and_rescored_parts():
    new = _next(
        ("code: SHOP-3", "code: SHOP-4"),
        ('weight: "3"', 'weight: "4"'),
        ('from: "70"', 'from: "65"'),
        ('minimum_coverage: "0.5"', 'minimum_coverage: "0.6"'),
    )
    found = difference(OLD, new)
    assert (found.items_added, found.items_removed) == (("SHOP-4",), ("SHOP-3",))
    assert [(part.code, part.details[0].before, part.details[0].after) for part in found.parts] == [
        ("SHOP", "3", "4")
    ]
    assert [(each.before, each.after) for each in found.levels] == [("70", "65")]
    assert [(each.path, each.after) for each in found.policies] == [("minimum_coverage", "0.6")]
    assert found.changes_scores


def test_other_words_in_an_explanation_change_no_score():
    texts = OLD.source.en
    found = difference(OLD, _next((texts, texts + " Again.")))
    assert not found.is_empty
    assert not found.changes_scores


def test_the_bridge_tells_questions_rules_and_answers_apart():
    new = _next(
        (_question(OLD, "PLAN-1"), "How do you plan now?"),
        ("code: SHOP-3", "code: SHOP-4"),
        ('weight: "3"', 'weight: "1"'),
    )
    after = {"PLAN-1": "0", "SHOP-1": "2", "SHOP-2": ("run", "count"), "SHOP-4": "paper"}
    found = bridge(OLD, ANSWERS, new, after)
    assert (found.old, found.new) == (score(OLD, ANSWERS).exact, score(new, after).exact)
    assert found.questions + found.rules + found.answers == found.new - found.old
    fates = {crossing.new or crossing.old: crossing.fate for crossing in found.crossings}
    assert fates == {
        "PLAN-1": "anew", "SHOP-1": "changed", "SHOP-2": "kept", "SHOP-3": "removed", "SHOP-4": "added",
    }  # fmt: skip
    assert found.answers > 0  # SHOP-1 rose, and nothing else of what stayed


def test_only_the_rules_move_a_score_when_only_they_changed():
    new = _next(('weight: "3"', 'weight: "1"'))
    found = bridge(OLD, ANSWERS, new, ANSWERS)
    assert found.rules == found.new - found.old != 0
    assert (found.questions, found.answers) == (0, 0)


def test_there_is_no_bridge_without_a_score():
    assert bridge(OLD, {}, _next(), ANSWERS) is None


def test_with_no_question_in_common_the_questions_did_it_all():
    everything = [(_question(OLD, code), f"Other {code}?") for code in OLD.items]
    found = bridge(OLD, ANSWERS, _next(*everything), ANSWERS | {"PLAN-1": "0"})
    assert found.questions == found.new - found.old != 0


@st.composite
def two_versions(draw):
    old, new = draw(generate.frameworks(rounds=True)), draw(generate.frameworks(rounds=True))
    return old, draw(generate.answers(old)), new, draw(generate.answers(new))


@thorough
@given(two_versions())
def test_the_parts_of_a_bridge_always_add_up(case):
    old, before, new, after = case
    found = bridge(old, before, new, after)
    if found is None:
        assert score(old, before).exact is None or score(new, after).exact is None
        return
    assert found.old == score(old, before).exact
    assert found.new == score(new, after).exact
    assert found.removed + found.rules + found.answers + found.added == found.new - found.old
    codes = [crossing.new for crossing in found.crossings if crossing.new]
    assert codes == list(new.items)


@thorough
@given(st.data())
def test_a_version_that_changes_nothing_is_a_bridge_of_nothing_but_answers(data):
    framework = data.draw(generate.frameworks(rounds=True))
    before, after = data.draw(generate.answers(framework)), data.draw(generate.answers(framework))
    found = bridge(framework, before, framework, after)
    if found is not None:
        assert (found.removed, found.added, found.rules) == (0, 0, 0)
        assert found.answers == found.new - found.old


def test_the_example_says_what_the_tests_take_it_for():
    assert 'weight: "3"' in TEXT
    assert isinstance(score(OLD, ANSWERS).exact, Fraction)
