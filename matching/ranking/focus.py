"""What a policy makes of the gaps a result names: how much each counts, and what closes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from .gap import MOST_GAPS, Gap
from .reading import Reader
from .vocabulary import WEIGHTS

_PLACES = ("first", "second", "third")


@dataclass(frozen=True, kw_only=True)
class Focus:
    """`shares` are the basis points of the biggest, second and third gap; of fewer gaps, in proportion.

    A gap counts as closed by whoever is fully able in its `reach` foremost technologies. Of its `main`
    foremost technologies, or of those of another gap, a supplier must offer one.
    """

    shares: tuple[int, ...]
    reach: int
    main: int

    def weights(self, gaps: Sequence[Gap]) -> dict[str, int]:
        """What each technology counts over all gaps; only the proportions mean anything."""
        found: dict[str, int] = {}
        for share, gap in zip(self.shares, gaps, strict=False):
            for code, part in gap.domains.items():
                found[code] = found.get(code, 0) + share * part
        return found

    def gating(self, gaps: Sequence[Gap]) -> frozenset[str]:
        """The main technologies of all gaps."""
        return frozenset(code for gap in gaps for code in gap.foremost(self.main))

    def document(self) -> dict[str, Any]:
        """The part as it stands in a policy document."""
        return {
            "shares": dict(zip(_PLACES, self.shares, strict=True)),
            "reach": self.reach,
            "main": self.main,
        }

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """The part in a policy document; faults stay with the reader."""
        shares = list(reader.table("shares", _PLACES[:MOST_GAPS], 1, WEIGHTS).values())
        if sum(shares) != WEIGHTS:
            reader.faults.append(f"{reader.path}shares: sum to {sum(shares)}, not {WEIGHTS}")
        if shares != sorted(shares, reverse=True):
            reader.faults.append(f"{reader.path}shares: a smaller gap counts more")
        focus = cls(
            shares=tuple(shares), reach=reader.number("reach", 1, 24), main=reader.number("main", 1, 24)
        )
        reader.close()
        return focus
