"""Answers carried over from another framework, by the `maps_from` of each item."""

from assessments.scoring.answers import Answer, Answers, check
from assessments.scoring.faults import AnswerFaults
from assessments.scoring.framework import Framework


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
