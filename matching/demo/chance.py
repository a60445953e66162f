"""Chance that is the same on every machine: only `random()`, whose sequence Python keeps across versions."""

import random
from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Weighted(Generic[T]):
    """Outcomes with their weights, prepared once for many draws."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self._outcomes = tuple(weights)
        self._sums = tuple(accumulate(weights.values()))

    def at(self, share: float) -> T:
        """The outcome at a share of the total weight, 0 <= share < 1."""
        return self._outcomes[min(bisect(self._sums, share * self._sums[-1]), len(self._outcomes) - 1)]


class Chance:
    """A stream of draws that belongs to one seed text."""

    def __init__(self, *seed: object) -> None:
        self.share = random.Random("/".join(map(str, seed))).random  # noqa: S311 - demo data, nothing secret

    def hit(self, percent: float) -> bool:
        """True in that many of a hundred cases."""
        return self.share() * 100 < percent

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.share() * (high - low + 1))

    def low(self, low: int, high: int) -> int:
        """A whole number, small ones far more often than great ones."""
        return low + int(self.share() ** 2.5 * (high - low + 1))

    def pick(self, outcomes: Sequence[T]) -> T:
        """One of them, all alike."""
        return outcomes[int(self.share() * len(outcomes))]

    def draw(self, outcomes: Weighted[T]) -> T:
        """One of them by weight."""
        return outcomes.at(self.share())

    def several(self, outcomes: Sequence[T], count: int) -> tuple[T, ...]:
        """Different ones in random order, at most as many as there are."""
        left = list(outcomes)
        return tuple(left.pop(int(self.share() * len(left))) for _ in range(min(count, len(left))))
