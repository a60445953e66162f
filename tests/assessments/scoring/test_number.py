"""Exact numbers: reading, writing, and rounding once."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import number


@pytest.mark.parametrize(
    "text", ["", "1.", ".5", "01", "1e3", "+1", "1,5", "١", "1/0", "1 /2", "nan", "1" * 13, "0." + "1" * 13]
)
def test_what_is_no_number_is_none(text):
    assert number.parse(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.254", Fraction(254, 1000)),
        ("-3", Fraction(-3)),
        ("10/7", Fraction(10, 7)),
        ("2.50", Fraction(5, 2)),
    ],
)
def test_decimals_and_ratios_are_read_exactly(text, value):
    assert number.parse(text) == value


@given(st.fractions(max_denominator=10**6, min_value=-900, max_value=900))
def test_what_is_written_reads_back(value):
    assert number.parse(number.text(value)) == value


@pytest.mark.parametrize(
    ("value", "method", "digits", "expected"),
    [
        ("2.5", "half_even", 0, "2"),
        ("3.5", "half_even", 0, "4"),
        ("-2.5", "half_even", 0, "-2"),
        ("0.125", "half_even", 2, "0.12"),
        ("1/3", "half_even", 3, "0.333"),
        ("2.9", "truncate", 0, "2"),
        ("-2.9", "truncate", 0, "-2"),
        ("-3", "truncate", 0, "-3"),
        ("68.35", "truncate", 1, "68.3"),
        ("2.9", "floor", 0, "2"),
        ("-2.1", "floor", 0, "-3"),
        ("1/3", "none", 0, "1/3"),
    ],
)
def test_each_method_rounds_as_it_says(value, method, digits, expected):
    exact = Fraction(value)
    assert Fraction(*number.rounded(exact.numerator, exact.denominator, method, digits)) == Fraction(expected)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1/3", "0.333333"), ("100", "100"), ("2.50", "2.5"), ("-1/3", "-0.333333"), ("0", "0")],
)
def test_a_number_is_shown_with_at_most_six_digits(value, shown):
    assert str(number.shown(Fraction(value))) == shown
    assert isinstance(number.shown(Fraction(value)), Decimal)
