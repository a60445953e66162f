"""Facts of an organisation that another page keeps: said once, changed in one place.

An app registers what it keeps when it is ready, and where such an organisation goes on once it is registered.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keeper:
    """For organisations of a kind: `fields` are changed at `edit_url` as soon as `keeps` says so of one.

    `begin_url` is where somebody goes who has just registered one. Both are addresses' names with arguments.
    """

    kind: str
    fields: frozenset[str]
    begin_url: tuple[str, ...]
    edit_url: tuple[str, ...]
    keeps: Callable[[uuid.UUID], bool]


_keepers: dict[str, Keeper] = {}


def register(keeper: Keeper) -> None:
    """Make it known; the same kind registered again replaces the first."""
    _keepers[keeper.kind] = keeper


def keeper_of(kind: str) -> Keeper | None:
    """Who keeps facts of this kind of organisation."""
    return _keepers.get(kind)


def keeper_for(kind: str, organisation_id: uuid.UUID) -> Keeper | None:
    """Who keeps facts of this organisation now; None when it keeps them itself."""
    keeper = keeper_of(kind)
    return keeper if keeper and keeper.keeps(organisation_id) else None
