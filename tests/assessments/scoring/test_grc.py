"""Averages, sums and averages of averages of a GRC tool: not applicable, unscored, deep trees."""

from fractions import Fraction

import pytest

from assessments.scoring import score
from tests.assessments.scoring.published import framework, vector

CODES = {"AVG": "grc-average", "SUM": "grc-sum", "AVG_OF_AVG": "grc-average-of-averages"}
CHANGES = {
    "all": {},
    "B2 not applicable": {"B2": "not_applicable"},
    "A2 unscored": {"A2": None},
}


def _answers(scores, change):
    answers = {code: str(value) for code, value in scores.items()} | change
    return {code: answer for code, answer in answers.items() if answer is not None}


@pytest.mark.parametrize("method", sorted(CODES))
@pytest.mark.parametrize("name", sorted(CHANGES))
def test_the_printed_numbers_come_out(method, name):
    vectors = vector("ciso_assistant_scoring_vectors.json")
    case = next(case for case in vectors["cases"] if case["case"] == name)
    outcome = score(framework(CODES[method]), _answers(vectors["scores"], CHANGES[name]))
    if method in case:
        assert outcome.exact == Fraction(str(case[method]))
    else:
        assert outcome.exact is not None


@pytest.mark.parametrize("code", sorted(CODES.values()))
def test_without_any_scored_control_there_is_no_score(code):
    outcome = score(framework(code), {})
    assert outcome.score is None
    assert outcome.reason == "unanswered"


def test_a_deep_tree_averages_its_categories_and_cuts_to_one_digit():
    deep = vector("ciso_assistant_scoring_vectors.json")["deep_tree"]
    tree = deep["tree"]
    values = [
        *tree["F1"]["C1"]["S1"], *tree["F1"]["C1"]["S2"], *tree["F1"]["C2"]["S3"], *tree["F2"]["C3"]["S4"],
    ]  # fmt: skip
    answers = {f"R{n}": str(value) for n, value in enumerate(values, 1)}
    outcome = score(framework("grc-categories"), answers)
    assert str(outcome.score) == str(deep["AVG_OF_AVG_categories"])


def test_maturity_is_the_mean_of_implementation_and_documentation():
    docs = vector("ciso_assistant_scoring_vectors.json")["docs"]
    assert (docs["impl_AVG"] + docs["doc_AVG"]) / 2 == docs["maturity"]
    outcome = score(framework("grc-average"), {"A1": "80", "A2": "80", "B1": "80", "B2": "80"})
    assert outcome.exact == Fraction(str(docs["impl_AVG"]))
