"""What would become of the results there are, in words, before a version is published."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import FrameworkVersion
from assessments.queries.rehearsed import Moves, rehearsed
from assessments.support_words import few, few_results
from core.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class MoveLine:
    """Score, level or tier: how many results would be where, small numbers as such."""

    title: str
    higher: str
    lower: str
    same: str
    other: str


@dataclass(frozen=True, slots=True)
class RehearsalView:
    """The answer in a sentence, and the table behind it."""

    total: str
    left: str
    sentence: str
    lines: tuple[MoveLine, ...]


def rehearsal(old: FrameworkVersion, new: FrameworkVersion, by: Actor) -> RehearsalView | None:
    """The newest results of the old version under the new one; None where there are none."""
    found = rehearsed(old, new, by)
    if not found.total:
        return None
    said = _(
        "Of %(all)s results %(score)s would have another score, %(level)s another level, "
        "%(tier)s another tier."
    )
    words = {
        "all": f"{found.total:,}",
        "score": few_results(found.total - found.score.same),
        "level": few_results(found.total - found.level.same),
        "tier": few_results(found.total - found.tier.same),
    }
    lines = ((_("Score"), found.score), (_("Level"), found.level), (_("Tier"), found.tier))
    return RehearsalView(
        words["all"],
        few_results(found.left) if found.left else "",
        said % words,
        tuple(_line(title, moves) for title, moves in lines),
    )


def _line(title: str, moves: Moves) -> MoveLine:
    return MoveLine(title, few(moves.higher), few(moves.lower), few(moves.same), few(moves.other))
