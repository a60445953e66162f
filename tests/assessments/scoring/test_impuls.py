"""IMPULS: weights that add up to 1.001, as printed in Amaral and Pecas 2021, Table 4."""

from fractions import Fraction

import pytest

from assessments.scoring import score
from tests.assessments.scoring.published import framework, vector


def _answers(levels, code="impuls"):
    """Every field of a dimension at the dimension's level: its minimum is that level."""
    dimensions = framework(code).tree.children
    return {
        field.code: str(level)
        for dimension, level in zip(dimensions, levels, strict=True)
        for field in dimension.children
    }


@pytest.mark.parametrize("case", [0, 1])
def test_the_printed_score_is_the_weighted_sum(case):
    printed = vector("amaral2021_impuls_vector.json")["cases"][case]
    outcome = score(framework("impuls"), _answers(printed["levels"]))
    assert str(outcome.score) == str(printed["score"])


@pytest.mark.parametrize("case", [0, 1])
def test_the_printed_percent_divides_by_the_sum_of_the_weights(case):
    printed = vector("amaral2021_impuls_vector.json")["cases"][case]
    outcome = score(framework("impuls-percent"), _answers(printed["levels"], "impuls-percent"))
    assert str(outcome.score) == str(printed["percent"])


def test_the_weights_are_the_printed_ones():
    model = vector("impuls_model.json")
    weights = [dimension.weight for dimension in framework("impuls").tree.children]
    assert weights == [Fraction(str(d["weight"])) for d in model["dimensions"]]
    assert sum(weights) == Fraction(str(model["weight_sum"]))
    assert [len(d.children) for d in framework("impuls").tree.children] == [
        len(d["fields"]) for d in model["dimensions"]
    ]


@pytest.mark.parametrize(("case", "level", "tier"), [(0, 0, "newcomer"), (1, 1, "newcomer")])
def test_the_level_is_the_whole_part_of_the_score(case, level, tier):
    printed = vector("amaral2021_impuls_vector.json")["cases"][case]
    outcome = score(framework("impuls"), _answers(printed["levels"]))
    assert outcome.level.level == level
    assert outcome.tier.code == tier


def test_the_weakest_field_decides_a_dimension():
    answers = {**_answers([3, 3, 3, 3, 3, 3]), "D1-2": "1"}
    assert score(framework("impuls"), answers).nodes["D1"].score == 1
