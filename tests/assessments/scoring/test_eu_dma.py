"""The EU Digital Maturity Assessment: tick lists, 0-5 scales, no/partly/yes, two readings of D1 and Q7."""

import pytest

from assessments.scoring import attainable, score
from assessments.scoring.framework import Item, Node
from tests.assessments.scoring.generate import best, worst
from tests.assessments.scoring.published import framework, vector

CODES = ("eu-dma-a", "eu-dma-b", "eu-dma-c")
NEGATIVE = "data_is_not_collected_digitally"
NAMES = {
    "D1": "digitalStrategy",
    "D2": "digitalReadiness",
    "D3": "humanCentric",
    "D4": "dataManagement",
    "D5": "automation",
    "D6": "greenDigitalization",
}


def _answers(code):
    """The stored response. The app that stored it names the options differently, but every option of a
    tick list gives the same points: so many ticks are taken from the front, never the negative option."""
    stored = vector("eu_dma_vectors.json")["answers"]
    tree = framework(code)
    answers = {}
    plan = [row["right"] for row in stored["Q1"]["rows"].values()]
    invested = [row["left"] for row in stored["Q1"]["rows"].values()]
    for name, ticks in (("Q1.plan", plan), ("Q1.invested", invested)):
        choices = tree.items[name].choices
        answers[name] = tuple(choice.code for choice, tick in zip(choices, ticks, strict=True) if tick)
    for name, answer in stored.items():
        if answer["type"] == "checkboxes":
            free = [choice.code for choice in tree.items[name].choices if choice.code != NEGATIVE]
            answers[name] = tuple(free[: len(answer["selected"])])
        elif "rows" in answer and name != "Q1":
            rows = tree.nodes[name].children
            for item, value in zip(rows, answer["rows"].values(), strict=True):
                answers[item.code] = str(value)
    return answers


def _six_digits(value):
    return round(float(value), 6)


@pytest.mark.parametrize("code", CODES)
def test_the_structure_is_the_questionnaire(code):
    published = vector("eu_dma_sme_questions.json")
    tree = framework(code)
    for question in published["questions"]:
        expected = len(question.get("rows") or question["options"])
        if question["id"] == "Q1":
            assert len(tree.items["Q1.plan"].choices) == len(tree.items["Q1.invested"].choices) == expected
        else:
            part = tree.items.get(question["id"]) or tree.nodes[question["id"]]
            assert len(part.choices if isinstance(part, Item) else part.children) == expected
    assert [node.code for node in tree.tree.children] == [d["id"] for d in published["dimensions"]]


@pytest.mark.parametrize("code", CODES)
def test_the_dimensions_all_readings_agree_on(code):
    vectors = vector("eu_dma_vectors.json")
    nodes = score(framework(code), _answers(code)).nodes
    by_name = {NAMES[code]: node for code, node in nodes.items() if code in NAMES}
    for name, value in vectors["unambiguous_expected"].items():
        assert _six_digits(by_name[name].score) == value


@pytest.mark.parametrize(
    ("code", "dimension", "reading"),
    [
        ("eu-dma-a", "D1", "A_thuringia"),
        ("eu-dma-b", "D1", "B_dmsa"),
        ("eu-dma-a", "D4", "A_thuringia"),
        ("eu-dma-b", "D4", "B_dmsa"),
        ("eu-dma-c", "D4", "C_exclusive"),
    ],
)
def test_each_reading_of_d1_and_q7(code, dimension, reading):
    expected = vector("eu_dma_vectors.json")["variant_expected"][dimension][reading]
    assert _six_digits(score(framework(code), _answers(code)).nodes[dimension].score) == expected


def test_the_scores_the_app_stored():
    vectors = vector("eu_dma_vectors.json")
    outcome = score(framework("eu-dma-b"), _answers("eu-dma-b"))
    for code, name in NAMES.items():
        assert round(outcome.nodes[code].score) == vectors["published_scores"][name]
    assert outcome.score == vectors["published_overall"]
    assert outcome.level.title.en == "Advanced"


@pytest.mark.parametrize("code", ["eu-dma-b", "eu-dma-c"])
def test_everything_is_a_hundred_and_nothing_is_zero(code):
    tree = framework(code)
    assert attainable(tree.tree) == (0, 100)
    assert score(tree, {c: best(item) for c, item in tree.items.items()}).score == 100
    assert score(tree, {c: worst(item) for c, item in tree.items.items()}).score == 0


def test_in_reading_a_the_negative_option_lifts_the_score():
    tree = framework("eu-dma-a")
    everything = {c: best(item) for c, item in tree.items.items()}
    assert NEGATIVE in everything["Q7"]
    assert score(tree, everything).score == 100


def test_the_bounds_of_the_stages():
    scheme = framework("eu-dma-a").scheme()
    assert [int(level.start) for level in scheme.bounds] == [0, 26, 51, 76]


def test_dimensions_are_nodes():
    assert all(isinstance(child, Node) for child in framework("eu-dma-a").tree.children)
