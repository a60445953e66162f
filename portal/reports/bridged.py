"""What a report says of the last result of another version: both scores, and what lies between. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two results. `level` is None, titles are empty, where it reached none."""

    version: str
    submitted_on: date
    score: Decimal
    level: int | None
    level_title: str
    tier_title: str


@dataclass(frozen=True, kw_only=True)
class Crossed:
    """A question that did not stay as it was: what became of it, and both answers in words."""

    code: str
    title: str
    what: str
    question: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Bridged:
    """The way between two results: `questions`, `rules` and `answers` add up to `difference`, in points.

    `kept` counts the questions that stayed with the same answer.
    """

    old: Side
    new: Side
    headline: str
    questions: Decimal
    rules: Decimal
    answers: Decimal
    difference: Decimal
    kept: int
    crossings: tuple[Crossed, ...] = ()

    @property
    def sides(self) -> tuple[Side, Side]:
        """Old and new."""
        return self.old, self.new
