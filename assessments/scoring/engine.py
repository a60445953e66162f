"""The score of one set of answers: exact, deterministic, the same for every framework."""

from assessments.scoring.answers import Answers
from assessments.scoring.compiled import compiled
from assessments.scoring.framework import Framework
from assessments.scoring.outcome import Outcome
from assessments.scoring.total import total_of


def score(framework: Framework, answers: Answers, *, scheme: str | None = None) -> Outcome:
    """The outcome of `answers` (checked ones; an absent item was not started) under one scheme of levels.

    `scheme` is the code of a scheme of the framework, its default one for None; KeyError for an unknown
    one. Raises InvalidAnswer for an answer that does not fit. Self-assessed and verified scores are two
    calls with two sets of answers.
    """
    prepared = compiled(framework)
    chosen = framework.scheme(scheme)
    entries = prepared.entries(answers)
    slots = tuple([entry.slot for entry in entries])
    values = prepared.values(entries, slots)
    total = total_of(prepared, values, chosen)
    return Outcome(framework, chosen, total, slots, tuple(values))
