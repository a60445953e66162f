"""Every item with its answer, in the order of the framework."""

from portal.reports.build.areas import area_of
from portal.reports.build.basis import Basis
from portal.reports.build.gaps import non_answer
from portal.reports.build.steps import chosen_words
from portal.reports.build.wording import number, said
from portal.reports.content import AnswerLine


def answers_of(basis: Basis) -> tuple[AnswerLine, ...]:
    """One line an item, the non-answers too."""
    return tuple(_line(basis, code) for code in basis.framework.items)


def _line(basis: Basis, code: str) -> AnswerLine:
    item = basis.framework.items[code]
    outcome = basis.outcome.items[code]
    module = basis.framework.parents[code]
    area = area_of(basis, code)
    return AnswerLine(
        code=code,
        title=said(item.title),
        area=area.code,
        area_title=said(area.title),
        module=module.code,
        module_title=said(module.title),
        question=said(item.question),
        chosen=chosen_words(item, outcome.choices) or non_answer(outcome.state),
        points="–" if outcome.points is None else number(outcome.points),
        maximum=number(outcome.maximum),
        state=outcome.state,
    )
