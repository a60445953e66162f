"""What is told about groups: number of plants and firms, means, percentiles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessments.benchmark.group import Group, widening
from assessments.benchmark.limits import FIRMS_FOR_MEAN, percentiles


@dataclass(frozen=True, slots=True)
class Member:
    """A plant's result in a block: its firm, and every measure in millionths."""

    firm: str
    scores: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Block:
    """Results that count together, in `group` and all wider ones."""

    group: Group
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """The mean in millionths; the ladder, percentile -> millionths, ascending, empty for too few firms."""

    mean: int
    ladder: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """What is told about a group: how many plants of how many firms, and every measure."""

    group: Group
    plants: int
    firms: int
    measures: Mapping[str, Measure]

    @property
    def has_ladder(self) -> bool:
        """Whether percentiles are told."""
        return any(each.ladder for each in self.measures.values())


def published(blocks: Iterable[Block], units: Mapping[str, int]) -> list[Cell]:
    """Every group that is large enough to be told about, in order; numbers rounded to their `units`."""
    found: dict[Group, list[Block]] = defaultdict(list)
    for block in blocks:
        for group in widening(block.group):
            found[group].append(block)
    return [cell for group in sorted(found) if (cell := _cell(group, found[group], units)) is not None]


def _cell(group: Group, blocks: Sequence[Block], units: Mapping[str, int]) -> Cell | None:
    members = [member for block in blocks for member in block.members]
    firms = len({member.firm for member in members})
    if firms < FIRMS_FOR_MEAN:
        return None
    steps = percentiles(firms)
    return Cell(
        group=group,
        plants=len(members),
        firms=firms,
        measures={
            code: _measure(sorted(member.scores[code] for member in members), steps, unit)
            for code, unit in units.items()
        },
    )


def _measure(values: Sequence[int], steps: Iterable[int], unit: int) -> Measure:
    return Measure(
        mean=_rounded(sum(values), len(values), unit),
        ladder={step: quantile(values, step, unit) for step in steps},
    )


def quantile(values: Sequence[int], percent: int, unit: int = 1) -> int:
    """The percentile of ascending values, between two of them in proportion, rounded to `unit`.

    Hyndman and Fan's type 7 (The American Statistician 50, 1996), as spreadsheets compute it; exact.
    """
    place, rest = divmod((len(values) - 1) * percent, 100)
    value = values[place] * 100
    if rest:
        value += rest * (values[place + 1] - values[place])
    return _rounded(value, 100, unit)


def _rounded(number: int, divisor: int, unit: int) -> int:
    """`number / divisor` to the nearest multiple of `unit`, halves up."""
    whole = divisor * unit
    return (2 * number + whole) // (2 * whole) * unit
