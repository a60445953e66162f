"""Which steps bring a plant nearest to its aim, within a number of steps and months of work: exactly.

Within one area and one band of effort only the steps that gain most are ever worth taking, so an area has a
few dozen ways, and the areas are joined by how many steps and months they take. No way is left out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, product
from typing import Literal

from portal.reports.build.steps import MONTHS, Step

By = Literal["least work", "most gain"]


@dataclass(frozen=True, kw_only=True)
class Need:
    """What an aim still asks for, in points of the total: altogether, and of the items of each condition."""

    points: Fraction
    conditions: Mapping[str, Fraction]


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The most steps, and the most months of work they may take together."""

    steps: int
    months: int


@dataclass(frozen=True, slots=True)
class Way:
    """Some steps, the months of work they take, what they gain, and what of that is worth to the aim."""

    months: int
    gain: Fraction
    worth: Fraction
    steps: tuple[Step, ...]

    def __add__(self, other: "Way") -> "Way":
        return Way(
            self.months + other.months,
            self.gain + other.gain,
            self.worth + other.worth,
            self.steps + other.steps,
        )


Table = dict[tuple[int, int], Way]
"""The best way for each number of steps and months."""

NOTHING = Way(0, Fraction(0), Fraction(0), ())


def reaching(groups: Mapping[str, Sequence[Step]], need: Need, limits: Limits, *, by: By) -> Way | None:
    """Steps that meet all that is needed: the least work that does, or the most gain. None where none do.

    `groups` are the steps by the condition they help to meet; those that help with none under "".
    """
    table = _joined(
        groups,
        limits,
        worth=lambda group, gain: gain,
        admits=lambda group, gain: gain >= need.conditions.get(group, 0),
    )
    if any(group not in groups for group in need.conditions):
        return None
    enough = [way for way in table.values() if way.gain >= need.points]
    if by == "least work":
        return min(enough, key=lambda way: (way.months, len(way.steps), -way.gain), default=None)
    return max(enough, key=lambda way: (way.gain, -way.months, -len(way.steps)), default=None)


def nearing(groups: Mapping[str, Sequence[Step]], need: Need, limits: Limits) -> Way:
    """The steps that gain most, where what a condition lacks counts once more.

    Of equals those with more points, then those with less work.
    """
    table = _joined(
        groups,
        limits,
        worth=lambda group, gain: gain + min(gain, need.conditions.get(group, Fraction(0))),
        admits=lambda group, gain: True,
    )
    return max(table.values(), key=lambda way: (way.worth, way.gain, -way.months, -len(way.steps)))


def _joined(
    groups: Mapping[str, Sequence[Step]],
    limits: Limits,
    *,
    worth: Callable[[str, Fraction], Fraction],
    admits: Callable[[str, Fraction], bool],
) -> Table:
    table: Table = {(0, 0): NOTHING}
    for group, steps in groups.items():
        ways = [
            Way(months=took, gain=gain, worth=worth(group, gain), steps=picked)
            for took, gain, picked in _ways(steps, limits)
            if admits(group, gain)
        ]
        table = _best(
            before + way
            for before in table.values()
            for way in ways
            if len(before.steps) + len(way.steps) <= limits.steps
            and before.months + way.months <= limits.months
        )
    return table


def _best(ways: Iterator[Way]) -> Table:
    found: Table = {}
    for way in ways:
        key = (len(way.steps), way.months)
        if key not in found or (way.worth, way.gain) > (found[key].worth, found[key].gain):
            found[key] = way
    return found


def _ways(steps: Sequence[Step], limits: Limits) -> Iterator[tuple[int, Fraction, tuple[Step, ...]]]:
    """Every number of steps of each band that fits, each with the steps that gain most."""
    bands = [
        sorted((step for step in steps if step.band == band), key=lambda step: -step.lift)[
            : limits.months // each
        ]
        for band, each in enumerate(MONTHS)
    ]
    gains = [list(accumulate((step.lift for step in band), initial=Fraction(0))) for band in bands]
    for counts in product(*(range(min(len(band), limits.steps) + 1) for band in bands)):
        took = sum(count * each for count, each in zip(counts, MONTHS, strict=True))
        if sum(counts) <= limits.steps and took <= limits.months:
            picked = tuple(step for band, count in zip(bands, counts, strict=True) for step in band[:count])
            yield (
                took,
                sum((gain[count] for gain, count in zip(gains, counts, strict=True)), Fraction(0)),
                picked,
            )
