"""Which group and which tracks a result comes to, and what is missing for more."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessments.scoring.framework import Node
from assessments.scoring.result import Result
from assessments.support.rules import GROUPS, Group, Need, Rules, Track


@dataclass(frozen=True, slots=True)
class Measures:
    """A result's total with its ends, and the areas right below it. None where there is no score."""

    total: Fraction | None
    low: Fraction | None
    high: Fraction | None
    areas: Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class Check:
    """A condition beside what the plant has; an area without a score does not meet it."""

    need: Need
    value: Fraction | None

    @property
    def is_met(self) -> bool:
        """Whether the plant has at least what is asked."""
        return self.value is not None and self.value >= self.need.at_least


@dataclass(frozen=True, slots=True)
class TrackCheck:
    """A track with all its conditions."""

    track: Track
    checks: tuple[Check, ...]

    @property
    def is_open(self) -> bool:
        """Whether every condition is met."""
        return all(check.is_met for check in self.checks)


@dataclass(frozen=True, slots=True)
class Onward:
    """The next group, how many points of the total it is away, and its tracks."""

    group: Group
    points: Fraction
    tracks: tuple[TrackCheck, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a result falls. Without a total there is no group, and nothing is open.

    `low_group` and `high_group`: with everything unknown at its lowest and at its highest. `tracks` are all
    of the group, open or not; `onward` is None in the highest group and without a total.
    """

    group: Group | None
    low_group: Group | None = None
    high_group: Group | None = None
    tracks: tuple[TrackCheck, ...] = ()
    onward: Onward | None = None

    @property
    def open_tracks(self) -> tuple[str, ...]:
        """The codes of the tracks that are open, in the order of the rules."""
        return tuple(each.track.code for each in self.tracks if each.is_open)


def measures_of(outcome: Result) -> Measures:
    """The measures of an outcome, exact."""
    total = outcome.total
    return Measures(
        total=outcome.exact,
        low=Fraction(*total.low) if total.low else None,
        high=Fraction(*total.high) if total.high else None,
        areas={
            node.code: outcome.nodes[node.code].score
            for node in outcome.framework.tree.children
            if isinstance(node, Node)
        },
    )


def place(rules: Rules, measures: Measures) -> Placed:
    """The group of the total, its tracks with every condition, and the way to the next group."""
    if measures.total is None:
        return Placed(None)
    group = rules.group_of(measures.total)
    return Placed(
        group=group,
        low_group=rules.group_of(measures.total if measures.low is None else measures.low),
        high_group=rules.group_of(measures.total if measures.high is None else measures.high),
        tracks=_checked(rules, group, measures),
        onward=_onward(rules, group, measures.total, measures),
    )


def _onward(rules: Rules, group: Group, total: Fraction, measures: Measures) -> Onward | None:
    place_in = GROUPS.index(group) + 1
    if place_in == len(GROUPS):
        return None
    above = GROUPS[place_in]
    return Onward(above, rules.starts(above) - total, _checked(rules, above, measures))


def _checked(rules: Rules, group: Group, measures: Measures) -> tuple[TrackCheck, ...]:
    return tuple(
        TrackCheck(track, tuple(Check(need, measures.areas.get(need.measure)) for need in track.needs))
        for track in rules.tracks_of(group)
    )
