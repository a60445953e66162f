"""What the rules say: from how many points on a plant is of a group, and what a track asks besides."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assessments.scoring.framework import Text

Group = Literal["weak", "fair", "strong"]
WEAK: Group = "weak"
FAIR: Group = "fair"
STRONG: Group = "strong"
GROUPS: tuple[Group, ...] = (WEAK, FAIR, STRONG)
"""Ascending: 취약, 보통, 우수."""

TOTAL = "total"
"""The rounded total; areas go by their codes."""


@dataclass(frozen=True, slots=True)
class Need:
    """A track's condition: this area has so many points at least, on the area's own scale."""

    measure: str
    at_least: Fraction


@dataclass(frozen=True, slots=True)
class Track:
    """A kind of support for one group. Open to a plant of the group that meets every need."""

    code: str
    group: Group
    title: Text
    about: Text
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """Two bounds and the tracks, for results of one framework.

    From `fair_from` points of the total on (included) a plant is fair, from `strong_from` on strong; below
    the first it is weak. `source` says where the rules come from.
    """

    framework: str
    fair_from: Fraction
    strong_from: Fraction
    tracks: tuple[Track, ...]
    source: Text

    def starts(self, group: Group) -> Fraction:
        """The total from which on a plant is of the group; 0 for the lowest."""
        return {WEAK: Fraction(0), FAIR: self.fair_from, STRONG: self.strong_from}[group]

    def group_of(self, total: Fraction) -> Group:
        """The group of a total."""
        return STRONG if total >= self.strong_from else FAIR if total >= self.fair_from else WEAK

    def tracks_of(self, group: Group) -> tuple[Track, ...]:
        """The group's tracks, in the order of the rules."""
        return tuple(track for track in self.tracks if track.group == group)
