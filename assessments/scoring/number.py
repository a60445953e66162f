"""Exact numbers: read from text, written back, rounded once by a stated method."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Literal

RoundingMethod = Literal["none", "half_even", "truncate", "floor"]

SHOWN_DIGITS = 6  # what a number without a rounding policy is written with

_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,12})?")
_RATIO = re.compile(r"-?(?:0|[1-9][0-9]{0,8})/[1-9][0-9]{0,8}")


def parse(text: str) -> Fraction | None:
    """The number that `text` writes as a decimal ("0.254") or a ratio ("10/7"); None when it writes none."""
    if _DECIMAL.fullmatch(text) or _RATIO.fullmatch(text):
        return Fraction(text)
    return None


def text(value: Fraction) -> str:
    """The one way `value` is written: a decimal when it ends, else a ratio in lowest terms."""
    if value.denominator == 1:
        return str(value.numerator)
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    digits = max(twos, fives)
    if rest != 1 or digits > 12:
        return f"{value.numerator}/{value.denominator}"
    whole = abs(value.numerator) * 10**digits // value.denominator
    left, right = divmod(whole, 10**digits)
    return f"{'-' if value < 0 else ''}{left}.{right:0{digits}d}"


def rounded(numerator: int, denominator: int, method: RoundingMethod, digits: int) -> tuple[int, int]:
    """numerator/denominator after rounding to `digits` digits, exact, as a pair; `none` returns it unchanged.

    half_even takes the even neighbour at exactly a half, truncate cuts towards zero, floor goes down.
    """
    if method == "none":
        return numerator, denominator
    scale: int = 10**digits
    scaled = numerator * scale
    quotient, remainder = divmod(scaled, denominator)
    if method == "half_even":
        twice = 2 * remainder
        if twice > denominator or (twice == denominator and quotient & 1):
            quotient += 1
    elif method == "truncate" and quotient < 0 and remainder:
        quotient += 1
    return quotient, scale


def shown(value: Fraction, digits: int = SHOWN_DIGITS) -> Decimal:
    """`value` for people: at most `digits` digits after the point, half-even, no trailing zeros."""
    number, scale = rounded(value.numerator, value.denominator, "half_even", digits)
    whole, part = divmod(abs(number), scale)
    tail = f".{part:0{digits}d}".rstrip("0").rstrip(".") if digits else ""
    return Decimal(f"{'-' if number < 0 else ''}{whole}{tail}")
