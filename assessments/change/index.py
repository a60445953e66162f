"""The reliable change index of Jacobson and Truax (1991, J. Consulting and Clinical Psychology 59, 12-19).

    RC = (x2 - x1) / S_diff        S_diff = SD * sqrt(2 (1 - r))

SD is the standard deviation of the measure among plants, r its reliability. A difference with |RC| > 1.96
happens by the error of measuring alone in fewer than 5 of 100 repetitions.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

CRITICAL = Fraction("1.96")
"""The two-sided 5 % point of the normal distribution, as it is used by convention."""
_DIGITS = 60


@dataclass(frozen=True, slots=True)
class Norm:
    """How a measure varies: `sd` > 0 in its own points, `reliability` from 0 (included) to 1 (excluded).

    Raises ValueError for anything else.
    """

    sd: Fraction
    reliability: Fraction

    def __post_init__(self) -> None:
        if self.sd <= 0:
            raise ValueError("a standard deviation is above 0")
        if not 0 <= self.reliability < 1:
            raise ValueError("a reliability is from 0 to below 1")

    @property
    def variance(self) -> Fraction:
        """The square of S_diff, exact."""
        return self.sd**2 * 2 * (1 - self.reliability)


def is_reliable(difference: Fraction, norm: Norm) -> bool:
    """Whether |RC| > 1.96. Exact: both sides are compared squared, so that no root is rounded."""
    return difference**2 > CRITICAL**2 * norm.variance


def index_of(difference: Fraction, norm: Norm, places: int = 2) -> Decimal:
    """RC for people, rounded half-even once; `is_reliable` decides on the exact value."""
    root = _root(difference**2 / norm.variance, places)
    return -root if difference < 0 and root else root


def limit_of(norm: Norm, places: int = 2) -> Decimal:
    """The difference that has to be passed, 1.96 S_diff, in points; for people."""
    return _root(CRITICAL**2 * norm.variance, places)


def margin_of(norm: Norm) -> Fraction:
    """How far one measured value may be from the true one: 1.96 SD sqrt(1 - r), in points."""
    return Fraction(_root(CRITICAL**2 * norm.variance / 2, 6))


def _root(square: Fraction, places: int) -> Decimal:
    with localcontext() as context:
        context.prec = _DIGITS
        root = (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
        return root.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
