"""How a norm is got from the answers of many plants: the spread of a measure, and how its items agree.

SD is the standard deviation of the measure with n - 1. The reliability is Cronbach's alpha (1951,
Psychometrika 16, 297-334): with k items of variances v_i and their sum's variance v,

    alpha = k / (k - 1) * (1 - (v_1 + ... + v_k) / v)
"""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

from assessments.change.index import Norm

_PLACES = Decimal("0.001")


def estimate(scores: Sequence[Fraction], items: Sequence[Sequence[Fraction]]) -> Norm:
    """The norm of a measure, both numbers to three places.

    `scores` are the measure of each plant, `items` the points of each plant, item by item. ValueError for
    fewer than two plants or items, and where nothing varies.
    """
    if len(scores) < 2 or len(items) < 2 or any(len(each) != len(scores) for each in items):
        raise ValueError("two plants and two items at least, one value for each plant")
    total = variance([sum(each, Fraction(0)) for each in zip(*items, strict=True)])
    if not total:
        raise ValueError("nothing varies")
    count = len(items)
    alpha = Fraction(count, count - 1) * (1 - sum(map(variance, items), Fraction(0)) / total)
    return Norm(Fraction(_root(variance(scores))), Fraction(round(max(alpha, Fraction(0)) * 1000), 1000))


def variance(values: Sequence[Fraction]) -> Fraction:
    """The variance with n - 1, exact."""
    count = len(values)
    total = sum(values, Fraction(0))
    squares = sum((value * value for value in values), Fraction(0))
    return (squares - total * total / count) / (count - 1)


def _root(square: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = 40
        return (Decimal(square.numerator) / Decimal(square.denominator)).sqrt().quantize(_PLACES)
