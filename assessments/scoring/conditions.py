"""When an item is asked: conditions on the answers to other items."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when the item's answer is, or contains, one of these choices or non-answers."""

    item: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Holds when the item's answer is this choice or one after it in the item's list."""

    item: str
    choice: str


@dataclass(frozen=True, slots=True)
class Every:
    """Holds when all its parts hold."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Holds when at least one of its parts holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """Holds when its part does not hold."""

    part: "Condition"


Condition: TypeAlias = AnyOf | AtLeast | Every | Either | Negation
Atom: TypeAlias = AnyOf | AtLeast


def atoms(condition: Condition) -> Iterator[Atom]:
    """The conditions on single items inside `condition`, in the order written."""
    if isinstance(condition, AnyOf | AtLeast):
        yield condition
    elif isinstance(condition, Negation):
        yield from atoms(condition.part)
    else:
        for part in condition.parts:
            yield from atoms(part)
