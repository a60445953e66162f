"""The arithmetic told, the gaps named, and the trace kept."""

import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from assessments.scoring import (
    Comparison,
    ForeignTrace,
    carried,
    domain_needs,
    explain,
    item_gaps,
    module_gaps,
    restore_trace,
    score,
)
from tests.assessments.scoring.example import EXAMPLES, mini
from tests.assessments.scoring.test_engine import DK, FULL


def test_a_node_tells_its_arithmetic_in_one_line():
    outcome = score(mini(), DK)
    assert explain(outcome, "SHOP").formula == "(1 × 2 + 2 × 1) ÷ 3 ≈ 1.333333"
    assert explain(outcome, "TOTAL").formula == "(2 × 1 + 1.333333 × 3) ÷ 4 × 50 = 75"
    assert explain(outcome, "SHOP-2").formula == "1 + 1 = 2"
    assert explain(score(mini(), FULL), "TOTAL").formula == "(2 × 1 + 1.25 × 3) ÷ 4 × 50 = 71.875 → 71.9"


def test_a_child_left_out_says_why():
    terms = {term.code: term for term in explain(score(mini(), DK), "SHOP").terms}
    assert (terms["SHOP-3"].counted, terms["SHOP-3"].state) == (False, "dont_know")
    hidden = explain(score(mini(), {**FULL, "SHOP-1": "0"}), "SHOP").terms
    assert [term.state for term in hidden] == ["answered", "not_asked", "answered"]


def test_capped_ticks_show_what_was_added():
    outcome = score(mini(), {**FULL, "SHOP-2": ("run", "count", "process")})
    assert explain(outcome, "SHOP-2").formula == "1 + 1 + 1 = 2"


def test_gaps_are_points_of_the_total():
    gaps = item_gaps(score(mini(), FULL))
    assert [(gap.code, gap.gap, gap.share) for gap in gaps] == [
        ("SHOP-1", Fraction(75, 4), 6667),
        ("SHOP-3", Fraction(75, 8), 3333),
    ]
    assert gaps[0].choices == ("1",)


def test_the_biggest_gaps_name_the_answers_behind_them():
    (shop,) = module_gaps(score(mini(), FULL))
    assert (shop.code, [cause.code for cause in shop.causes]) == ("SHOP", ["SHOP-1", "SHOP-3"])


def test_domains_share_a_gap_the_closest_first():
    needs = domain_needs(score(mini(), FULL))
    assert [(need.domain, need.gap) for need in needs] == [
        ("MES", Fraction(75, 4) + Fraction(75, 24)),
        ("CMMS", Fraction(75, 12)),
    ]
    assert sum(need.share for need in needs) == 10_000


@pytest.mark.parametrize(("policy", "gap"), [("exclude", None), ("zero", 2), ("max_gap", 2)])
def test_dont_know_leaves_the_gap_its_policy_says(policy, gap):
    outcome = score(mini(("dont_know: exclude", f"dont_know: {policy}")), DK)
    found = {g.code: g.missing for g in item_gaps(outcome)}
    assert found.get("SHOP-3") == gap


def test_a_trace_is_small_and_belongs_to_its_framework():
    outcome = score(mini(), DK)
    trace = outcome.trace()
    assert trace["answers"] == [2, 1, [0, 1], -3]
    assert trace["nodes"] == ["2/1", ["4/3", "1/1", "3/2", "3/4"], ["75/1", "125/2", "325/4", "13/16"]]
    assert trace["total"] == "750/10"
    with pytest.raises(ForeignTrace):
        restore_trace(mini(("en: Total", "en: Totals")), trace)


def test_another_process_writes_the_same_bytes():
    program = (
        "import pathlib, sys; from assessments.scoring import *;"
        f"d = pathlib.Path({str(EXAMPLES)!r}); f = load((d / 'mini.yaml').read_text('utf-8'), name='x');"
        "a = parse_answers((d / 'mini-answers.json').read_text('utf-8'), f, name='y');"
        "sys.stdout.buffer.write(score(f, a).to_json())"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    told = {
        subprocess.run(
            [sys.executable, "-c", program], env={**env, "PYTHONHASHSEED": seed}, stdout=-1, check=True
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert told == {score(mini(), DK).to_json()}


def test_the_json_holds_no_floats():
    def walk(value):
        if isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        else:
            assert not isinstance(value, float)

    walk(json.loads(score(mini(), DK).to_json()))


def test_claimed_and_verified_stay_apart():
    framework = mini()
    claimed, verified = score(framework, FULL), score(framework, {**FULL, "SHOP-1": "0"})
    assert Comparison(claimed).changes == ()
    changes = Comparison(claimed, verified).changes
    assert [(c.code, c.claimed.state, c.verified.state) for c in changes] == [
        ("SHOP-1", "answered", "answered"),
        ("SHOP-2", "answered", "not_asked"),
    ]
    with pytest.raises(ValueError):
        Comparison(claimed, score(mini(("en: Total", "en: Totals")), FULL))


def test_answers_carry_over_where_they_fit():
    framework = mini(("domains: [APS, ERP]", "maps_from: {framework: quick, item: Q1}"))
    assert carried(framework, source="quick", answers={"Q1": "1", "Q2": "0"}) == {"PLAN-1": "1"}
    assert carried(framework, source="quick", answers={"Q1": "9"}) == {}
    assert carried(framework, source="other", answers={"Q1": "1"}) == {}
