"""Answers that do not go together: asked about, never counted and never blocked. Pure.

A hint holds a condition in the grammar of `ask_when`. It is raised only when every item it names is asked and
answered with a choice: who does not know, or says that it does not apply, contradicts nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.scoring.answers import DONT_KNOW, NOT_APPLICABLE, Answers
from assessments.scoring.branching import Predicate, branching, predicate
from assessments.scoring.conditions import Condition, atoms
from assessments.scoring.framework import Framework, Hint


@dataclass(frozen=True, slots=True)
class _Rule:
    hint: Hint
    items: tuple[str, ...]
    holds: Predicate


def items_of(condition: Condition) -> tuple[str, ...]:
    """The items that a condition names, each once, in the order written."""
    return tuple(dict.fromkeys(atom.item for atom in atoms(condition)))


def hints_raised(framework: Framework, answers: Answers) -> tuple[Hint, ...]:
    """The hints that these answers raise, in the order of the document. Microseconds without any hint."""
    if not framework.hints:
        return ()
    hidden = branching(framework).not_asked(answers)

    def answered(code: str) -> str | Sequence[str] | None:
        return answers.get(code)

    return tuple(
        rule.hint
        for rule in framework.derived(_prepare)
        if all(code not in hidden and _is_choice(answers.get(code)) for code in rule.items)
        and rule.holds(answered)
    )


def _is_choice(answer: str | Sequence[str] | None) -> bool:
    return bool(answer) and answer not in (DONT_KNOW, NOT_APPLICABLE)


def _prepare(framework: Framework) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(hint, items_of(hint.when), predicate(hint.when, framework)) for hint in framework.hints
    )
