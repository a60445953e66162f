"""Answers to a framework's items: read from JSON or from a mapping, with every fault named."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from assessments.scoring import jsonfile, marked
from assessments.scoring.faults import AnswerFaults, FaultList
from assessments.scoring.framework import Framework, Item
from assessments.scoring.messages import FOUND
from assessments.scoring.reading import found, hint, join

NOT_APPLICABLE = "not_applicable"
DONT_KNOW = "dont_know"

Answer: TypeAlias = str | tuple[str, ...]
"""A choice code, NOT_APPLICABLE or DONT_KNOW; for a multiple item the ticked codes in document order."""

Answers: TypeAlias = Mapping[str, str | Sequence[str]]
"""Answers by item code; an absent item was not started."""


def parse(text: str, framework: Framework, *, name: str) -> dict[str, Answer]:
    """The answers in an answers file (JSON); `name` is the file named in faults.

    Raises AnswerFaults with everything that is wrong, each with file, path and line.
    """
    faults = FaultList(name)
    node = jsonfile.read(text, faults)
    answers: dict[str, Answer] = {}
    if isinstance(node, marked.Mapping):
        answers = _file(node, framework, faults)
    elif node is not None:
        faults.add("not-mapping", "", node.line, **found(node))
    if faults:
        raise AnswerFaults(faults.faults)
    return answers


def check(framework: Framework, answers: Mapping[str, object], *, name: str = "answers") -> dict[str, Answer]:
    """The same answers in canonical form, checked against the framework; AnswerFaults (line 1) otherwise."""
    faults = FaultList(name)
    checked: dict[str, Answer] = {}
    for code, value in answers.items():
        item = framework.items.get(code)
        if item is None:
            faults.add("unknown-item", str(code), 1, value=code, **hint(str(code), list(framework.items)))
        elif (answer := _plain(item, value, code, faults)) is not None:
            checked[code] = answer
    if faults:
        raise AnswerFaults(faults.faults)
    return checked


def dump(framework: Framework, answers: Answers) -> str:
    """An answers file (JSON) that `parse` reads back; items in document order."""
    kept = {
        code: value if isinstance(value, str) else list(value)
        for code in framework.items
        if (value := answers.get(code)) is not None
    }
    content = {"framework": framework.code, "version": framework.version, "answers": kept}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _file(node: marked.Mapping, framework: Framework, faults: FaultList) -> dict[str, Answer]:
    keys = ["framework", "version", "answers"]
    for key, line in node.repeated:
        faults.add("duplicate-key", key, line, key=key)
    for key in node.entries:
        if key not in keys:
            faults.add("unknown-key", key, node.lines[key], key=key, **hint(key, keys))
    for key in keys:
        if key not in node.entries:
            faults.add("missing-key", "", node.line, key=key)
    for key, code, expected in (
        ("framework", "unknown-framework", framework.code),
        ("version", "unknown-version", framework.version),
    ):
        value = node.entries.get(key)
        if value is None:
            continue
        if not isinstance(value, marked.Scalar) or value.kind != "str":
            faults.add("not-text", key, value.line, **found(value))
        elif value.text != expected:
            faults.add(code, key, value.line, value=value.text[:60], expected=expected)
    given = node.entries.get("answers")
    if given is None:
        return {}
    if not isinstance(given, marked.Mapping):
        faults.add("not-mapping", "answers", given.line, **found(given))
        return {}
    return _answers(given, framework, faults)


def _answers(node: marked.Mapping, framework: Framework, faults: FaultList) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for code, line in node.repeated:
        faults.add("duplicate-key", join("answers", code), line, key=code)
    for code, value in node.entries.items():
        if faults.is_full:
            break
        path = join("answers", code)
        item = framework.items.get(code)
        if item is None:
            line = node.lines[code]
            faults.add("unknown-item", path, line, value=code[:60], **hint(code, list(framework.items)))
        elif isinstance(value, marked.Scalar) and value.kind == "str":
            answer = _one(item, value.text, path, value.line, faults)
            if answer is not None:
                answers[code] = answer
        elif isinstance(value, marked.Sequence):
            codes = [
                (v.text, v.line) for v in value.items if isinstance(v, marked.Scalar) and v.kind == "str"
            ]
            if len(codes) != len(value.items):
                faults.add("answer-shape", path, value.line, **found(value))
            elif (ticked := _several(item, codes, path, value.line, faults)) is not None:
                answers[code] = ticked
        else:
            faults.add("answer-shape", path, value.line, **found(value))
    return answers


def _plain(item: Item, value: object, path: str, faults: FaultList) -> Answer | None:
    if isinstance(value, str):
        return _one(item, value, path, 1, faults)
    if isinstance(value, list | tuple) and all(isinstance(code, str) for code in value):
        return _several(item, [(code, 1) for code in value], path, 1, faults)
    english, korean = FOUND.get(
        type(value).__name__, FOUND["null"] if value is None else ("another value", "다른 값")
    )
    faults.add("answer-shape", path, 1, found=english, found_ko=korean)
    return None


def _one(item: Item, value: str, path: str, line: int, faults: FaultList) -> Answer | None:
    if value in (NOT_APPLICABLE, DONT_KNOW):
        allowed = item.not_applicable if value == NOT_APPLICABLE else item.dont_know
        if not allowed:
            code = "not-applicable-refused" if value == NOT_APPLICABLE else "dont-know-refused"
            faults.add(code, path, line, item=item.code)
            return None
        return value
    if item.kind == "multiple":
        return _several(item, [(value, line)], path, line, faults)
    codes = [choice.code for choice in item.choices]
    if value not in codes:
        faults.add("unknown-choice", path, line, item=item.code, value=value[:60], **hint(value, codes))
        return None
    return value


def _several(
    item: Item, ticked: list[tuple[str, int]], path: str, line: int, faults: FaultList
) -> tuple[str, ...] | None:
    if item.kind == "single":
        faults.add("one-choice", path, line, item=item.code)
        return None
    codes = [choice.code for choice in item.choices]
    exclusive = [choice.code for choice in item.choices if choice.exclusive]
    before = len(faults.faults)
    given: set[str] = set()
    for value, at in ticked:
        if value not in codes:
            faults.add("unknown-choice", path, at, item=item.code, value=value[:60], **hint(value, codes))
        elif value in given:
            faults.add("repeated", path, at, value=value)
        given.add(value)
    if len(given) > 1:
        for value in exclusive:
            if value in given:
                faults.add("exclusive-choice", path, line, item=item.code, value=value)
    if not given and exclusive:
        faults.add("nothing-ticked", path, line, item=item.code, choice=exclusive[0])
    if len(faults.faults) > before:
        return None
    return tuple(code for code in codes if code in given)
