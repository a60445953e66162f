"""A plant's plan: judged by the scoring engine, within its money, in order, with reasons."""

import subprocess
import sys
from fractions import Fraction
from random import Random

from assessments.planning import (
    Plan,
    Wish,
    best_plan,
    cheapest_plan,
    not_yet,
    reasons,
    targets,
    usual_wish,
    with_less,
)
from assessments.planning.posing import posed
from assessments.planning.problem import reaches
from assessments.scoring.result import Result
from tests.assessments.planning.plants import CATALOGUE, FRAMEWORK, ROOT, all_at, plant


def total(result: Result) -> Fraction:
    root = result.value(FRAMEWORK.tree.code)
    return Fraction(root.score, root.score_of)


def some_plants(count: int = 4) -> list:
    of = Random(11)
    found = []
    for _plant in range(count):
        base = of.choice([0, 1, 2, 3])
        given = {code: str(max(0, min(5, base + of.choice([-1, 0, 0, 1])))) for code in FRAMEWORK.items}
        unknown = of.sample([*given], 3)
        not_applicable = [code for code, item in FRAMEWORK.items.items() if item.not_applicable][:2]
        given |= dict.fromkeys(unknown, "dont_know") | dict.fromkeys(not_applicable, "not_applicable")
        found.append(plant(given))
    return found


def check(plan: Plan, start: Result) -> None:
    """What holds of every plan, by the engine and by adding up."""
    last = plan.stages[-1].after if plan.stages else start
    assert total(last) - total(start) == sum((step.lift for step in plan.steps), Fraction(0))
    assert plan.cost == sum(step.solution.price for step in plan.steps)
    assert plan.own == plan.cost - plan.grant
    for stage in plan.stages:
        for step in stage.steps:
            assert stage.span.end is None or stage.span.start <= step.start < step.end <= stage.span.end
    if plan.target is not None:
        assert plan.reaches == (last.level is not None and last.level.level >= plan.target)


def test_the_engine_confirms_every_plan() -> None:
    for each in some_plants():
        wish = usual_wish(each.result, CATALOGUE, "SMALL")
        plan = best_plan(each, CATALOGUE, wish)
        check(plan, each.result)
        assert plan.own <= wish.own
        way = cheapest_plan(each, CATALOGUE, wish)
        if way is not None:
            check(way, each.result)
            assert way.reaches


def test_a_total_one_point_short_is_short_and_half_a_point_rounds_as_the_framework_says() -> None:
    """499.5 rounds to 500 (half to even), 499.4 to 499: the bound is exact."""
    given = dict.fromkeys(FRAMEWORK.items, "2") | dict.fromkeys(["SYS1-03", "SYS1-01"], "4")
    each = plant(given)
    found = posed(each, CATALOGUE, target=3, money=None, spans=CATALOGUE.spans)
    assert total(each.result) == 444
    least = Fraction(found.problem.conditions[0].least, found.scale)
    assert total(each.result) + least >= Fraction(999, 2)
    assert total(each.result) + least - Fraction(1, found.scale) < Fraction(999, 2)
    assert not reaches(found.problem, found.problem.now)


def test_the_cheapest_way_reaches_the_tier_and_less_of_it_does_not() -> None:
    each = all_at("2", STR="3", PRF="3")
    way = cheapest_plan(each, CATALOGUE, usual_wish(each.result, CATALOGUE, "SMALL"))
    assert way is not None
    assert way.reaches
    assert not way.is_late
    assert way.stages[-1].after.next_tier is None
    cheaper = best_plan(each, CATALOGUE, Wish(own=way.cost - 1_000_000, target=way.target))
    assert not cheaper.reaches
    same = best_plan(each, CATALOGUE, Wish(own=way.cost, target=way.target))
    assert same.reaches


def test_a_plant_far_below_is_led_there_after_the_phases() -> None:
    each = all_at("0")
    way = cheapest_plan(each, CATALOGUE, usual_wish(each.result, CATALOGUE, "SMALL"))
    assert way is not None
    assert way.is_late
    assert way.reaches


def test_a_grant_brings_more_for_the_same_own_money() -> None:
    each = all_at("2")
    alone = best_plan(each, CATALOGUE, Wish(own=60_000_000, target=3))
    funded = best_plan(each, CATALOGUE, Wish(own=60_000_000, rate=50, ceiling=50_000_000, target=3))
    assert not alone.reaches
    assert funded.reaches
    assert 0 < funded.grant <= 50_000_000
    assert funded.own <= 60_000_000


def test_without_money_there_is_no_plan_and_no_fault() -> None:
    plan = best_plan(all_at("2"), CATALOGUE, Wish(own=0, target=3))
    assert plan.steps == ()
    assert (plan.cost, plan.reaches) == (0, False)


def test_on_the_top_there_is_nothing_left() -> None:
    each = all_at("5")
    wish = usual_wish(each.result, CATALOGUE, "SMALL")
    assert wish.target is None
    assert targets(each.result) == ()
    assert best_plan(each, CATALOGUE, wish).steps == ()
    assert cheapest_plan(each, CATALOGUE, wish) is None


def test_targets_are_the_levels_above() -> None:
    assert targets(all_at("2").result) == (3, 4, 5)


def test_every_step_has_a_reason_and_one_that_decides_is_needed() -> None:
    each = all_at("2")
    wish = Wish(own=150_000_000, target=3)
    plan = best_plan(each, CATALOGUE, wish)
    assert plan.reaches
    found = reasons(each, CATALOGUE, plan)
    assert set(found) == plan.codes
    way = cheapest_plan(each, CATALOGUE, wish)
    assert way is not None
    grounds = {reason.ground for reason in reasons(each, CATALOGUE, way).values()}
    assert grounds <= {"decides", "prepares"}
    for code, reason in found.items():
        for other in reason.others:
            first = {step.solution.code: step.start for step in plan.steps}
            assert first[code] < first[other.code]


def test_less_money_says_what_falls_out() -> None:
    each = all_at("1")
    wish = Wish(own=100_000_000, target=3)
    plan = best_plan(each, CATALOGUE, wish)
    less = with_less(each, CATALOGUE, wish, plan)
    assert less.percent == 20
    assert less.plan.own <= 80_000_000
    assert less.out
    assert {step.code for step in less.out} == plan.codes - less.plan.codes
    assert {step.code for step in less.instead} == less.plan.codes - plan.codes


def test_what_should_wait_is_said_with_the_cheaper_first_step() -> None:
    found = {each.rule.code: each for each in not_yet(all_at("1"), CATALOGUE)}
    assert found["master-data"].first.code == "master-data"
    assert "vision-ai" in {each.code for each in found["master-data"].waiting}
    assert all(each.first.price < step.price for each in found.values() for step in each.waiting)
    assert "master-data" not in {each.rule.code for each in not_yet(all_at("1", PRC2_01="2"), CATALOGUE)}
    assert not_yet(all_at("5"), CATALOGUE) == ()


def test_nothing_that_should_wait_is_in_the_first_half_year() -> None:
    each = all_at("1")
    plan = best_plan(each, CATALOGUE, Wish(own=500_000_000, target=3))
    waiting = {step.code for rule in not_yet(each, CATALOGUE) for step in rule.waiting}
    assert not waiting & {step.solution.code for step in plan.stages[0].steps}
    assert waiting & plan.codes


def test_more_money_never_brings_fewer_points() -> None:
    each = all_at("1", SYS="2")
    reached = Fraction(0)
    for own in (0, 10, 40, 160):
        plan = best_plan(each, CATALOGUE, Wish(own=own * 1_000_000))
        gained = sum((step.lift for step in plan.steps), Fraction(0))
        assert gained >= reached
        reached = gained


def test_only_a_plan_pays_for_the_solver() -> None:
    code = "import django; django.setup(); import portal.urls, sys; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
