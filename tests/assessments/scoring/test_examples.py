"""The two example frameworks: texts of our own, and the published numbers they reproduce."""

from pathlib import Path

import pytest

from assessments.scoring import attainable, load, score
from tests.assessments.scoring.generate import best, worst
from tests.assessments.scoring.published import vector

FOLDER = Path("assessments/frameworks/examples")
CODES = ("impuls-like", "eu-dma-like")


def _framework(code):
    return load((FOLDER / f"{code}.yaml").read_text("utf-8"), name=f"{code}.yaml")


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_there_in_both_languages_and_marked_as_an_example(code):
    framework = _framework(code)
    assert framework.code == code
    assert framework.languages == ("ko", "en")
    assert "예시 기준" in framework.notice.ko
    assert "not the official" in framework.notice.en
    assert "예시 기준" in framework.scheme().title.ko


@pytest.mark.parametrize("code", CODES)
def test_best_and_worst_answers_reach_the_ends(code):
    framework = _framework(code)
    lowest, highest = attainable(framework.tree)
    assert score(framework, {c: best(item) for c, item in framework.items.items()}).exact == highest
    assert score(framework, {c: worst(item) for c, item in framework.items.items()}).exact == lowest


@pytest.mark.parametrize("case", [0, 1])
def test_the_printed_score_and_percent_of_the_six_dimensions(case):
    printed = vector("amaral2021_impuls_vector.json")["cases"][case]
    framework = _framework("impuls-like")
    dimensions = zip(framework.tree.children, printed["levels"], strict=True)
    answers = {field.code: str(level) for dimension, level in dimensions for field in dimension.children}
    outcome = score(framework, answers)
    _lowest, highest = attainable(framework.tree)
    assert str(outcome.score) == str(printed["score"])
    assert round(float(100 * outcome.exact / highest), 2) == printed["percent"]


def test_the_weakest_field_decides_its_dimension():
    framework = _framework("impuls-like")
    answers = dict.fromkeys(framework.items, "4") | {"D2-3": "1"}
    assert score(framework, answers).nodes["D2"].score == 1


def _stored_response(framework):
    """The stored answers: so many ticks from the front, and the value of every scale in order."""
    stored = vector("eu_dma_vectors.json")["answers"]
    answers = {}
    for name, side in (("Q1.plan", "right"), ("Q1.invested", "left")):
        ticked = sum(row[side] for row in stored["Q1"]["rows"].values())
        answers[name] = _ticks(framework.items[name], ticked)
    for name, answer in stored.items():
        if answer["type"] == "checkboxes":
            answers[name] = _ticks(framework.items[name], len(answer["selected"]))
        elif name != "Q1":
            rows = zip(framework.nodes[name].children, answer["rows"].values(), strict=True)
            answers |= {item.code: str(value) for item, value in rows}
    return answers


def _ticks(item, count):
    free = [choice.code for choice in item.choices if not choice.exclusive]
    alone = [choice.code for choice in item.choices if choice.exclusive]
    return tuple(free[:count] or alone)


def test_the_dimensions_of_the_stored_european_response():
    published = vector("eu_dma_vectors.json")
    framework = _framework("eu-dma-like")
    nodes = score(framework, _stored_response(framework)).nodes
    expected = {
        "D1": published["variant_expected"]["D1"]["A_thuringia"],
        "D2": published["unambiguous_expected"]["digitalReadiness"],
        "D3": published["unambiguous_expected"]["humanCentric"],
        "D4": published["variant_expected"]["D4"]["C_exclusive"],
        "D5": published["unambiguous_expected"]["automation"],
        "D6": published["unambiguous_expected"]["greenDigitalization"],
    }
    assert {code: round(float(nodes[code].score), 6) for code in expected} == expected
