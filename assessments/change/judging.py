"""What may be said of the difference between two measured values."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from assessments.change.index import Norm, index_of, is_reliable, limit_of
from assessments.scoring import Result

Verdict = Literal["up", "down", "within", "open", "no_score", "no_norm"]
"""`up`, `down`: beyond the error of measuring. `within` it. `open`: answers that nobody knew could make it
another one. `no_score`: one of the two has none. `no_norm`: nothing is known about the error."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with its interval: lowest and highest if everything not known were answered. Exact."""

    score: Fraction | None
    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if self.score is not None and not self.low <= self.score <= self.high:
            raise ValueError("a score lies within its interval")


@dataclass(frozen=True, slots=True)
class Change:
    """The difference after - before, in points, with its ends; None without two scores.

    `index` and `limit` are for people (see `index_of`, `limit_of`), None without a norm.
    """

    verdict: Verdict
    difference: Fraction | None = None
    least: Fraction | None = None
    most: Fraction | None = None
    index: Decimal | None = None
    limit: Decimal | None = None

    @property
    def is_sign_certain(self) -> bool:
        """Whether the difference keeps its sign whatever the unknown answers are."""
        return self.least is not None and self.most is not None and (self.least >= 0 or self.most <= 0)


def judge(before: Measured | None, after: Measured | None, norm: Norm | None) -> Change:
    """The change from `before` to `after`.

    The least and the most it can be follow from the intervals; only what holds at both ends is said, so that
    a direction is never claimed while unknown answers could turn it round.
    """
    if before is None or after is None or before.score is None or after.score is None:
        return Change("no_score")
    difference = after.score - before.score
    least, most = after.low - before.high, after.high - before.low
    if norm is None:
        return Change("no_norm", difference, least, most)
    ends = {_verdict(least, norm), _verdict(most, norm)}
    verdict: Verdict = ends.pop() if len(ends) == 1 else "open"
    return Change(verdict, difference, least, most, index_of(difference, norm), limit_of(norm))


def measured(outcome: Result, code: str) -> Measured | None:
    """A node's value with its interval, the root's as it is shown; None where nothing applies or is asked."""
    if code == outcome.framework.tree.code:
        low, high = outcome.total.low, outcome.total.high
        if low is None or high is None:
            return None
        return Measured(outcome.exact, Fraction(*low), Fraction(*high))
    node = outcome.nodes.get(code)
    if node is None or node.low is None or node.high is None:
        return None
    return Measured(node.score, node.low, node.high)


def _verdict(difference: Fraction, norm: Norm) -> Verdict:
    if not is_reliable(difference, norm):
        return "within"
    return "up" if difference > 0 else "down"
