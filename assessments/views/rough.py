"""A first idea of the result before it is submitted: for a short diagnostic that a longer one continues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from assessments.change import margin_of, norms_on
from assessments.level_words import CAPABILITY, capability
from assessments.queries import Overview, longer_of
from assessments.scoring import Framework, Level, carried_from, score
from assessments.scoring.attainable import attainable
from assessments.views.wording import text

STEP = 10
"""The ends are shown in tens: single points would say more than a dozen questions know."""


@dataclass(frozen=True, slots=True)
class Rough:
    """Points and levels from `low` to `high` of `most`, and the longer diagnostic that takes the answers.

    `levels` is empty where the points say no level; `meanings` tells of each level in the range, by its name,
    what a plant there does.
    """

    low: int
    high: int
    most: str
    levels: str
    meanings: tuple[tuple[str, str], ...]
    title: str
    questions: int
    carried: int
    url: str


def rough(view: Overview, day: date) -> Rough | None:
    """The rough result of complete answers; None where nothing longer continues them, or they give no score.

    The engine scores what is answered, and nothing of it is stored. The range is what is not known and, on
    either side, the error of one measuring by the norms of the day (docs/change.md).
    """
    framework = view.framework
    norms = norms_on(framework.code, day)
    norm = norms.of(framework.tree.code) if norms else None
    if not view.progress.is_complete or norm is None:
        return None
    longer = longer_of(framework)
    outcome = score(framework, view.answers) if longer else None
    if longer is None or outcome is None or outcome.score is None:
        return None
    margin, most = margin_of(norm), attainable(framework.tree)[1]
    low = max(Fraction(0), Fraction(outcome.low or outcome.score) - margin)
    high = min(most, Fraction(outcome.high or outcome.score) + margin)
    spanned = _levels(framework, low, high)
    named = dict.fromkeys(text(each.title) for each in (*spanned[:1], *spanned[-1:]))
    return Rough(
        low=int(low // STEP * STEP),
        high=int(-(-high // STEP) * STEP),
        most=f"{int(most):,}",
        levels=" ~ ".join(name for name in named if name),
        meanings=_meanings(framework, spanned),
        title=text(longer.framework.title),
        questions=longer.questions,
        carried=len(carried_from(framework, view.answers, longer.framework)),
        url=f"{reverse('assessments:start')}?{urlencode({'framework': longer.code})}",
    )


def _levels(framework: Framework, low: Fraction, high: Fraction) -> Sequence[Level]:
    """The levels whose points lie between the two, whatever else they need."""
    scheme = framework.scheme()
    bounds = scheme.bounds if scheme else ()
    first = sum(each.start <= low for each in bounds)
    return bounds[max(first - 1, 0) : sum(each.start <= high for each in bounds)]


def _meanings(framework: Framework, levels: Sequence[Level]) -> tuple[tuple[str, str], ...]:
    scheme = framework.scheme()
    if scheme is None or scheme.code != CAPABILITY:
        return ()
    told = ((_("Level %(level)s") % {"level": each.level}, each) for each in levels)
    return tuple((f"{name} {text(each.title)}", capability(each.level)) for name, each in told)
