"""From the last result of another version to this one."""

from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.documents import framework_of
from assessments.models import Result
from assessments.outcomes import outcome_of
from assessments.scoring import Bridge, Crossing, Framework, bridge
from assessments.scoring.number import shown
from assessments.views.wording import answer_text
from core.web.wording import SEOUL
from portal.reports.bridged import Bridged, Crossed, Side
from portal.reports.build.wording import number, said


def bridge_of(old: Result | None, new: Result) -> Bridged | None:
    """Both results and the exact parts of their difference, in the active language.

    None without an old result, and where one of the two has no score.
    """
    if old is None:
        return None
    first, last = framework_of(old.framework), framework_of(new.framework)
    found = bridge(first, old.answers, last, new.answers)
    if found is None:
        return None
    return Bridged(
        old=_side(old, first, found.old),
        new=_side(new, last, found.new),
        headline=_headline(found),
        questions=shown(found.questions),
        rules=shown(found.rules),
        answers=shown(found.answers),
        difference=shown(found.new - found.old),
        kept=found.count("kept"),
        crossings=tuple(_crossing(first, last, each) for each in found.crossings if each.fate != "kept"),
    )


def _side(result: Result, framework: Framework, score: Fraction) -> Side:
    outcome = outcome_of(result)
    level, tier = outcome.level, outcome.tier
    return Side(
        version=framework.version,
        submitted_on=result.submitted_at.astimezone(SEOUL).date(),
        score=shown(score),
        level=level.level if level else None,
        level_title=said(level.title) if level else "",
        tier_title=said(tier.title) if tier else "",
    )


def _headline(found: Bridge) -> str:
    words = _("The score is the same in both versions: %(new)s.")
    if found.new > found.old:
        words = _("From %(old)s to %(new)s: the score rose by %(difference)s.")
    elif found.new < found.old:
        words = _("From %(old)s to %(new)s: the score fell by %(difference)s.")
    difference = number(abs(found.new - found.old), 3)
    return words % {"old": number(found.old, 3), "new": number(found.new, 3), "difference": difference}


def _crossing(old: Framework, new: Framework, each: Crossing) -> Crossed:
    item = new.items[each.new] if each.new else old.items[each.old]
    what = {
        "changed": _("Other answer"),
        "anew": _("Asked again"),
        "added": _("New question"),
        "removed": _("No longer asked"),
    }[each.fate]
    return Crossed(
        code=item.code,
        title=said(item.title),
        what=what,
        question=said(item.question),
        before=answer_text(old.items[each.old], each.before) if each.old else "",
        after=answer_text(new.items[each.new], each.after) if each.new else "",
    )
