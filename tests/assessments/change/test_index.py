"""The reliable change index: the published example, and what holds for every number."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessments.change import CRITICAL, Norm, index_of, is_reliable, limit_of

numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=10_000)
spreads = st.fractions(min_value=Fraction(1, 100), max_value=500, max_denominator=1000)
shares = st.fractions(min_value=0, max_value=Fraction(999, 1000), max_denominator=1000)
norms = st.builds(Norm, spreads, shares)
FEW = settings(max_examples=25)


def test_the_published_example_is_reproduced() -> None:
    # Jacobson & Truax 1991: from 47.5 to 32.5 with SD 7.5 and r 0.80; S_diff 4.74, RC -3.16.
    norm = Norm(Fraction("7.5"), Fraction("0.80"))
    assert index_of(Fraction("32.5") - Fraction("47.5"), norm) == Decimal("-3.16")
    assert is_reliable(Fraction(-15), norm)
    assert limit_of(norm) == Decimal("9.30")


@FEW
@given(numbers, norms)
def test_it_is_antisymmetric(difference: Fraction, norm: Norm) -> None:
    assert index_of(-difference, norm) == -index_of(difference, norm)
    assert is_reliable(-difference, norm) == is_reliable(difference, norm)


@FEW
@given(norms)
def test_no_difference_is_no_change(norm: Norm) -> None:
    assert index_of(Fraction(0), norm) == 0
    assert not is_reliable(Fraction(0), norm)


@FEW
@given(numbers, numbers, norms)
def test_a_larger_difference_never_has_a_smaller_index(one: Fraction, other: Fraction, norm: Norm) -> None:
    small, large = sorted([one, other])
    assert index_of(small, norm) <= index_of(large, norm)


@FEW
@given(numbers, spreads, shares, shares)
def test_a_more_reliable_measure_never_has_a_smaller_index(
    difference: Fraction, sd: Fraction, one: Fraction, other: Fraction
) -> None:
    worse, better = sorted([one, other])
    assert abs(index_of(difference, Norm(sd, worse))) <= abs(index_of(difference, Norm(sd, better)))
    assert is_reliable(difference, Norm(sd, better)) or not is_reliable(difference, Norm(sd, worse))


@FEW
@given(numbers, spreads, spreads, shares)
def test_a_wider_spread_never_makes_the_index_larger(
    difference: Fraction, one: Fraction, other: Fraction, share: Fraction
) -> None:
    narrow, wide = sorted([one, other])
    assert abs(index_of(difference, Norm(wide, share))) <= abs(index_of(difference, Norm(narrow, share)))


@FEW
@given(numbers, norms, st.fractions(min_value=Fraction(1, 100), max_value=100))
def test_another_scale_changes_nothing(difference: Fraction, norm: Norm, factor: Fraction) -> None:
    scaled = Norm(norm.sd * factor, norm.reliability)
    assert index_of(difference * factor, scaled) == index_of(difference, norm)
    assert is_reliable(difference * factor, scaled) == is_reliable(difference, norm)


@FEW
@given(numbers, norms)
def test_the_decision_and_the_index_for_people_agree_but_for_its_rounding(
    difference: Fraction, norm: Norm
) -> None:
    index = abs(Fraction(index_of(difference, norm, 6)))
    assume(abs(index - CRITICAL) > Fraction(1, 1_000_000))
    assert is_reliable(difference, norm) == (index > CRITICAL)


def test_exactly_on_the_limit_is_within_the_error() -> None:
    norm = Norm(Fraction(5), Fraction(1, 2))  # S_diff is exactly 5
    assert not is_reliable(Fraction("9.8"), norm)
    assert is_reliable(Fraction("9.8001"), norm)


@pytest.mark.parametrize(("sd", "reliability"), [(0, "0.5"), (-1, "0.5"), (1, "1"), (1, "-0.1")])
def test_a_norm_that_cannot_be_is_refused(sd: int, reliability: str) -> None:
    with pytest.raises(ValueError):
        Norm(Fraction(sd), Fraction(reliability))
