"""Whether the hints of a document make sense: what they name exists, and some answers raise them, not all."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import prod
from typing import Any

from assessments.scoring.conditions import AnyOf, AtLeast, Condition, Either, Every, atoms
from assessments.scoring.plain import condition_from
from assessments.scoring.reachability import is_known
from assessments.scoring.reading import Reading, join
from assessments.scoring.schema import NON_ANSWERS

MAX_STEPS = 20_000  # beyond so many combinations of choices a hint counts as one that can be raised

Data = dict[str, Any]


def check(data: Data, items: dict[str, Data], reading: Reading) -> None:
    """Add the faults of `data["hints"]` to `reading`; `items` are the items of the document by code."""
    seen: dict[str, int] = {}
    for i, each in enumerate(data.get("hints") or ()):
        if not each:
            continue
        path = join("hints", i)
        code = each.get("code")
        if code in seen:
            _fault(reading, "duplicate-code", join(path, "code"), value=code, first=seen[code])
        elif code is not None:
            seen[code] = reading.lines[join(path, "code")]
        if each.get("when"):
            _when(each["when"], join(path, "when"), items, reading)


def _when(when: Data, path: str, items: dict[str, Data], reading: Reading) -> None:
    spoken = list(_non_answers(when, path))
    for where, value in spoken:
        _fault(reading, "hint-non-answer", where, value=value)
    if not is_known(when, path, items, reading) or spoken:
        return
    condition = condition_from(when)
    named = tuple(dict.fromkeys(atom.item for atom in atoms(condition)))
    if len(named) < 2:
        _fault(reading, "hint-one-item", path)
        return
    answers = [list(_answers(items[code])) for code in named]
    if prod(len(each) for each in answers) > MAX_STEPS:
        return
    outcomes = {
        _holds(condition, dict(zip(named, chosen, strict=True)), items) for chosen in product(*answers)
    }
    if len(outcomes) == 1:
        _fault(reading, "hint-always" if True in outcomes else "hint-never", path)


def _non_answers(data: Any, path: str) -> Iterator[tuple[str, str]]:
    """Where a condition names a non-answer, which raises no hint."""
    if not isinstance(data, dict):
        return
    for key in ("all", "any"):
        for i, part in enumerate(data.get(key) or ()):
            yield from _non_answers(part, join(join(path, key), i))
    yield from _non_answers(data.get("not"), join(path, "not"))
    for i, value in enumerate(data.get("any_of") or ()):
        if value in NON_ANSWERS:
            yield join(join(path, "any_of"), i), value


def _answers(item: Data) -> Iterator[Sequence[str]]:
    """Every choice of an item; of one of several choices also each pair, which is enough for `not`."""
    codes = [choice["code"] for choice in item.get("choices") or () if choice and "code" in choice]
    yield from ((code,) for code in codes)
    if item.get("kind") == "multiple":
        yield from combinations(codes, 2)


def _holds(condition: Condition, answers: dict[str, Sequence[str]], items: dict[str, Data]) -> bool:
    match condition:
        case AnyOf():
            return any(choice in condition.choices for choice in answers[condition.item])
        case AtLeast():
            codes = [choice["code"] for choice in items[condition.item]["choices"]]
            return any(
                codes.index(choice) >= codes.index(condition.choice) for choice in answers[condition.item]
            )
        case Every():
            return all(_holds(part, answers, items) for part in condition.parts)
        case Either():
            return any(_holds(part, answers, items) for part in condition.parts)
        case _:
            return not _holds(condition.part, answers, items)


def _fault(reading: Reading, code: str, path: str, **values: object) -> None:
    reading.faults.add(code, path, reading.lines.get(path, 1), **values)
