"""The three gaps to close first, why they stand there, and the answers that caused each."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.scoring import ItemGap, ModuleGap, Priority, aim, attainable, conditions, named_gaps
from assessments.scoring.gaps import BASIS_POINTS, gap_sizes
from core.web.naming import domain_name
from portal.reports.build.areas import area_of, strongest
from portal.reports.build.basis import Basis
from portal.reports.build.steps import chosen_words, first_step, step_of, total
from portal.reports.build.wording import exact, level_name, number, said, scaled, with_case
from portal.reports.content import Cause, Gap

CAUSES = 3
DOMAINS = 4


def gaps_of(basis: Basis) -> tuple[Gap, ...]:
    """At most three modules, what bars the next tier first, each with its three heaviest answers.

    The order is that of `assessments.scoring.priorities`; an answer that is good enough for the next tier is
    never among the causes.
    """
    return tuple(_gap(basis, priority) for priority in named_gaps(basis.outcome))


def _gap(basis: Basis, priority: Priority) -> Gap:
    gap = priority.gap
    node = basis.framework.nodes[gap.code]
    causes = priority.causes[:CAUSES]
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
        sentence=_sentence(basis, gap),
        why_it_matters=said(items[0].why),
        causes=tuple(_cause(basis, cause) for cause in causes),
        domains=tuple(domain_name(domain) for domain in list(domains)[:DOMAINS]),
        why_here=_why_here(basis, priority),
    )


def _sentence(basis: Basis, gap: ModuleGap) -> str:
    """What is missing, and of what it is how much: of the points that known answers leave out."""
    most = attainable(basis.framework.tree)[1]
    missing = sum(gap_sizes(basis.outcome).values(), Fraction(0))
    return _(
        "%(points)s points are missing here: %(share)s%% of the %(missing)s that the answers leave out."
    ) % {
        "points": scaled(gap.gap, most),
        "share": number(Decimal(gap.share * 100) / BASIS_POINTS, 0),
        "missing": scaled(missing, most),
    }


def _why_here(basis: Basis, priority: Priority) -> str:
    """Why the gap is named: for the condition it stands under, or for its points."""
    distance = aim(basis.outcome)
    if priority.condition and distance is not None:
        node = basis.framework.nodes[priority.condition]
        tier = distance.tier if basis.outcome.next_tier else None
        goal = said(tier.title) if tier else level_name(distance.level)
        facts = {
            "area": said(node.title),
            "aim": with_case(goal, "으로/로"),
            "least": number(conditions(basis.outcome, distance)[priority.condition], 2),
        }
        return _("It bars the way to %(aim)s: %(area)s needs at least %(least)s points there.") % facts
    best = strongest(basis)
    if best is not None and best == area_of(basis, priority.gap.code).code:
        return _("Its area is the strongest, and still much of the total is missing here.")
    return _("Closing it brings the total nearer to the next tier.") if basis.outcome.next_tier else ""


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
