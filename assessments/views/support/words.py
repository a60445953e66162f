"""Who may open these pages, the way to them, and tracks in words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import SupportRules
from assessments.queries.support import areas_of
from assessments.scoring.number import shown
from assessments.support import GROUPS, Rules
from assessments.support_words import group_word
from assessments.views.wording import text
from core.accounts.roles import Kind, Role
from core.web.components import Crumb

MINISTRY = {Kind.MINISTRY.value}
SETTERS = {Role.PROGRAMME_ADMINISTRATOR.value}


@dataclass(frozen=True, slots=True)
class TrackView:
    """A track with its conditions in words."""

    title: str
    about: str
    group: str
    conditions: tuple[str, ...]


def trail(row: SupportRules | None, *more: Crumb) -> list[Crumb]:
    """The way to rules and what belongs to them."""
    crumbs = [Crumb(_("Support rules"), reverse("assessments:support_list"))]
    if row is not None:
        crumbs.append(Crumb(row.version, reverse("assessments:support_rules", args=[row.pk]) if more else ""))
    return [*crumbs, *more]


def track_views(rules: Rules) -> list[TrackView]:
    """The tracks, the highest group first."""
    titles = dict(areas_of(rules.framework))
    return [
        TrackView(
            text(track.title),
            text(track.about),
            group_word(track.group),
            tuple(
                _("%(area)s at least %(least)s")
                % {"area": titles.get(need.measure, need.measure), "least": f"{shown(need.at_least, 2)}"}
                for need in track.needs
            ),
        )
        for group in reversed(GROUPS)
        for track in rules.tracks_of(group)
    ]
