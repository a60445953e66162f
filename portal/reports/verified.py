"""What a report says of an assessor's levels: part of its frozen content, and pure like it."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from portal.reports import codec

ROWS = 5
LETTERS = 1_500
SHORTEST = 100
"""Of the report's 16 pages one is for the changes: so many rows, and letters of all reasons."""


@dataclass(frozen=True, kw_only=True)
class VerifiedChange:
    """An item that an assessor judged differently: both answers in words, their points, and why."""

    code: str
    title: str
    claimed: str
    verified: str
    claimed_points: str
    verified_points: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class VerifiedNode:
    """An area or module with both scores, on a scale of 0..`maximum`; `gap` is verified less claimed."""

    code: str
    title: str
    claimed: Decimal | None
    verified: Decimal | None
    gap: Decimal | None
    maximum: Decimal


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What an assessor verified. `gap` is the verified score less the claimed one, None without one of them.

    `confirmed` counts the items that stand as they were claimed; `judged` were looked at one by one, `rest`
    were not (None in what was frozen before they were counted); `body` sent the assessor. `nodes` are the
    areas, each with its modules after it, in the order of the framework.
    """

    score: Decimal | None
    claimed: Decimal | None
    gap: Decimal | None
    level: int | None
    level_title: str
    tier: str
    tier_title: str
    body: str
    verified_on: date
    confirmed: int
    changes: tuple[VerifiedChange, ...] = ()
    nodes: tuple[VerifiedNode, ...] = field(default=(), metadata=codec.SPARSE)
    judged: int | None = field(default=None, metadata=codec.SPARSE)
    rest: int | None = field(default=None, metadata=codec.SPARSE)

    @property
    def asked(self) -> int | None:
        """How many questions there were; None where nobody counted those looked at."""
        return None if self.judged is None or self.rest is None else self.judged + self.rest

    @property
    def printed(self) -> tuple[VerifiedChange, ...]:
        """The changes as paper has room for them: the first ones, and of each reason a fair share.

        Few changes stand there in full; what is cut ends in "…".
        """
        share = max(LETTERS // max(len(self.changes), 1), SHORTEST)
        return tuple(replace(each, reason=_cut(each.reason, share)) for each in self.changes[:ROWS])

    @property
    def is_cut(self) -> bool:
        """Whether more was written than is printed."""
        return self.printed != self.changes

    def node(self, code: str) -> VerifiedNode | None:
        """The area or module with this code."""
        return next((each for each in self.nodes if each.code == code), None)

    def change(self, code: str) -> VerifiedChange | None:
        """What was found differently at this item."""
        return next((each for each in self.changes if each.code == code), None)


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
