"""Groups, and what rules would change, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.support import FAIR, GROUPS, STRONG, WEAK, Rules, Shift

FEW = 5
"""Below so many results a number is not told: nobody is to be found by moving a bound."""


@dataclass(frozen=True, slots=True)
class CountLine:
    """A group or a track: how many results before and after, in words."""

    title: str
    before: str
    after: str
    is_track: bool = False


def group_word(group: str) -> str:
    """The group in words; without one, so."""
    return {WEAK: _("weak"), FAIR: _("fair"), STRONG: _("strong")}.get(group, _("no group"))  # type: ignore[call-overload,no-any-return]


def count_lines(found: Shift, after: Rules, before: Rules | None) -> list[CountLine]:
    """How many of the results fall where, before and after: groups, then tracks."""
    lines = [
        CountLine(group_word(group), _few(found.before(group)) if before else "—", _few(found.after(group)))
        for group in (*reversed(GROUPS), "")
    ]
    tracks: dict[str, str] = {}
    for rules in (before, after):
        tracks |= {
            track.code: track.title.of(get_language() or "ko") for track in (rules.tracks if rules else ())
        }
    had, have = _codes(before), _codes(after)
    return lines + [
        CountLine(
            title,
            _few(found.tracks_before.get(code, 0)) if code in had else "—",
            _few(found.tracks_after.get(code, 0)) if code in have else "—",
            is_track=True,
        )
        for code, title in tracks.items()
    ]


def moved(found: Shift) -> str:
    """How many would be in another group, in a sentence."""
    words = {"risen": _few(found.risen), "fallen": _few(found.fallen), "all": f"{found.results:,}"}
    return _("Of %(all)s results %(risen)s would be in a higher group, %(fallen)s in a lower one.") % words


def _codes(rules: Rules | None) -> Sequence[str]:
    return [track.code for track in rules.tracks] if rules else []


def _few(count: int) -> str:
    return _("under %(few)s") % {"few": FEW} if 0 < count < FEW else f"{count:,}"
