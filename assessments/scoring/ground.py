"""What two results have in common: the questions that stayed, under the rules of the newer version.

A comparison over time must not show what only a new questionnaire did. So both sets of answers are scored by
one version, and only the questions that stayed the same count.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assessments.scoring.answers import Answer
from assessments.scoring.branching import asked
from assessments.scoring.compiled import compiled
from assessments.scoring.framework import Framework
from assessments.scoring.leaf import NOTHING_ASKED
from assessments.scoring.outcome import Outcome
from assessments.scoring.succession import Succession, succession
from assessments.scoring.total import total_of

Apart = Literal["other_framework", "too_little"]
"""Why two results cannot be compared: another diagnostic, or too few questions that stayed."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Two results made comparable: `before` and `after` under the newer version.

    `stayed` of `of` questions count. `apart` says why there is no comparison, then there are no outcomes.
    """

    before: Outcome | None
    after: Outcome | None
    stayed: int
    of: int
    apart: Apart | None = None


def common_ground(
    old: Framework, old_answers: Mapping[str, Answer], new: Framework, new_answers: Mapping[str, Answer]
) -> Ground:
    """Both sets of counted answers on common ground.

    The questions that stayed have to be the newer version's minimum coverage of those asked, in both.
    """
    then, now = asked(old, old_answers), asked(new, new_answers)
    if old.code != new.code:
        return Ground(None, None, 0, len(now), "other_framework")
    plan = succession(old, new)
    stayed = stayed_of(plan, old_answers)
    count = sum(code in now for code in stayed)
    before = {plan.sources[code].item for code in stayed}
    shares = (Fraction(count, len(now) or 1), Fraction(len(before & then), len(then) or 1))
    if min(shares) < new.policies.minimum_coverage:
        return Ground(None, None, count, len(now), "too_little")
    return Ground(
        before=restricted(new, *as_before(plan, stayed, old_answers, new_answers)),
        after=restricted(new, new_answers, frozenset(stayed)),
        stayed=count,
        of=len(now),
    )


def stayed_of(plan: Succession, old_answers: Mapping[str, Answer]) -> list[str]:
    """The new items whose question stayed and whose old answer, if there was one, still fits."""
    carried = plan.carried(old_answers)
    return [
        code for code, source in plan.sources.items() if code in carried or source.item not in old_answers
    ]


def as_before(
    plan: Succession,
    stayed: Collection[str],
    old_answers: Mapping[str, Answer],
    new_answers: Mapping[str, Answer],
) -> tuple[dict[str, Answer], frozenset[str]]:
    """The answers to the new version as if nobody had answered differently, and the items that count then:
    those that stayed and were asked before. Answers to other items only decide what is asked."""
    carried = plan.carried(old_answers)
    answers = {code: value for code, value in new_answers.items() if code not in stayed}
    answers |= {code: carried[code] for code in stayed if code in carried}
    were_asked = asked(plan.old, old_answers)
    return answers, frozenset(
        code for code in stayed if code in carried or plan.sources[code].item in were_asked
    )


def restricted(framework: Framework, answers: Mapping[str, Answer], counted: frozenset[str]) -> Outcome:
    """The outcome as if only the counted items were asked."""
    prepared = compiled(framework)
    entries = prepared.entries(answers)
    for code, place in prepared.item_places.items():
        if code not in counted:
            entries[place] = NOTHING_ASKED
    slots = tuple(entry.slot for entry in entries)
    values = prepared.values(entries, slots)
    scheme = framework.scheme(None)
    return Outcome(framework, scheme, total_of(prepared, values, scheme), slots, tuple(values))
