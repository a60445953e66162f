"""What other rules would do to the same results: how many fall where, before and after."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.support.placing import Measures, place
from assessments.support.rules import GROUPS, Group, Rules

NOWHERE = ""
"""A result without a score, or without rules."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Counts of the same results under rules before (None: there are none) and after.

    `moves` counts results by (group before, group after); `tracks_before`, `tracks_after` how many results
    each track is open to.
    """

    results: int
    moves: Mapping[tuple[Group | str, Group | str], int]
    tracks_before: Mapping[str, int]
    tracks_after: Mapping[str, int]

    def before(self, group: Group | str) -> int:
        """How many were in the group."""
        return sum(count for (old, _new), count in self.moves.items() if old == group)

    def after(self, group: Group | str) -> int:
        """How many would be in the group."""
        return sum(count for (_old, new), count in self.moves.items() if new == group)

    @property
    def risen(self) -> int:
        """How many would be in a higher group."""
        return self._moved(1)

    @property
    def fallen(self) -> int:
        """How many would be in a lower group."""
        return self._moved(-1)

    def _moved(self, way: int) -> int:
        rank = {group: place for place, group in enumerate(GROUPS)}
        return sum(
            count
            for (old, new), count in self.moves.items()
            if old in rank and new in rank and (rank[new] - rank[old]) * way > 0
        )


def shift_of(before: Rules | None, after: Rules, results: Iterable[Measures]) -> Shift:
    """What a change of rules would do to these results."""
    moves: Counter[tuple[Group | str, Group | str]] = Counter()
    opened_before: Counter[str] = Counter()
    opened_after: Counter[str] = Counter()
    for measures in results:
        old = place(before, measures) if before else None
        new = place(after, measures)
        moves[(old.group or NOWHERE) if old else NOWHERE, new.group or NOWHERE] += 1
        opened_before.update(old.open_tracks if old else ())
        opened_after.update(new.open_tracks)
    return Shift(sum(moves.values()), moves, opened_before, opened_after)
