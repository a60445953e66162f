"""Support fitted to the result: its group, the group's tracks, and why."""

from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.benchmark import maxima_of
from assessments.models import SupportRules
from assessments.scoring.framework import Framework
from assessments.support import FAIR, STRONG, WEAK, Check, Placed, Rules, TrackCheck, measures_of, place
from portal.reports.build.basis import Basis
from portal.reports.build.wording import missed, number, said, scaled
from portal.reports.support import Support, SupportTrack


def group_title(group: str | None) -> str:
    """The group in words; empty without one."""
    return {WEAK: _("weak"), FAIR: _("fair"), STRONG: _("strong")}.get(group or "", "")  # type: ignore[call-overload,no-any-return]


def support_of(basis: Basis, row: SupportRules | None) -> Support | None:
    """What the rules that placed the result say of it; None for a result from before the rules."""
    if row is None:
        return None
    rules = row.rules()
    measures = measures_of(basis.outcome)
    placed = place(rules, measures)
    return Support(
        version=row.version,
        group=placed.group or "",
        group_title=group_title(placed.group),
        why=_why(rules, placed, measures.total, basis.framework),
        tracks=tuple(track_of(each, basis.framework) for each in placed.tracks),
        notice=_("Example rules"),
        source=said(rules.source),
        range_sentence=_range(placed),
        onward=_onward(placed),
    )


def track_of(each: TrackCheck, framework: Framework, *, is_of_group: bool = True) -> SupportTrack:
    """A track in words, with every condition beside what the plant has; open only to a plant of its group."""
    return SupportTrack(
        code=each.track.code,
        title=said(each.track.title),
        about=said(each.track.about),
        is_open=is_of_group and each.is_open,
        conditions=tuple(condition(check, framework) for check in each.checks),
    )


def condition(check: Check, framework: Framework) -> str:
    """ "정보시스템·자동화 3점 이상: 지금 2.41점"; an area the diagnostic does not have goes by its code."""
    code, least = check.need.measure, check.need.at_least
    node = framework.nodes.get(code)
    area = said(node.title) if node else code
    maximum = maxima_of(framework).get(code, Fraction(5))
    if check.value is None:
        return _("%(area)s at least %(least)s: no score yet") % {
            "area": area,
            "least": scaled(least, maximum),
        }
    value = scaled(check.value, maximum) if check.is_met else missed(check.value, least, maximum)
    words = {"area": area, "least": scaled(least, maximum), "value": value}
    if check.is_met:
        return _("%(area)s at least %(least)s: it has %(value)s, met") % words
    return _("%(area)s at least %(least)s: it has %(value)s, not yet met") % words


def _why(rules: Rules, placed: Placed, total: Fraction | None, framework: Framework) -> str:
    if placed.group is None or total is None:
        return _("Without a score there is no group and no track.")
    maximum = maxima_of(framework)["total"]
    above = total if placed.onward is None else rules.starts(placed.onward.group)
    words = {
        "group": group_title(placed.group),
        "total": missed(total, above, maximum) if placed.onward else scaled(total, maximum),
        "fair": scaled(rules.fair_from, maximum),
        "strong": scaled(rules.strong_from, maximum),
    }
    if placed.group == WEAK:
        return _("The total of %(total)s is below %(fair)s: the group is “%(group)s”.") % words
    if placed.group == STRONG:
        return _("The total of %(total)s is %(strong)s or more: the group is “%(group)s”.") % words
    return (
        _("The total of %(total)s is at least %(fair)s and below %(strong)s: the group is “%(group)s”.")
        % words
    )


def _range(placed: Placed) -> str:
    if placed.low_group == placed.high_group:
        return ""
    words = {"low": group_title(placed.low_group), "high": group_title(placed.high_group)}
    return _("Because of what is not known the group may lie between “%(low)s” and “%(high)s”.") % words


def _onward(placed: Placed) -> str:
    if placed.onward is None:
        return ""
    tenths = -(-placed.onward.points * 10 // 1)  # rounded up: fewer would not be enough
    words = {"points": number(Fraction(tenths, 10)), "group": group_title(placed.onward.group)}
    return _("%(points)s more points in the total lead to the group “%(group)s”.") % words
