"""Every fault a document can have: its code, its path, its line, in both languages."""
# ruff: noqa: E501 - a table reads best with a case a line

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import load
from assessments.scoring.messages import MESSAGES
from assessments.scoring.yamlfile import MAX_BYTES
from tests.assessments.scoring.example import TEXT, changed, faults_of, line_of

ASK = 'ask_when: {item: SHOP-1, at_least: "1"}'
SECOND = "tree.children[1].children[1]"
FIRST = "tree.children[0].children[0]"
LEVELS = "levels.schemes[0].bounds"


def _ask(condition):
    return (ASK, f"ask_when: {condition}")


# old text, new text, code, path, text on whose line the fault is
CASES = [
    (("languages: [ko, en]", "languages: [ko, en"), "syntax", ".", None),
    (("code: mini", "code: mini\ncode: other"), "duplicate-key", "code", "code: other"),
    (("minutes: 3", "minuts: 3"), "unknown-key", "minuts", "minuts: 3"),
    (("licence: CC0-1.0\n", ""), "missing-key", ".", "schema:"),
    (("minutes: 3", "minutes: three"), "not-integer", "minutes", "minutes: three"),
    (("minutes: 3", 'minutes: "3"'), "not-integer", "minutes", 'minutes: "3"'),
    (("minutes: 3", "minutes: 012"), "not-integer", "minutes", "minutes: 012"),
    (("minutes: 3", "minutes: 0"), "below", "minutes", "minutes: 0"),
    (("minutes: 3", "minutes: 99999999999999999999999"), "above", "minutes", "minutes: 999"),
    (("schema: ieum.framework/1", "schema: ieum.framework/2"), "unknown-value", "schema", "schema:"),
    (("code: mini", "code: Mini!"), "bad-code", "code", "code: Mini!"),
    (('version: "1.0"', "version: 1.0"), "not-text", "version", "version: 1.0"),
    (("languages: [ko, en]", "languages: [ko, ko]"), "repeated", "languages[1]", "languages"),
    (("languages: [ko, en]", "languages: []"), "too-few", "languages", "languages"),
    (("languages: [ko, en]", "languages: ko"), "not-list", "languages", "languages"),
    (("languages: [ko, en]", "languages: [ko]"), "language-extra", "title.en", "title: {ko: 작은"),
    ((", en: Small plant check", ""), "language-missing", "title", "title: {ko: 작은"),
    (("en: Small plant check", "fr: Petit, en: x"), "unknown-key", "title.fr", "title: {ko: 작은"),
    (("en: Small plant check", 'en: "  "'), "blank", "title.en", "title: {ko: 작은"),
    (("en: Small plant check", "en: no"), "not-text", "title.en", "title: {ko: 작은"),
    (("en: Small plant check", f"en: {'x' * 201}"), "too-long", "title.en", "title: {ko: 작은"),
    (("title: {ko: 작은 공장 점검, en: Small plant check}", "title: 점검"), "not-mapping", "title", "title: 점검"),
    (("dont_know: exclude", "dont_know: skip"), "unknown-value", "policies.dont_know", "dont_know: skip"),
    (('minimum_coverage: "0.5"', 'minimum_coverage: "1.5"'), "above", "policies.minimum_coverage", "minimum_co"),
    (('minimum_coverage: "0.5"', "minimum_coverage: 0.5"), "unquoted-number", "policies.minimum_coverage", "minimum_co"),
    (("method: half_even", "method: half_up"), "unknown-value", "policies.rounding.method", "rounding"),
    (("method: half_even", "method: none"), "digits-without-rounding", "policies.rounding.digits", "rounding"),
    (("digits: 1", "digits: 9"), "above", "policies.rounding.digits", "rounding"),
    (("operator: mean", "operator: average"), "unknown-value", "tree.children[0].operator", "operator: average"),
    (('factor: "50"', 'factor: "0"'), "not-above", "tree.factor", 'factor: "0"'),
    (('factor: "50"', 'factor: "1e3"'), "bad-number", "tree.factor", 'factor: "1e3"'),
    (('factor: "50"', 'factor: [1]'), "not-text", "tree.factor", "factor: [1]"),
    (('weight: "3"', 'weight: "-3"'), "below", "tree.children[1].weight", 'weight: "-3"'),
    (('weight: "1"', 'weight: "0"'), None, None, None),
    (("code: SHOP\n", "code: PLAN\n"), "duplicate-code", "tree.children[1].code", None),
    (('- code: "1"\n', '- code: "0"\n'), "duplicate-code", f"{FIRST}.choices[1].code", None),
    (("code: run", "code: dont_know"), "reserved-choice", f"{SECOND}.choices[0].code", "dont_know,"),
    (("code: PLAN-1", "code: SHOP-1.version"), "reserved-code", f"{FIRST}.code", "code: SHOP-1.version"),
    (("code: PLAN-1", "code: Q01.comment"), "reserved-code", f"{FIRST}.code", "code: Q01.comment"),
    (("code: PLAN-1", "code: unsure"), "reserved-code", f"{FIRST}.code", "code: unsure"),
    (("code: PLAN-1", "code: csrfmiddlewaretoken"), "reserved-code", f"{FIRST}.code", "code: csrfm"),
    (("code: PLAN-1", "code: version"), None, None, None),
    (("code: PLAN\n", "code: PLAN.version\n"), None, None, None),
    (("code: PLAN-1\n", "code: SHOP_1\n"), None, None, None),
    (('factor: "50"', 'factor: "99999999"'), "score-too-large", "tree", "tree:"),
    (('factor: "50"', 'factor: "999999999999.5"'), "score-too-large", "tree", "tree:"),
    (("operator: mean", "operator: gate"), "threshold-missing", FIRST, "- code: PLAN-1"),
    (('weight: "3"', 'threshold: "3"'), "threshold-unused", "tree.children[1].threshold", 'threshold: "3"'),
    (("operator: mean", "operator: mean\n      cumulative: true"), "cumulative-unused", "tree.children[0].cumulative", "cumulative"),
    (("operator: mean", "operator: mean\n      cumulative: maybe"), "not-boolean", "tree.children[0].cumulative", "cumulative"),
    (("domains: [APS, ERP]", 'at_most: "3"'), "multiple-only", f"{FIRST}.at_most", 'at_most: "3"'),
    (('at_most: "2"', 'at_most: "2"\n          at_least: "3"'), "limits-crossed", f"{SECOND}.at_least", 'at_least: "3"'),
    (("domains: [APS, ERP]", "domains: [APS, APS]"), "repeated", f"{FIRST}.domains[1]", "domains: [APS"),
    (_ask("{item: SHOP-9, any_of: [run]}"), "unknown-item", f"{SECOND}.ask_when.item", "ask_when"),
    (_ask('{item: SHOP-1, any_of: ["7"]}'), "unknown-choice", f"{SECOND}.ask_when.any_of[0]", "ask_when"),
    (_ask("{item: SHOP-1, any_of: [not_applicable]}"), "unknown-choice", f"{SECOND}.ask_when.any_of[0]", "ask_when"),
    (_ask("{item: SHOP-1}"), "condition-shape", f"{SECOND}.ask_when", "ask_when"),
    (_ask("{item: SHOP-2, any_of: [run]}"), "condition-cycle", f"{SECOND}.ask_when", "ask_when"),
    (_ask('{all: [{item: SHOP-1, any_of: ["0"]}, {item: SHOP-1, at_least: "1"}]}'), "unreachable", f"{SECOND}.ask_when", "ask_when"),
    (("default: plain", "default: plane"), "unknown-scheme", "levels.default", "default: plane"),
    (('from: "40"', 'from: "0"'), "not-ascending", f"{LEVELS}[1].from", 'level: 1, from: "0"'),
    (("level: 1, from", "level: 0, from"), "not-ascending", f"{LEVELS}[1].level", 'level: 0, from: "40"'),
    (("tier: advanced", "tier: advance"), "unknown-tier", f"{LEVELS}[2].tier", "tier: advance"),
    (("          tier: advanced\n", ""), "missing-key", f"{LEVELS}[2]", "- level: 2"),
    (("tier: basic}", "tier: advanced}"), "tier-order", f"{LEVELS}[1].tier", "level: 1"),
    (("node: SHOP", "node: SHOPS"), "unknown-node", f"{LEVELS}[2].requires[0].node", "node: SHOPS"),
    (("{code: advanced, title", "{code: basic, title"), "duplicate-code", "tiers[1].code", None),
    (("en: Small plant check", "en: !!python/name:os.system x"), "tag", ".", "title: {ko: 작은"),
    (("en: Small plant check", "en: *nowhere"), "alias", ".", "title: {ko: 작은"),
    (("en: Small plant check", "[x]: y"), "key-type", ".", "title: {ko: 작은"),
    (("en: Small plant check", "en: \x07"), "control-character", ".", "title: {ko: 작은"),
    (("en: Small plant check", 'en: "\\0"'), "control-character", ".", "title: {ko: 작은"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "path", "where"), CASES)
def test_a_fault_names_its_place(change, code, path, where):
    text = changed(change)
    found = faults_of(text)
    if code is None:
        assert found == ()
        return
    fault = next((fault for fault in found if fault.code == code), None)
    assert fault is not None, [str(fault) for fault in found]
    assert fault.file == "mini.yaml"
    assert fault.path == path
    if where is not None:
        assert fault.line == line_of(text, where)
    assert "{" not in fault.message + fault.message_ko
    assert any("가" <= character <= "힣" for character in fault.message_ko)


WHOLE = {
    "empty": "# nothing\n",
    "several-documents": f"{TEXT}---\na: b\n",
    "tab": TEXT.replace("\n  dont_know:", "\n\tdont_know:"),
    "too-large": "# " + "x" * MAX_BYTES,
    "too-deep": "a: " + "[" * 100 + "]" * 100,
    "too-many-parts": "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 10)}]\n" for n in range(9)),
    "not-mapping": "[1, 2]",
}


@pytest.mark.parametrize("code", sorted(WHOLE))
def test_a_file_that_is_no_document_is_refused(code):
    assert [fault.code for fault in faults_of(WHOLE[code])] == [code]


def test_the_rest_of_the_tree_has_its_faults_too():
    item = TEXT[TEXT.index("        - code: PLAN-1") : TEXT.index("    - code: SHOP\n")]
    empty = faults_of(changed((item, "")))
    assert "not-list" in {fault.code for fault in empty}
    neither = faults_of(changed((item, "        - code: PLAN-1\n          title: {ko: 가, en: a}\n")))
    assert {fault.code for fault in neither} == {"node-or-item"}
    weights = changed(('weight: "1"', 'weight: "0"'), ('weight: "3"', 'weight: "0"'))
    assert [fault.code for fault in faults_of(weights)] == ["weights-zero"]
    single = changed(("kind: multiple", "kind: single"))
    assert {fault.code for fault in faults_of(single)} == {"multiple-only"}
    other = changed(
        _ask("{item: SHOP-3, any_of: [paper]}"),
        ("not_applicable: true", "ask_when: {item: SHOP-2, at_least: run}"),
    )
    assert "at-least-multiple" in {fault.code for fault in faults_of(other)}


def test_a_tree_too_deep_or_without_children_is_refused():
    tree = TEXT[TEXT.index("tree:") : TEXT.index("levels:")]
    deep = "".join(
        f"{'  ' * n}children:\n{'  ' * n}- code: N{n}\n{'  ' * n}  title: {{ko: 가, en: a}}\n{'  ' * n}  operator: mean\n"
        for n in range(1, 10)
    )
    head = "tree:\n  code: TOTAL\n  title: {ko: 가, en: a}\n  operator: mean\n"
    item = f"{'  ' * 10}children:\n{'  ' * 10}- code: I\n"
    found = {fault.code for fault in faults_of(changed((tree, head + deep + item)))}
    assert "tree-depth" in found
    assert "too-few" in {fault.code for fault in faults_of(changed((tree, head + "  children: []\n")))}


def test_a_circle_through_several_items_is_told_in_full():
    text = changed(
        _ask("{item: SHOP-3, any_of: [paper]}"),
        ("not_applicable: true", "ask_when: {item: SHOP-2, any_of: [run]}"),
    )
    (fault,) = faults_of(text)
    assert fault.code == "condition-cycle"
    assert fault.message.endswith("SHOP-2 -> SHOP-3 -> SHOP-2.")


def test_all_faults_are_named_not_only_the_first():
    text = changed(
        ("minutes: 3", "minutes: x"),
        ('from: "40"', 'from: "0"'),
        ("node: SHOP", "node: SHOES"),
        _ask("{item: X}"),
    )
    found = faults_of(text)
    assert [fault.code for fault in found] == [
        "not-integer",
        "condition-shape",
        "not-ascending",
        "unknown-node",
    ]
    assert [fault.line for fault in found] == sorted(fault.line for fault in found)


def test_no_number_is_asked_to_stand_between_quotes_that_would_be_none_there():
    for written in (".nan", ".inf", "1e3", "1_000.5"):
        (fault,) = faults_of(changed(('weight: "3"', f"weight: {written}")))
        assert fault.code == "bad-number"
    (fault,) = faults_of(changed(('weight: "3"', "weight: 2.5")))
    assert fault.code == "unquoted-number"


def test_two_codes_that_are_one_on_a_page_are_refused():
    text = changed(("code: PLAN-1", "code: SHOP.X"), ("code: SHOP\n", "code: SHOP_X\n"))
    (fault,) = [fault for fault in faults_of(text) if fault.code == "alike-code"]
    assert fault.line == line_of(text, "code: SHOP_X")
    assert '"SHOP.X"' in fault.message


def test_a_score_that_could_become_too_large_is_told_once_where_it_begins():
    text = changed(('points: "1"', 'points: "900000000000"'), ('factor: "50"', 'factor: "0.5"'))
    (fault,) = faults_of(text)
    assert (fault.code, fault.path) == ("score-too-large", "tree.children[0]")
    many = ('{code: run, points: "1"', '{code: run, points: "900000000000"')
    assert faults_of(changed(many)) == (), "at most 2 points are given, whatever is ticked"
    assert [fault.code for fault in faults_of(changed(many, ('at_most: "2"', 'at_least: "-1"')))] == [
        "score-too-large"
    ]


def test_a_near_miss_gets_a_suggestion():
    (unknown, missing) = faults_of(changed(("licence:", "license:")))
    assert {unknown.code, missing.code} == {"unknown-key", "missing-key"}
    assert 'Did you mean "licence"?' in unknown.message + missing.message


def test_every_document_message_is_in_the_table():
    told = {code for _, code, _, _ in CASES} | set(WHOLE)
    elsewhere = {
        "alike-code",
        "more-faults",
        "node-or-item",
        "weights-zero",
        "at-least-multiple",
        "tree-depth",
        "too-many",
    }
    answers_only = {
        "unknown-framework", "unknown-version", "answer-shape", "one-choice", "not-applicable-refused",
        "dont-know-refused", "exclusive-choice", "nothing-ticked",
    }  # fmt: skip
    files_only = {"unreadable", "not-utf8"}
    continued_only = {"no-such-version", "continues-itself"}  # tried in test_versions.py
    hinted_only = {"hint-one-item", "hint-non-answer", "hint-never", "hint-always"}  # tried in test_hints.py
    assert set(MESSAGES) - told - elsewhere - files_only - continued_only - hinted_only == answers_only


def test_a_list_too_long_is_refused():
    many = "domains: [" + ", ".join(f"D{n}" for n in range(30)) + "]"
    assert [fault.code for fault in faults_of(changed(("domains: [APS, ERP]", many)))] == ["too-many"]


def test_the_list_of_faults_ends_somewhere():
    found = faults_of(TEXT + "".join(f"x{n}: 1\n" for n in range(2000)))
    assert len(found) == 501
    assert "more-faults" in {fault.code for fault in found}


def test_a_byte_order_mark_is_no_fault():
    assert load("\ufeff" + TEXT, name="mini.yaml").code == "mini"


def test_anchors_may_be_used_and_vanish():
    text = changed(("en: Small plant check", "en: &t Small plant check"), ("en: Total", "en: *t"))
    assert load(text, name="mini.yaml").tree.title.en == "Small plant check"


def test_a_condition_of_a_question_without_a_code_is_named_by_the_missing_code():
    text = changed(
        ("- code: SHOP-2\n          title:", "- title:"), ("{item: SHOP-1, at", "{item: SHOP-9, at")
    )
    assert faults_of(text)


def test_what_breaks_off_at_the_end_is_a_fault_of_the_last_line():
    text = TEXT.rstrip("\n") + "\n0"
    (fault,) = faults_of(text)
    assert (fault.code, fault.line) == ("syntax", text.count("\n") + 1)


@settings(deadline=None, max_examples=int(os.environ.get("IEUM_EXAMPLES", "150")))
@given(st.data())
def test_no_text_whatever_gets_anything_but_faults(data):
    lines = TEXT.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        what = data.draw(st.sampled_from(["drop", "double", "cut", "insert", "indent"]))
        line = lines[place]
        if what == "drop":
            lines[place] = ""
        elif what == "double":
            lines.insert(place, line)
        elif what == "cut":
            lines[place] = line[: data.draw(st.integers(0, len(line)))]
        elif what == "indent":
            lines[place] = "  " + line
        else:
            lines[place] = line + data.draw(st.text(max_size=8))
    text = "\n".join(lines)
    assert all(1 <= fault.line <= text.count("\n") + 1 for fault in faults_of(text))
