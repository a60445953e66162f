"""What a node or item is worth, in integers.

A value is made of pairs (numerator, denominator); a denominator of 0 means that there is none.
"""

from typing import NamedTuple


class Value(NamedTuple):
    """What a node or item is worth: its score, its lowest and highest, and the share of it answered."""

    score: int
    score_of: int
    low: int
    low_of: int
    high: int
    high_of: int
    answered: int
    answered_of: int

    def lowest(self) -> tuple[int, int]:
        """The low end of the interval, the score included (a score may leave questions out that its
        low end counts, and so lie below it)."""
        if self.score_of and self.score * self.low_of < self.low * self.score_of:
            return self.score, self.score_of
        return self.low, self.low_of

    def highest(self) -> tuple[int, int]:
        """The high end of the interval, the score included."""
        if self.score_of and self.score * self.high_of > self.high * self.score_of:
            return self.score, self.score_of
        return self.high, self.high_of


ABSENT = Value(0, 0, 0, 0, 0, 0, 0, 0)
