"""What holds for every framework and every set of answers."""

import json
import os
import random
from dataclasses import replace
from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assessments.scoring import (
    aim,
    asked,
    attainable,
    domain_needs,
    enough,
    explain,
    item_gaps,
    module_gaps,
    named_gaps,
    priorities,
    score,
)
from assessments.scoring.answers import DONT_KNOW, NOT_APPLICABLE
from assessments.scoring.document import checksum, dump, from_json, load, to_json
from assessments.scoring.explain import Explanation
from assessments.scoring.framework import Framework, Item, Node
from assessments.scoring.gaps import gap_sizes
from assessments.scoring.trace import expand, restore
from assessments.scoring.writing import as_data
from tests.assessments.scoring import generate
from tests.assessments.scoring.reference import Reference

thorough = settings(
    deadline=None,
    max_examples=int(os.environ.get("IEUM_EXAMPLES", "60")),
    suppress_health_check=list(HealthCheck),
)


@st.composite
def cases(draw, complete=False, **options):
    framework = draw(generate.frameworks(**options))
    return framework, draw(generate.answers(framework, complete=complete))


@thorough
@given(cases(rounds=True))
def test_the_engine_agrees_with_the_plain_definition(case):
    framework, answers = case
    outcome = score(framework, answers)
    by_mode = {mode: Reference(framework, answers, mode) for mode in ("score", "low", "high")}
    for code, node in framework.nodes.items():
        found = outcome.nodes[code]
        middle, low, high = (by_mode[mode].value(node) for mode in ("score", "low", "high"))
        assert found.score == middle
        assert found.coverage == by_mode["score"].coverage(node)
        if low is not None:
            assert found.low == (low if middle is None else min(low, middle))
            assert found.high == (high if middle is None else max(high, middle))


@thorough
@given(cases(rounds=True))
def test_the_score_lies_in_its_interval_and_so_do_level_and_tier(case):
    framework, answers = case
    outcome = score(framework, answers)
    for node in outcome.nodes.values():
        if node.score is not None:
            assert node.low <= node.score <= node.high
    if outcome.score is not None:
        assert outcome.low <= outcome.score <= outcome.high
        assert outcome.total.rung_low <= outcome.total.rung <= outcome.total.rung_high


@thorough
@given(cases(rounds=True), st.data())
def test_learning_an_answer_stays_within_the_interval(case, data):
    framework, answers = case
    before = score(framework, answers)
    open_items = [i for c, i in framework.items.items() if answers.get(c) in (None, DONT_KNOW)]
    learned = {**answers, **{item.code: data.draw(generate.answer(item)) for item in open_items}}
    assume(asked(framework, answers) == asked(framework, learned))
    after = score(framework, learned)
    for code, node in after.nodes.items():
        if node.score is not None:
            assert before.nodes[code].low <= node.score <= before.nodes[code].high
    if after.score is not None:
        assert before.low <= after.score <= before.high
        assert before.total.rung_low <= after.total.rung <= before.total.rung_high


@thorough
@given(cases(rounds=True))
def test_the_score_is_bounded_by_the_worst_and_the_best_answers(case):
    framework, answers = case
    chosen = [code for code, answer in answers.items() if answer not in (DONT_KNOW, NOT_APPLICABLE)]
    worst = {**answers, **{code: generate.worst(framework.items[code]) for code in chosen}}
    best = {**answers, **{code: generate.best(framework.items[code]) for code in chosen}}
    assume(asked(framework, worst) == asked(framework, best) == asked(framework, answers))
    outcome = score(framework, answers)
    for code, node in outcome.nodes.items():
        if node.score is not None:
            low, high = score(framework, worst).nodes[code].score, score(framework, best).nodes[code].score
            assert low <= node.score <= high


@thorough
@given(generate.frameworks(conditions=False, rounds=True))
def test_all_best_is_the_maximum_and_all_worst_the_minimum(framework):
    low, high = attainable(framework.tree)
    worst = {code: generate.worst(item) for code, item in framework.items.items()}
    best = {code: generate.best(item) for code, item in framework.items.items()}
    assert score(framework, worst).nodes[framework.tree.code].score == low
    assert score(framework, best).nodes[framework.tree.code].score == high


@thorough
@given(cases(rounds=True), st.data())
def test_a_better_answer_never_lowers_a_score_a_level_or_a_tier(case, data):
    framework, answers = case
    code = data.draw(st.sampled_from(sorted(framework.items)))
    item = framework.items[code]
    old, new = data.draw(generate.answer(item)), data.draw(generate.answer(item))
    codes = [(choice,) if isinstance(choice, str) else choice for choice in (old, new)]
    assume(item.points(codes[0]) <= item.points(codes[1]))
    worse, better = {**answers, code: old}, {**answers, code: new}
    assume(asked(framework, worse) == asked(framework, better))
    before, after = score(framework, worse), score(framework, better)
    for node in framework.nodes:
        if before.nodes[node].score is not None:
            assert before.nodes[node].score <= after.nodes[node].score
            assert before.nodes[node].low <= after.nodes[node].low
            assert before.nodes[node].high <= after.nodes[node].high
    if before.score is not None:
        assert before.score <= after.score
        assert before.total.rung <= after.total.rung
        order = framework.tier_order
        if before.tier is not None:
            assert order[before.tier.code] <= order[after.tier.code]


def _shuffled(node: Node, rng: random.Random) -> Node:
    children = [_shuffled(child, rng) if isinstance(child, Node) else child for child in node.children]
    if not (node.operator == "gate" and node.cumulative):
        rng.shuffle(children)
    return replace(node, children=tuple(children))


@thorough
@given(cases(), st.integers())
def test_the_order_of_items_changes_nothing(case, seed):
    framework, answers = case
    other = replace(framework, tree=_shuffled(framework.tree, random.Random(seed)))
    mixed = list(answers.items())
    random.Random(seed).shuffle(mixed)
    here, there = score(framework, answers), score(other, dict(mixed))
    assert here.nodes == {code: there.nodes[code] for code in here.nodes}
    assert here.total == there.total
    assert {n.domain: n.gap for n in domain_needs(here)} == {n.domain: n.gap for n in domain_needs(there)}


def _scaled(node: Node, by: Fraction) -> Node:
    children = [
        replace(_scaled(child, by) if isinstance(child, Node) else child, weight=child.weight * by)
        for child in node.children
    ]
    return replace(node, children=tuple(children))


@thorough
@given(
    cases(operators=("mean", "weighted_mean", "sum", "min", "gate")),
    st.sampled_from([Fraction(2), Fraction(1, 3), Fraction("0.254"), Fraction(100)]),
)
def test_scaling_all_weights_changes_no_mean(case, by):
    framework, answers = case
    scaled = replace(framework, tree=_scaled(framework.tree, by))
    here, there = score(framework, answers), score(scaled, answers)
    assert here.nodes == there.nodes
    assert here.total == there.total


def _without(node: Node, code: str) -> Node | None:
    children = []
    for child in node.children:
        kept = _without(child, code) if isinstance(child, Node) else (None if child.code == code else child)
        if kept is not None:
            children.append(kept)
    return replace(node, children=tuple(children)) if children else None


@thorough
@given(cases(conditions=False, rounds=True), st.data())
def test_not_applicable_is_as_if_the_item_did_not_exist(case, data):
    framework, answers = case
    allowed = [code for code, item in framework.items.items() if item.not_applicable]
    assume(allowed)
    code = data.draw(st.sampled_from(allowed))
    tree = _without(framework.tree, code)
    assume(tree is not None)
    framework = replace(framework, schemes=(), default_scheme=None)
    here = score(framework, {**answers, code: NOT_APPLICABLE})
    there = score(replace(framework, tree=tree), {k: v for k, v in answers.items() if k != code})
    for node in there.nodes:
        assert here.nodes[node] == there.nodes[node]
    assert here.total == there.total


@thorough
@given(cases())
def test_the_answer_of_an_item_not_asked_counts_for_nothing(case):
    framework, answers = case
    seen = asked(framework, answers)
    kept = {code: answer for code, answer in answers.items() if code in seen}
    assert score(framework, answers).values == score(framework, kept).values


@thorough
@given(cases(rounds=True))
def test_the_same_answers_give_the_same_bytes(case):
    framework, answers = case
    fresh = from_json(json.loads(json.dumps(to_json(framework))))
    backwards = dict(reversed(list(answers.items())))
    assert score(framework, answers).to_json() == score(fresh, backwards).to_json()


@thorough
@given(generate.frameworks())
def test_writing_and_loading_a_framework_changes_nothing(framework):
    again = load(dump(framework), name="made-up.yaml")
    assert again == framework
    assert dump(again) == dump(framework)
    assert checksum(again) == checksum(framework)
    assert from_json(to_json(framework)) == framework


@thorough
@given(cases(rounds=True))
def test_a_stored_trace_gives_back_every_number(case):
    framework, answers = case
    outcome = score(framework, answers)
    stored = json.loads(json.dumps(outcome.trace()))
    again = restore(framework, stored)
    assert again.total == outcome.total
    assert again.nodes == outcome.nodes
    assert again.items == outcome.items
    assert expand(framework, stored) == as_data(outcome)


@thorough
@given(cases(rounds=True))
def test_the_explained_arithmetic_gives_the_score(case):
    framework, answers = case
    outcome = score(framework, answers)
    for code, node in framework.nodes.items():
        steps = explain(outcome, code)
        assert isinstance(steps, Explanation)
        is_rounded = node.rounding is not None and steps.rounded is not None
        assert (steps.rounded if is_rounded else steps.score) == outcome.nodes[code].score
        assert [term.code for term in steps.terms] == [child.code for child in node.children]
        if steps.score is None:
            continue
        products = [term.product for term in steps.terms if term.counted and term.product is not None]
        if node.operator == "min":
            assert steps.subtotal == min(products)
        elif node.operator == "gate":
            assert steps.subtotal == sum(term.met is True for term in steps.terms)
        else:
            assert steps.subtotal == sum(products)
        assert steps.subtotal / (steps.divisor or 1) * steps.factor == steps.score


@thorough
@given(cases(complete=True, operators=generate.LINEAR, conditions=False), st.data())
def test_closing_a_gap_adds_exactly_the_gap(case, data):
    framework, answers = case
    framework = replace(framework, policies=replace(framework.policies, rounding=generate.Rounding()))
    code = data.draw(st.sampled_from(sorted(framework.items)))
    before = score(framework, answers)
    after = score(framework, {**answers, code: generate.best(framework.items[code])})
    root = framework.tree.code
    if before.nodes[root].score is not None and code in gap_sizes(before):
        assert after.nodes[root].score - before.nodes[root].score == gap_sizes(before)[code]


@thorough
@given(cases())
def test_shares_of_gaps_add_up(case):
    framework, answers = case
    outcome = score(framework, answers)
    for parts in (item_gaps(outcome), module_gaps(outcome), domain_needs(outcome)):
        assert sum(part.share for part in parts) == (10_000 if parts else 0)
        assert [part.gap for part in parts] == sorted((part.gap for part in parts), reverse=True)
    assert sum((g.gap for g in item_gaps(outcome)), Fraction(0)) == sum(
        (g.gap for g in module_gaps(outcome)), Fraction(0)
    )


@thorough
@given(cases())
def test_what_bars_the_next_tier_is_named_first_and_what_is_good_enough_is_no_cause(case):
    framework, answers = case
    outcome = score(framework, answers)
    found = priorities(outcome)
    assert sorted(each.gap.code for each in found) == sorted(gap.code for gap in module_gaps(outcome))
    named = named_gaps(outcome)
    assert set(named) == {each for each in found if each.is_named} & set(found[:3])
    assert [bool(each.condition) for each in named] == sorted(
        (bool(each.condition) for each in named), reverse=True
    )
    for bars in (True, False):
        lost = [each.gap.gap for each in named if bool(each.condition) is bars]
        assert lost == sorted(lost, reverse=True)
    assert [each.is_named for each in found] == sorted((each.is_named for each in found), reverse=True)
    for each in found:
        for cause in each.causes:
            points = outcome.items[cause.code].points
            assert points is None or points < enough(outcome, framework.items[cause.code])
    distance = aim(outcome)
    unmet = {gate.node for gate in distance.gates} if distance else set()
    barred = {each.condition for each in found if each.is_named} - {""}
    assert barred <= unmet
    assert barred == {each.condition for each in found[: len(barred)]}


def _flat(weights: list[Fraction]) -> Framework:
    choices = tuple(generate.Choice(f"c{n}", Fraction(n), generate.WORDS) for n in range(6))
    items = tuple(
        Item(f"I{n}", generate.WORDS, generate.WORDS, choices, weight=weight)
        for n, weight in enumerate(weights)
    )
    return Framework(
        "flat", "1", ("ko", "en"), generate.WORDS, generate.WORDS, "CC0", generate.WORDS, generate.Policies(),
        Node("T", generate.WORDS, "weighted_mean", items),
    )  # fmt: skip


@thorough
@given(
    st.lists(st.tuples(st.integers(1, 9), st.one_of(st.none(), st.integers(0, 5))), min_size=1, max_size=9)
)
def test_the_interval_of_a_weighted_mean_is_the_published_formula(parts):
    framework = _flat([Fraction(weight) for weight, _ in parts])
    outcome = score(framework, {f"I{n}": f"c{s}" for n, (_, s) in enumerate(parts) if s is not None})
    everything = Fraction(sum(weight for weight, _ in parts))
    known = sum(weight * s for weight, s in parts if s is not None)
    unknown = sum(weight for weight, s in parts if s is None)
    total = outcome.nodes["T"]
    assert total.low == known / everything
    assert total.high == (known + unknown * 5) / everything
    assert total.coverage == (everything - unknown) / everything
    assert (total.score is None) == (unknown == everything)
