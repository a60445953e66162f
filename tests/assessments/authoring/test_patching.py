"""A document changed part by part keeps everything else letter by letter."""

import difflib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.authoring import Unpatchable, part_at, part_of, parts_of, rewritten
from assessments.scoring import load

SHIPPED = Path("assessments/frameworks/kr-smart-factory.yaml").read_text("utf-8")
EXAMPLES = sorted(Path("assessments/frameworks").rglob("*.yaml"))
SMALL = """\
# Written by hand.
schema: ieum.framework/1
languages: [ko, en]
title: {ko: 작은 진단, en: Small}   # the name
scale: &scale
  - {code: "0", points: "0", label: {ko: 아니오, en: "No"}}
tree:
  code: TOTAL
  children:
    - code: A
      title: {ko: 설비, en: Machines}
      why: >
        so that
        we know
      choices: *scale
    - {code: B, title: {ko: 사람, en: People}, dont_know: true}
    # the last one
    - code: C
      title:
        ko: 자료
        en: Data
      minutes: 5
      choices:
        - code: x
          points: "1"
          label: {ko: 가, en: a}
"""


def _changed(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


def test_one_text_changes_one_line() -> None:
    part = part_of(SHIPPED, "item", "STR1-01")
    assert part is not None
    title = {"ko": "이끄는 사람", "en": part.data["title"]["en"]}
    after = rewritten(SHIPPED, part, {**part.data, "title": title})
    assert _changed(SHIPPED, after) == [
        '-              title: {ko: "리더십", en: "Leadership"}',
        '+              title: {ko: "이끄는 사람", en: "Leadership"}',
    ]
    assert load(after, name="x").items["STR1-01"].title.ko == "이끄는 사람"


def test_what_says_the_same_is_not_written_anew() -> None:
    for part in parts_of(SHIPPED):
        assert rewritten(SHIPPED, part, dict(part.data)) is SHIPPED


def test_a_new_choice_a_new_key_and_a_key_less() -> None:
    part = part_of(SHIPPED, "item", "STR1-01")
    assert part is not None
    more = {"code": "9", "points": "9", "label": {"ko": "더", "en": "More"}}
    data = {key: value for key, value in part.data.items() if key != "why"}
    data |= {"at_most": "9", "kind": "multiple", "choices": [*part.data["choices"], more]}
    after = part_of(rewritten(SHIPPED, part, data), "item", "STR1-01")
    assert after is not None
    assert after.data == data


def test_values_that_places_share_are_left_to_their_author() -> None:
    part = part_of(SMALL, "item", "A")
    assert part is not None
    assert part.locked == {"choices"}
    choices = [{"code": "0", "points": "5", "label": {"ko": "아니오", "en": "No"}}]
    with pytest.raises(Unpatchable):
        rewritten(SMALL, part, {**part.data, "choices": choices})
    after = rewritten(SMALL, part, {**part.data, "why": "다른 말: # 그대로"})
    assert 'why: "다른 말: # 그대로"' in after
    assert "choices: *scale" in after


def test_hand_written_layouts_stay() -> None:
    part = part_of(SMALL, "item", "C")
    assert part is not None
    data = {**part.data, "title": {"ko": "기록", "en": "Data"}, "minutes": 7, "weight": "2"}
    after = rewritten(SMALL, part, data)
    assert _changed(SMALL, after) == [
        "-        ko: 자료",
        '+        ko: "기록"',
        "-      minutes: 5",
        "+      minutes: 7",
        '+      weight: "2"',
    ]
    one = part_of(after, "item", "B")
    assert one is not None
    after = rewritten(after, one, {**one.data, "weight": "3"})
    assert '- {code: "B", title: {ko: "사람", en: "People"}, dont_know: true, weight: "3"}' in after
    assert "    # the last one\n" in after


def test_the_first_key_beside_a_dash_is_not_taken_away() -> None:
    text = SMALL.replace("- code: C\n      title:", "- dont_know: false\n      code: C\n      title:")
    part = part_of(text, "item", "C")
    assert part is not None
    with pytest.raises(Unpatchable):
        rewritten(text, part, {key: value for key, value in part.data.items() if key != "dont_know"})


def test_a_faults_path_leads_to_its_part() -> None:
    found = part_at(SMALL, "tree.children[2].choices[0].label")
    assert found is not None
    assert (found.kind, found.code, found.line) == ("item", "C", 18)
    assert part_at(SMALL, "tree.children[20]").code == "TOTAL"  # type: ignore[union-attr]
    assert part_at(SMALL, "title.ko").kind == "head"  # type: ignore[union-attr]
    assert part_at(SMALL, "policies") is None


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.sampled_from(["A", "B", "C"]))
def test_any_text_comes_back_as_it_was_typed(typed: str, code: str) -> None:
    part = part_of(SMALL, "item", code)
    assert part is not None
    data = {**part.data, "title": {"ko": typed, "en": "x"}, "question": {"ko": typed, "en": "y"}}
    after = part_of(rewritten(SMALL, part, data), "item", code)
    assert after is not None
    assert after.data == data


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_part_of_every_document_can_be_changed(path: Path) -> None:
    source = path.read_text("utf-8")
    for part in parts_of(source)[:6]:
        if "title" in part.data and "title" not in part.locked:
            title = dict.fromkeys(part.languages, "새 이름")
            after = part_of(rewritten(source, part, {**part.data, "title": title}), part.kind, part.code)
            assert after is not None
            assert after.data["title"] == title
