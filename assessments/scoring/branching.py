"""Which items are asked, given the answers so far, and how far the answering has come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assessments.scoring.answers import DONT_KNOW, NOT_APPLICABLE, Answers
from assessments.scoring.conditions import AnyOf, AtLeast, Condition, Either, Every, Negation, atoms
from assessments.scoring.framework import Framework

Answered = Callable[[str], "str | Sequence[str] | None"]
Predicate = Callable[[Answered], bool]


@dataclass(frozen=True, slots=True)
class Branching:
    """The conditions of a framework, ready to be asked; each after those it depends on."""

    rules: tuple[tuple[str, Predicate], ...]

    def not_asked(self, answers: Answers) -> frozenset[str]:
        """The items whose condition does not hold. The answer of an item not asked counts for nothing."""
        hidden: set[str] = set()

        def answered(code: str) -> str | Sequence[str] | None:
            return None if code in hidden else answers.get(code)

        for code, holds in self.rules:
            if not holds(answered):
                hidden.add(code)
        return frozenset(hidden)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many items are asked, and how many of them have which answer."""

    asked: int
    answered: int
    not_applicable: int
    dont_know: int
    unanswered: tuple[str, ...]

    @property
    def applicable(self) -> int:
        """Items asked that were not said to be not applicable."""
        return self.asked - self.not_applicable

    @property
    def answered_applicable(self) -> int:
        """Applicable items with an answer ("don't know" is one)."""
        return self.answered - self.not_applicable

    @property
    def is_complete(self) -> bool:
        """Whether every item asked has an answer."""
        return self.answered == self.asked


def branching(framework: Framework) -> Branching:
    """The framework's conditions, prepared once."""
    return framework.derived(_prepare)


def asked(framework: Framework, answers: Answers) -> frozenset[str]:
    """The codes of the items that are asked, given these answers."""
    return frozenset(framework.items) - branching(framework).not_asked(answers)


def asked_in_order(framework: Framework, answers: Answers) -> tuple[str, ...]:
    """The codes of the items that are asked, in the order of the document."""
    hidden = branching(framework).not_asked(answers)
    return tuple(code for code in framework.items if code not in hidden)


def progress(framework: Framework, answers: Answers) -> Progress:
    """How far the answering has come; answers of items not asked are not counted."""
    codes = asked_in_order(framework, answers)
    given = [answers[code] for code in codes if code in answers]
    return Progress(
        asked=len(codes),
        answered=len(given),
        not_applicable=sum(answer == NOT_APPLICABLE for answer in given),
        dont_know=sum(answer == DONT_KNOW for answer in given),
        unanswered=tuple(code for code in codes if code not in answers),
    )


def _prepare(framework: Framework) -> Branching:
    ordered: list[str] = []

    def put(code: str) -> None:
        condition = framework.items[code].ask_when
        if condition is None or code in ordered:
            return
        for atom in atoms(condition):
            put(atom.item)
        ordered.append(code)

    for code in framework.items:
        put(code)
    conditions = ((code, framework.items[code].ask_when) for code in ordered)
    return Branching(tuple((code, predicate(c, framework)) for code, c in conditions if c is not None))


def predicate(condition: Condition, framework: Framework) -> Predicate:
    """The condition, ready to be asked of answers; an item without an answer meets no condition on it."""
    match condition:
        case AnyOf():
            return _accepts(condition.item, frozenset(condition.choices))
        case AtLeast():
            codes = [choice.code for choice in framework.items[condition.item].choices]
            return _accepts(condition.item, frozenset(codes[codes.index(condition.choice) :]))
        case Every():
            every = [predicate(part, framework) for part in condition.parts]
            return lambda answered: all(part(answered) for part in every)
        case Either():
            either = [predicate(part, framework) for part in condition.parts]
            return lambda answered: any(part(answered) for part in either)
        case Negation():
            inner = predicate(condition.part, framework)
            return lambda answered: not inner(answered)


def _accepts(item: str, accepted: frozenset[str]) -> Predicate:
    def holds(answered: Answered) -> bool:
        answer = answered(item)
        if answer is None:
            return False
        if isinstance(answer, str):
            return answer in accepted
        return not accepted.isdisjoint(answer)

    return holds
