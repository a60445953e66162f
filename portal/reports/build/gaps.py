"""The three biggest gaps, and the answers that caused each."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.scoring import ItemGap, ModuleGap, attainable, biggest
from assessments.scoring.gaps import BASIS_POINTS
from core.web.naming import domain_name
from portal.reports.build.areas import area_of
from portal.reports.build.basis import Basis
from portal.reports.build.steps import chosen_words, first_step, step_of, total
from portal.reports.build.wording import exact, number, said, scaled
from portal.reports.content import Cause, Gap

CAUSES = 3
DOMAINS = 4


def gaps_of(basis: Basis) -> tuple[Gap, ...]:
    """At most three modules, the most missing points first, each with its three heaviest answers."""
    return tuple(_gap(basis, gap) for gap in biggest(basis.outcome))


def _gap(basis: Basis, gap: ModuleGap) -> Gap:
    node = basis.framework.nodes[gap.code]
    causes = gap.causes[:CAUSES]
    steps = [step for cause in causes if (step := step_of(basis, cause))]
    lifted = basis.rescored({step.item.code: step.choices for step in steps})
    items = [basis.framework.items[cause.code] for cause in causes]
    domains = dict.fromkeys(domain for item in items for domain in item.domains)
    return Gap(
        code=gap.code,
        title=said(node.title),
        area_title=said(area_of(basis, gap.code).title),
        score=exact(basis.outcome.nodes[gap.code].score),
        maximum=exact(attainable(node)[1]) or Decimal(0),
        lost_points=exact(gap.gap) or Decimal(0),
        lift=exact(total(lifted) - total(basis.outcome)) or Decimal(0),
        sentence=_sentence(gap, attainable(basis.framework.tree)[1]),
        why_it_matters=said(items[0].why),
        causes=tuple(_cause(basis, cause) for cause in causes),
        domains=tuple(domain_name(domain) for domain in list(domains)[:DOMAINS]),
    )


def _sentence(gap: ModuleGap, maximum: Fraction) -> str:
    return _("%(points)s points are missing here: %(share)s%% of all that is missing.") % {
        "points": scaled(gap.gap, maximum),
        "share": number(Decimal(gap.share * 100) / BASIS_POINTS, 0),
    }


def _cause(basis: Basis, gap: ItemGap) -> Cause:
    item = basis.framework.items[gap.code]
    outcome = basis.outcome.items[gap.code]
    return Cause(
        code=item.code,
        title=said(item.title),
        question=said(item.question),
        chosen=chosen_words(item, gap.choices) or non_answer(outcome.state),
        points="–" if outcome.points is None else number(outcome.points),
        next_step=first_step(item, gap.choices)
        or _("Find out how it is done today, and answer the question."),
    )


def non_answer(state: str) -> str:
    """The words for an item that has no choice."""
    return {
        "dont_know": _("I do not know"),
        "not_applicable": _("Does not apply"),
        "not_started": _("Not answered"),
        "not_asked": _("Not asked"),
    }.get(state, "")
