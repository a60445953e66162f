"""Blocks: firms enter the numbers, and leave them, only several at a time.

Every group that is ever told about is a union of whole blocks, a result is in one block at most, ever, and a
block holds `FIRMS_IN_BLOCK` firms at least. So whatever is added to or taken from whatever, between groups or
between days, is a sum over whole blocks: nobody can get below one.
"""

import hmac
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assessments.benchmark.group import Group, widening
from assessments.benchmark.limits import FIRMS_IN_BLOCK

PATIENCE_DAYS = 7
"""So long a result waits for others of each group before it is counted in the next wider one only."""

OLDEST_DAYS = 730
"""A block ends when its oldest result is older."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A result that is in no block yet: its key, its firm, its narrowest group, for how many days."""

    key: str
    firm: str
    group: Group
    days: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """A new block: the group in which, and in all wider ones, these results count from now on."""

    group: Group
    keys: tuple[str, ...]


def seal(waiting: Iterable[Waiting], secret: bytes) -> list[Sealed]:
    """Blocks out of what waits; whoever finds too few others goes on waiting.

    Narrow groups first. A result that has waited `PATIENCE_DAYS` for each narrower group may go into a wider
    one, and no longer counts in those. Who is put together with whom follows from `secret`, so that nobody
    can choose a neighbour; the order of input does not matter.
    """
    left = {each.key: each for each in waiting}
    ways = {group: widening(group) for group in {each.group for each in left.values()}}
    found: list[Sealed] = []
    for step in range(max(map(len, ways.values()), default=0)):
        here: dict[Group, list[Waiting]] = defaultdict(list)
        for each in left.values():
            way = ways[each.group]
            if step < len(way) and each.days >= step * PATIENCE_DAYS:
                here[way[step]].append(each)
        for group in sorted(here):
            for keys in _parts(here[group], secret):
                found.append(Sealed(group, keys))
                for key in keys:
                    del left[key]
    return found


def _parts(members: Sequence[Waiting], secret: bytes) -> list[tuple[str, ...]]:
    """All members in as many parts of enough firms as there can be; none for too few firms."""
    keys: dict[str, list[str]] = defaultdict(list)
    for each in members:
        keys[each.firm].append(each.key)
    if len(keys) < FIRMS_IN_BLOCK:
        return []
    drawn = sorted(keys, key=_lot(secret))
    parts = len(drawn) // FIRMS_IN_BLOCK
    return [tuple(sorted(key for firm in drawn[part::parts] for key in keys[firm])) for part in range(parts)]


def _lot(secret: bytes) -> Callable[[str], bytes]:
    return lambda firm: hmac.digest(secret, firm.encode(), "sha256")


def is_over(*, firms_left: bool, size: int, overtaken: int, oldest_days: int) -> bool:
    """Whether a block ends now, with all its results and for good.

    It ends when one of its firms has left (`firms_left`: consent withdrawn or data destroyed), when newer
    results have overtaken more than half of its `size`, or when it has grown too old. What it still held is
    counted again with that plant's next result: put into another block, it could be told from the old one.
    """
    return firms_left or 2 * overtaken > size or oldest_days > OLDEST_DAYS
