"""What a report says of a plant's place among others, frozen. Pure, like the content it is a part of."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class PeerLine:
    """A measure among the peers: the total (`code` "total") or an area, on a scale of 0..`maximum`.

    `quarter`, `median` and `three_quarters` are None where only means are told. `percent` is the share within
    which the score lies, of the upper end (`is_upper`) or the lower; None without a score or percentiles.
    """

    code: str
    title: str
    maximum: Decimal
    score: Decimal | None
    mean: Decimal
    quarter: Decimal | None = None
    median: Decimal | None = None
    three_quarters: Decimal | None = None
    percent: int | None = None
    is_upper: bool = False
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class PeerGroup:
    """A group on the way from narrow to wide; without `plants` too few companies are counted to tell of."""

    name: str
    plants: int | None = None
    firms: int | None = None
    has_percentiles: bool = False
    is_used: bool = False


@dataclass(frozen=True, kw_only=True)
class Peers:
    """The benchmark: with whom the plant is compared, and where it stands among them.

    `sentence` stands alone. `widened` says why a narrower group was not used; empty where the narrowest was.
    `note` says that all of it is made up, where it is (`is_synthetic`). `told_on` is since when the group's
    numbers stand.
    """

    group: str
    plants: int
    firms: int
    told_on: date
    sentence: str
    lines: tuple[PeerLine, ...]
    groups: tuple[PeerGroup, ...]
    widened: str = ""
    note: str = ""
    is_synthetic: bool = False

    @property
    def total(self) -> PeerLine:
        """The line of the total."""
        return self.lines[0]

    @property
    def areas(self) -> tuple[PeerLine, ...]:
        """The lines of the areas."""
        return self.lines[1:]
