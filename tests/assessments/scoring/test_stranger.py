"""A framework of another kind: weights that add up to 5.2, an "unsure" answer, a mean of cut means."""

from fractions import Fraction

import pytest

from assessments.scoring import explain, score
from tests.assessments.scoring.published import framework

ANSWERS = {"A1": "3", "A2": "2", "A3": "2", "B1": "4", "B2": "dont_know", "B3": "1", "C1": "3"}
UNSURE = "dont_know"


def _score(**changes):
    return score(framework("cyber-check"), ANSWERS | changes)


def test_each_group_is_cut_and_then_their_mean():
    outcome = _score()
    assert outcome.nodes["ACCESS"].score == Fraction("2.3")  # 7/3
    assert outcome.nodes["BACKUP"].score == Fraction("2.5")  # 5/2
    # (2.3·3 + 2.5·1.5 + 3·0.7) ÷ 5.2 = 2.4519…; without cutting the groups it would be 2.4711…
    assert str(outcome.score) == "2.4"
    assert outcome.level.level == 2


def test_cutting_the_groups_decides_a_level():
    outcome = _score(B1="2", C1="2", B3="2", B2="2")
    # (2.3·3 + 2·1.5 + 2·0.7) ÷ 5.2 = 2.173…
    assert str(outcome.score) == "2.1"


def test_unsure_is_left_out_and_widens_the_interval():
    outcome = _score()
    # BACKUP from 5/3 → 1.6 to 9/3 = 3
    assert (outcome.nodes["BACKUP"].low, outcome.nodes["BACKUP"].high) == (Fraction("1.6"), 3)
    assert (str(outcome.low), str(outcome.high)) == ("2.1", "2.5")
    assert outcome.coverage < 1


def test_a_group_that_does_not_apply_leaves_its_weight():
    outcome = _score(C1="not_applicable")
    assert outcome.exact == Fraction("2.3")  # (2.3·3 + 2.5·1.5) ÷ 4.5 = 2.3666…


def test_too_many_unsure_answers_give_no_score():
    outcome = _score(A1=UNSURE, A2=UNSURE, A3=UNSURE)
    assert outcome.score is None
    assert outcome.reason == "coverage"


@pytest.mark.parametrize(
    ("code", "formula"),
    [
        ("ACCESS", "(3 + 2 + 2) ÷ 3 ≈ 2.333333 → 2.3"),
        ("TOTAL", "(2.3 × 3 + 2.5 × 1.5 + 3 × 0.7) ÷ 5.2 ≈ 2.451923 → 2.4"),
    ],
)
def test_the_arithmetic_shows_where_it_was_cut(code, formula):
    assert explain(_score(), code).formula == formula
