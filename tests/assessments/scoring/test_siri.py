"""SIRI-style: the structure, the band rule as a gate, and the steps of the prioritisation."""

from collections import Counter
from fractions import Fraction

import pytest

from assessments.scoring import score
from assessments.scoring.framework import Choice, Framework, Item, Node, Policies, Text
from assessments.scoring.prioritisation import HORIZONS, Candidate, focus, prioritise, relevance
from tests.assessments.scoring.published import framework, vector


def test_three_blocks_eight_pillars_sixteen_dimensions():
    published = vector("siri_structure.json")
    tree = framework("siri-structure")
    assert [len(tree.tree.children), len(tree.modules), len(tree.items)] == [3, 8, 16]
    for dimension in published["dimensions"]:
        item = tree.items[f"D{dimension['n']}"]
        assert item.title.en == dimension["name"]
        assert [choice.label.en for choice in item.choices] == dimension["bands"]
        pillar = tree.parents[item.code]
        assert pillar.title.en == dimension["pillar"]
        assert tree.parents[pillar.code].title.en == dimension["block"]


def _candidates(case):
    exact = [
        {k: v if isinstance(v, str) else Fraction(str(v)) for k, v in item.items()} for item in case["items"]
    ]
    return [
        Candidate(i["id"], "one block", i["ams"], i["bic"], i["cr"] * i["c"], i["kr"] * i["k"]) for i in exact
    ]


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("horizon", sorted(HORIZONS))
def test_the_printed_impact_values(number, horizon):
    case = vector("siri_pm_vectors.json")["cases"][number]
    found = prioritise(_candidates(case), HORIZONS[horizon])
    assert {p.code: round(float(p.value), 6) for p in found} == case["expected"][horizon]
    if "asserted_order" in case:
        assert [p.code for p in found] == case["asserted_order"][horizon]


def test_a_dimension_ahead_of_the_best_counts_nothing():
    case = vector("siri_pm_vectors.json")["cases"][2]
    found = prioritise(_candidates(case), HORIZONS["strategic"])
    assert {p.code: float(p.value) for p in found} == case["expected_strategic"]


def test_the_weights_are_the_printed_ones():
    printed = vector("siri_structure.json")["prioritisation_matrix"]["weights"]
    for name, weights in HORIZONS.items():
        assert [weights.cost, weights.goals, weights.proximity] == [
            Fraction(str(printed[name][key])) for key in ("cost", "kpi", "proximity")
        ]


def _band(attributes):
    """One dimension as a document: a step for each band from 1, met at 80 % of its attributes."""
    word = Text(en="x")
    steps = []
    for band in range(1, 6):
        count = int(attributes.get(str(band), "0/1").partition("/")[2])
        choices = tuple(Choice(f"a{n}", Fraction(1, count), word) for n in range(count))
        item = Item(f"BAND{band}", word, word, choices, kind="multiple", threshold=Fraction(4, 5))
        steps.append(item)
    ladder = Node("BAND", word, "gate", tuple(steps))
    tree = Framework("band", "1", ("en",), word, word, "CC0-1.0", word, Policies(), ladder)
    ticked = {}
    for band, share in attributes.items():
        if band != "0":
            ticked[f"BAND{band}"] = tuple(f"a{n}" for n in range(int(share.partition("/")[0])))
    return score(tree, ticked)


@pytest.mark.parametrize("number", range(5))
def test_a_band_needs_four_fifths_and_every_band_below(number):
    case = vector("siri_pm_vectors.json")["band_rule_cases"][number]
    outcome = _band(case["attrs"])
    assert outcome.score == case["band"]
    if case["band"] is None:
        assert outcome.reason == "unanswered"


def test_the_focus_is_the_best_of_each_block_and_the_best_of_the_rest():
    names = [("a", "P"), ("b", "P"), ("c", "T"), ("d", "T"), ("e", "O"), ("f", "O")]
    candidates = [
        Candidate(code, block, Fraction(0), Fraction(5), Fraction(10 - n), Fraction(1))
        for n, (code, block) in enumerate(names)
    ]
    found = prioritise(candidates, HORIZONS["operational"])
    assert focus(found) == ("a", "b", "c", "e")
    assert Counter(p.block for p in found) == {"P": 2, "T": 2, "O": 2}


def test_a_unit_of_cost_does_not_matter_and_the_values_add_up_to_one():
    case = vector("siri_pm_vectors.json")["cases"][1]
    candidates = _candidates(case)
    dearer = [Candidate(c.code, c.block, c.today, c.best, c.cost * 1000, c.goals) for c in candidates]
    for weights in HORIZONS.values():
        assert prioritise(candidates, weights) == prioritise(dearer, weights)
        assert sum(p.value for p in prioritise(candidates, weights)) == 1


def test_relevance_is_the_weighted_sum_of_the_shared_categories():
    shares = {"labour": Fraction(1, 4), "material": Fraction(3, 4), "other": Fraction(1)}
    assert relevance(shares, {"labour": Fraction(2), "material": Fraction(1)}) == Fraction(5, 4)


def test_negative_columns_are_refused():
    broken = [Candidate("a", "P", Fraction(0), Fraction(1), Fraction(-1), Fraction(0))]
    with pytest.raises(ValueError):
        prioritise(broken, HORIZONS["tactical"])
