"""From an old score to a new one under another version: what the questions, the rules and the answers did.

Between the two stand three scores that nobody got, each exact:

    old   the old score
    a     old rules, old answers, only the questions that stayed
    b     new rules, old answers, only the questions that stayed
    c     new rules, new answers, only the questions that stayed
    new   the new score

questions = (a - old) + (new - c), rules = b - a, answers = c - b; together they are new - old, always.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assessments.scoring import number
from assessments.scoring.answers import Answer
from assessments.scoring.engine import score
from assessments.scoring.framework import Framework
from assessments.scoring.ground import as_before, restricted, stayed_of
from assessments.scoring.succession import Succession, succession

Fate = Literal["kept", "changed", "anew", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Crossing:
    """One question on its way: `old` and `new` are its codes, empty where it is not asked.

    `kept`: the same question with the same answer; `changed`: with another answer; `anew`: reworded and
    asked again; `added`, `removed`.
    """

    old: str
    new: str
    fate: Fate
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True, slots=True)
class Bridge:
    """The way from `old` to `new` in points of the totals; `new - old` is the sum of the three parts."""

    old: Fraction
    new: Fraction
    removed: Fraction
    rules: Fraction
    answers: Fraction
    added: Fraction
    crossings: tuple[Crossing, ...]

    @property
    def questions(self) -> Fraction:
        """What the questions did that left, came, or changed."""
        return self.removed + self.added

    def count(self, fate: Fate) -> int:
        """How many questions had this fate."""
        return sum(crossing.fate == fate for crossing in self.crossings)


def bridge(
    old: Framework, old_answers: Mapping[str, Answer], new: Framework, new_answers: Mapping[str, Answer]
) -> Bridge | None:
    """The bridge between two sets of counted answers; None when one of them has no score.

    Where no question stayed, or those that stayed have no score of their own, all is due to the questions.
    """
    first, last = score(old, old_answers).exact, score(new, new_answers).exact
    if first is None or last is None:
        return None
    plan = succession(old, new)
    carried = plan.carried(old_answers)
    stayed = stayed_of(plan, old_answers)
    sources = frozenset(plan.sources[code].item for code in stayed)
    a = _part(old, old_answers, sources)
    b = _part(new, *as_before(plan, stayed, old_answers, new_answers))
    c = _part(new, new_answers, frozenset(stayed))
    if a is None or b is None or c is None:
        a = b = c = first
    return Bridge(
        old=first,
        new=last,
        removed=a - first,
        rules=b - a,
        answers=c - b,
        added=last - c,
        crossings=_crossings(plan, frozenset(stayed), carried, old_answers, new_answers),
    )


def _part(framework: Framework, answers: Mapping[str, Answer], counted: frozenset[str]) -> Fraction | None:
    """The total if only these items were asked; coverage does not matter. None without one."""
    root = restricted(framework, answers, counted).values[-1]
    if not root.score_of:
        return None
    rounding = framework.policies.rounding
    return Fraction(*number.rounded(root.score, root.score_of, rounding.method, rounding.digits))


def _crossings(
    plan: Succession,
    stayed: frozenset[str],
    carried: Mapping[str, Answer],
    old_answers: Mapping[str, Answer],
    new_answers: Mapping[str, Answer],
) -> tuple[Crossing, ...]:
    found = []
    met = set()
    for code in plan.new.items:
        source = plan.sources.get(code)
        old_code = source.item if source else code if code in plan.old.items else ""
        met.add(old_code)
        fate: Fate = "anew" if old_code else "added"
        if code in stayed:
            fate = "kept" if carried.get(code) == new_answers.get(code) else "changed"
        found.append(Crossing(old_code, code, fate, old_answers.get(old_code), new_answers.get(code)))
    for code in plan.old.items:
        if code not in met:
            found.append(Crossing(code, "", "removed", old_answers.get(code), None))
    return tuple(found)
