"""What a report says of an assessor's levels: part of its frozen content, and pure like it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


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
class Verified:
    """What an assessor verified. `gap` is the verified score less the claimed one, None without one of them.

    `confirmed` counts the items judged as they were claimed; `body` sent the assessor.
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
