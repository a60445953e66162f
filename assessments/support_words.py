"""Groups, and what rules would change, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from assessments.support import FAIR, GROUPS, STRONG, WEAK, Rules, Shift

FEW = 5
"""Below so many results a number is not told: nobody is to be found by moving a bound."""
ENOUGH = 20
"""From so many results on an empty group says something about the rules."""
MANY = 25
"""Above so many percent a change of groups is pointed out."""


@dataclass(frozen=True, slots=True)
class CountLine:
    """A group or a track: how many results before and after, in words."""

    title: str
    before: str
    after: str
    difference: str = "—"
    is_track: bool = False


def group_word(group: str) -> str:
    """The group in words; without one, so."""
    return {WEAK: _("weak"), FAIR: _("fair"), STRONG: _("strong")}.get(group, _("no group"))  # type: ignore[call-overload,no-any-return]


def count_lines(found: Shift, after: Rules, before: Rules | None) -> list[CountLine]:
    """How many of the results fall where, before and after: groups, then tracks."""
    lines = [
        _line(group_word(group), found.before(group) if before else None, found.after(group))
        for group in (*reversed(GROUPS), "")
    ]
    tracks: dict[str, str] = {}
    for rules in (before, after):
        tracks |= {
            track.code: track.title.of(get_language() or "ko") for track in (rules.tracks if rules else ())
        }
    had, have = _codes(before), _codes(after)
    return lines + [
        _line(
            title,
            found.tracks_before.get(code, 0) if code in had else None,
            found.tracks_after.get(code, 0) if code in have else None,
            is_track=True,
        )
        for code, title in tracks.items()
    ]


def _line(title: str, before: int | None, after: int | None, *, is_track: bool = False) -> CountLine:
    """The difference is told where both numbers are."""
    told = before is not None and after is not None and not any(0 < n < FEW for n in (before, after))
    change = (after or 0) - (before or 0)
    difference = (f"{change:+,}".replace("-", "\N{MINUS SIGN}") if change else "0") if told else "—"
    said = ["—" if count is None else few(count) for count in (before, after)]
    return CountLine(title, said[0], said[1], difference, is_track)


def moved(found: Shift) -> str:
    """How many would be in another group, in a sentence."""
    words = {
        "risen": few_results(found.risen),
        "fallen": few_results(found.fallen),
        "all": f"{found.results:,}",
    }
    return _("Of %(all)s results %(risen)s would be in a higher group, %(fallen)s in a lower one.") % words


def advice(found: Shift, after: Rules, before: Rules | None) -> list[str]:
    """What one may want to look at again before publishing; nothing of it is a fault."""
    if found.results < ENOUGH:
        return []
    said = [
        _("Not one of %(all)s results would be in the group “%(group)s”.")
        % {"all": f"{found.results:,}", "group": group_word(group)}
        for group in reversed(GROUPS)
        if not found.after(group)
    ]
    shift = found.risen + found.fallen
    if before and shift >= FEW and shift * 100 > found.results * MANY:
        words = {"n": f"{shift:,}", "percent": round(shift * 100 / found.results)}
        said.append(_("%(n)s results (%(percent)s%%) would be in another group: more than usual.") % words)
    return said


def _codes(rules: Rules | None) -> Sequence[str]:
    return [track.code for track in rules.tracks] if rules else []


def few(count: int) -> str:
    """The number; below `FEW` only that it is below."""
    return _("under %(few)s") % {"few": FEW} if 0 < count < FEW else f"{count:,}"


def few_results(count: int) -> str:
    """The same inside a sentence about results, with the word that counts them: "12건", "5건 미만"."""
    if 0 < count < FEW:
        return pgettext("results in a sentence", "under %(few)s") % {"few": FEW}
    return pgettext("results in a sentence", "%(n)s") % {"n": f"{count:,}"}
