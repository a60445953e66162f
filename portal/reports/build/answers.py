"""Every item with its answer, in the order of the framework."""

from assessments.models import VerifiedResult
from portal.reports.build.areas import area_of
from portal.reports.build.basis import Basis
from portal.reports.build.evidence import Shown, proof_of
from portal.reports.build.gaps import non_answer
from portal.reports.build.steps import chosen_words
from portal.reports.build.wording import number, said
from portal.reports.content import AnswerLine


def answers_of(
    basis: Basis, shown: Shown | None = None, verified: VerifiedResult | None = None
) -> tuple[AnswerLine, ...]:
    """One line an item, the non-answers too; with how well it is shown, as far as that is known."""
    return tuple(_line(basis, code, shown, verified) for code in basis.framework.items)


def _line(basis: Basis, code: str, shown: Shown | None, verified: VerifiedResult | None) -> AnswerLine:
    item = basis.framework.items[code]
    outcome = basis.outcome.items[code]
    module = basis.framework.parents[code]
    area = area_of(basis, code)
    proof = proof_of(code, shown, verified) if code in basis.answers else None
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
        proof=proof.value if proof else "",
        proof_title=str(proof.label) if proof else "",
        files=shown.files.get(code) if shown else None,
    )
