"""With which group a plant is compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.benchmark.cells import Cell
from assessments.benchmark.group import Group, widening


@dataclass(frozen=True, slots=True)
class Step:
    """A group on the way from narrow to wide; `cell` is None where too few firms are counted."""

    group: Group
    cell: Cell | None


@dataclass(frozen=True, slots=True)
class Position:
    """The way that was gone: every group of it, and the one that is used.

    `cell` is the narrowest with percentiles; where there is none, the narrowest with means; None without any.
    `is_synthetic`: all of it is the made-up population, none of it is a real plant.
    """

    steps: tuple[Step, ...]
    cell: Cell | None
    is_synthetic: bool


def position(home: Group, real: Mapping[Group, Cell], synthetic: Mapping[Group, Cell]) -> Position:
    """The plant's groups among real plants; among synthetic ones only where the real have no percentiles.

    The two are never mixed: all of the way is of one kind.
    """
    found = _among(home, real, is_synthetic=False)
    if found.cell is not None and found.cell.has_ladder:
        return found
    other = _among(home, synthetic, is_synthetic=True)
    return other if other.cell is not None else found


def _among(home: Group, cells: Mapping[Group, Cell], *, is_synthetic: bool) -> Position:
    steps = tuple(Step(group, cells.get(group)) for group in widening(home))
    told = [step.cell for step in steps if step.cell is not None]
    used = next((cell for cell in told if cell.has_ladder), told[0] if told else None)
    return Position(steps, used, is_synthetic)
