"""Answers carried over: from another framework by `maps_from`, from an older version by what stayed."""

from collections.abc import Mapping

from assessments.scoring.answers import Answer, Answers, check
from assessments.scoring.faults import AnswerFaults
from assessments.scoring.framework import Framework
from assessments.scoring.succession import succession


def carried(framework: Framework, *, source: str, answers: Answers) -> dict[str, Answer]:
    """What the answers to the framework with the code `source` already say about this one.

    An answer carries over with the same choice code; one that does not fit the item here is left out.
    """
    found: dict[str, Answer] = {}
    for item in framework.items.values():
        origin = item.maps_from
        if origin is None or origin.framework != source or origin.item not in answers:
            continue
        try:
            found.update(check(framework, {item.code: answers[origin.item]}))
        except AnswerFaults:
            continue
    return found


def carried_from(old: Framework, answers: Mapping[str, Answer], new: Framework) -> dict[str, Answer]:
    """What answers to `old` say about `new`: another framework, the same version, or a later one."""
    if old.code == new.code:
        return succession(old, new).carried(answers)
    return carried(new, source=old.code, answers=answers)


def origin_of(old: Framework, new: Framework, code: str) -> str:
    """The item of `old` whose answer the item `code` of `new` takes over; empty when there is none."""
    if old.code == new.code:
        source = succession(old, new).sources.get(code)
        return source.item if source else ""
    origin = new.items[code].maps_from
    return origin.item if origin and origin.framework == old.code else ""
