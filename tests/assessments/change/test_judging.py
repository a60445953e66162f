"""What is said of two values with their intervals."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.change import Measured, Norm, is_reliable, judge

NORM = Norm(Fraction(100), Fraction("0.95"))  # beyond 61.98 points
points = st.integers(min_value=0, max_value=1000).map(Fraction)
FEW = settings(max_examples=50)


@st.composite
def values(draw: st.DrawFn) -> Measured:
    low, score, high = sorted([draw(points), draw(points), draw(points)])
    return Measured(score, low, high)


def sure(score: int) -> Measured:
    return Measured(Fraction(score), Fraction(score), Fraction(score))


def test_beyond_the_error_it_rose_or_fell_else_it_is_within() -> None:
    assert judge(sure(300), sure(362), NORM).verdict == "up"
    assert judge(sure(362), sure(300), NORM).verdict == "down"
    assert judge(sure(300), sure(361), NORM).verdict == "within"
    assert judge(sure(300), sure(300), NORM).verdict == "within"


def test_unknown_answers_that_could_turn_it_round_leave_it_open() -> None:
    change = judge(Measured(Fraction(300), Fraction(250), Fraction(420)), sure(400), NORM)
    assert (change.verdict, change.difference, change.least, change.most) == ("open", 100, -20, 150)
    assert not change.is_sign_certain


def test_a_rise_of_uncertain_size_is_open_but_its_direction_is_not() -> None:
    change = judge(Measured(Fraction(300), Fraction(290), Fraction(370)), sure(400), NORM)
    assert change.verdict == "open"
    assert change.is_sign_certain


def test_a_few_unknown_answers_do_not_hide_a_large_rise() -> None:
    assert judge(Measured(Fraction(300), Fraction(290), Fraction(310)), sure(500), NORM).verdict == "up"


def test_without_a_score_or_a_norm_nothing_is_claimed() -> None:
    none = Measured(None, Fraction(100), Fraction(900))
    for before, after in ((none, sure(1)), (sure(1), none), (None, sure(1)), (sure(1), None)):
        change = judge(before, after, NORM)
        assert (change.verdict, change.difference) == ("no_score", None)
    change = judge(sure(100), sure(900), None)
    assert (change.verdict, change.difference, change.index) == ("no_norm", 800, None)


@FEW
@given(values(), values())
def test_turned_round_it_says_the_opposite(before: Measured, after: Measured) -> None:
    there, back = judge(before, after, NORM), judge(after, before, NORM)
    opposite = {"up": "down", "down": "up"}
    assert back.verdict == opposite.get(there.verdict, there.verdict)
    assert there.difference is not None
    assert back.difference == -there.difference
    assert (back.least, back.most) == (-there.most, -there.least)  # type: ignore[operator]


@FEW
@given(values(), values(), st.fractions(0, 1), st.fractions(0, 1))
def test_what_is_said_holds_whatever_the_unknown_answers_are(
    before: Measured, after: Measured, one: Fraction, other: Fraction
) -> None:
    said = judge(before, after, NORM).verdict
    true_before = before.low + one * (before.high - before.low)
    true_after = after.low + other * (after.high - after.low)
    truth = true_after - true_before
    if said in ("up", "down"):
        assert is_reliable(truth, NORM)
        assert (truth > 0) == (said == "up")
    elif said == "within":
        assert not is_reliable(truth, NORM)


@FEW
@given(values(), points)
def test_a_value_beside_itself_never_changed(value: Measured, score: Fraction) -> None:
    assert judge(value, value, NORM).verdict in ("within", "open")
    assert judge(sure(int(score)), sure(int(score)), NORM).verdict == "within"
