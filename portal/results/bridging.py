"""Two results of two versions of one diagnostic: both scores, and what lies between them."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.documents import framework_of
from assessments.models import Result
from assessments.outcomes import outcome_of
from assessments.scoring import Bridge, Crossing, Framework, bridge
from assessments.scoring.number import shown
from assessments.views.wording import answer_text, text
from core.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two results."""

    result: Result
    version: str
    score: str
    level: str
    tier: str


@dataclass(frozen=True, slots=True)
class CrossingView:
    """A question that did not stay as it was: what became of it, and both answers in words."""

    code: str
    title: str
    what: str
    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class BridgeView:
    """The way between two results; `headline` is empty where one of them has no score."""

    old: Side
    new: Side
    headline: str
    questions: str
    rules: str
    answers: str
    difference: str
    kept: int
    crossings: tuple[CrossingView, ...]

    @property
    def sides(self) -> tuple[Side, Side]:
        """Old and new."""
        return self.old, self.new


def result_before(result: Result, by: Actor) -> Result | None:
    """The last result before this one of the same plant with another version of the same diagnostic, as far
    as `by` may see it (one query)."""
    return (
        Result.objects.visible_to(by)
        .filter(
            organisation_id=result.organisation_id,
            framework__code=result.framework.code,
            sigungu=result.sigungu,
            plant_name=result.plant_name,
            submitted_at__lt=result.submitted_at,
        )
        .exclude(framework_id=result.framework_id)
        .select_related("framework")
        .defer("framework__document", "framework__source")
        .order_by("-submitted_at")
        .first()
    )


def bridge_view(old: Result, new: Result) -> BridgeView:
    """Both results and the exact parts of their difference, in the reader's language."""
    first, last = framework_of(old.framework), framework_of(new.framework)
    found = bridge(first, old.answers, last, new.answers)
    return BridgeView(
        old=_side(old, first),
        new=_side(new, last),
        headline=_headline(found) if found else "",
        questions=_signed(found.questions) if found else "",
        rules=_signed(found.rules) if found else "",
        answers=_signed(found.answers) if found else "",
        difference=_signed(found.new - found.old) if found else "",
        kept=found.count("kept") if found else 0,
        crossings=tuple(
            _crossing(first, last, each) for each in (found.crossings if found else ()) if each.fate != "kept"
        ),
    )


def _side(result: Result, framework: Framework) -> Side:
    outcome = outcome_of(result)
    level = outcome.level
    return Side(
        result=result,
        version=framework.version,
        score="" if outcome.exact is None else _number(outcome.exact),
        level=f"{_('Level %(level)s') % {'level': level.level}} {text(level.title)}" if level else "",
        tier=text(outcome.tier.title) if outcome.tier else "",
    )


def _headline(found: Bridge) -> str:
    said = _("The score is the same in both versions: %(new)s.")
    if found.new > found.old:
        said = _("From %(old)s to %(new)s: the score rose by %(difference)s.")
    elif found.new < found.old:
        said = _("From %(old)s to %(new)s: the score fell by %(difference)s.")
    difference = _number(abs(found.new - found.old))
    return said % {"old": _number(found.old), "new": _number(found.new), "difference": difference}


def _crossing(old: Framework, new: Framework, each: Crossing) -> CrossingView:
    item = new.items[each.new] if each.new else old.items[each.old]
    what = {
        "changed": _("Other answer"),
        "anew": _("Asked again"),
        "added": _("New question"),
        "removed": _("No longer asked"),
    }[each.fate]
    return CrossingView(
        code=item.code,
        title=text(item.title),
        what=what,
        question=text(item.question),
        before=answer_text(old.items[each.old], each.before) if each.old else "",
        after=answer_text(new.items[each.new], each.after) if each.new else "",
    )


def _number(value: Fraction) -> str:
    """With the digits it has, at most three."""
    return f"{shown(value, 3):,}"


def _signed(value: Fraction) -> str:
    written = _number(abs(value))
    return f"+{written}" if value > 0 else f"−{written}" if value < 0 else written
