"""How a policy compares a past project with what is asked: words, class of the work, amount."""

from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isqrt
from typing import Any, Self

from . import canonical
from .reading import Reader
from .text import TextStatistics
from .vocabulary import MICRO, MOST_AMOUNT, WEIGHTS

_UNIT = MICRO // WEIGHTS

STEPS = 20
"""Amounts are compared in steps of a twentieth of a power of ten: 12 % more, or less."""

_BOUNDS = tuple(int(Decimal(10) ** (Decimal(step) / STEPS)) for step in range(len(str(MOST_AMOUNT)) * STEPS))


@dataclass(frozen=True, kw_only=True)
class Projects:
    """The anchors. `statistics` are frozen over the words of past projects, so that adding one moves nobody.

    `category` leads a number of common leading digits of two classes to their worth, fewer than the least to
    none; `category_half` is the amount at which n / (n + half) reaches one half. Amounts that differ by
    `amount_half` steps are worth one half.
    """

    statistics: TextStatistics
    category: Mapping[int, int]
    category_half: int
    amount_half: int

    def shares(self, terms: Collection[str]) -> dict[str, int]:
        """The words as a direction: each one's part of a vector of length MICRO, by its frozen rarity.

        Words the statistics do not know have no part.
        """
        known = self.statistics.idf
        weights = {term: weight for term in terms if (weight := known.get(term, 0))}
        whole = length(sum(weight * weight for weight in weights.values()))
        return {term: weight * MICRO // whole for term, weight in weights.items()}

    def kin(self, ours: str, theirs: str) -> int:
        """The worth of the leading digits two classes share."""
        shared = 0
        for one, other in zip(ours, theirs, strict=False):
            if one != other:
                break
            shared += 1
        return max((worth for digits, worth in self.category.items() if digits <= shared), default=0)

    def close(self, ours: int, theirs: int) -> int:
        """How close two amounts are, by their steps apart d: h^2 / (h^2 + d^2); 0 when one is unknown."""
        if not ours or not theirs:
            return 0
        return self.closeness(step(ours) - step(theirs))

    def closeness(self, apart: int) -> int:
        """The worth of amounts that lie so many steps apart."""
        half = self.amount_half * self.amount_half
        return MICRO * half // (half + apart * apart)

    def document(self) -> dict[str, Any]:
        """The part as it stands in a policy document."""
        return {
            "statistics": self.statistics.document(),
            "category": {str(digits): worth // _UNIT for digits, worth in self.category.items()},
            "category_half": self.category_half,
            "amount_half": self.amount_half,
        }

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """The part in a policy document; faults stay with the reader."""
        worths = reader.numbers("category", 0, WEIGHTS)
        digits = sorted(int(key) for key in worths if key.isdecimal() and 1 <= int(key) <= 20)
        if len(digits) < len(worths):
            reader.faults.append(f"{reader.path}category: numbers of digits from 1 to 20 are expected")
        table = {count: worths[str(count)] * _UNIT for count in digits if str(count) in worths}
        if list(table.values()) != sorted(table.values()):
            reader.faults.append(f"{reader.path}category: more is worth less")
        projects = cls(
            statistics=TextStatistics.read(reader.inner("statistics")),
            category=canonical.frozen(table),
            category_half=reader.number("category_half", 1, 1_000),
            amount_half=reader.number("amount_half", 1, 1_000),
        )
        reader.close()
        return projects


def length(squares: int) -> int:
    """The square root, rounded up so that no cosine exceeds one."""
    return isqrt(squares - 1) + 1 if squares else 0


def step(amount: int) -> int:
    """The step an amount above 0 lies on."""
    return bisect_right(_BOUNDS, amount)
