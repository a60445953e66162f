"""The exact plan: never worse than another, never lower with more money, and right to the last unit."""

from dataclasses import replace
from random import Random

import pytest

from assessments.planning.greedy import greedy, greedy_cheapest
from assessments.planning.problem import (
    Candidate,
    Money,
    Problem,
    Room,
    cost,
    fits,
    levels_after,
    reaches,
    valued,
)
from assessments.planning.program import best, cheapest
from tests.assessments.planning.compare import compared
from tests.assessments.planning.instances import every_choice, instance


def test_it_is_never_worse_than_the_greedy_plan() -> None:
    better, same = compared(range(50))
    assert better >= 10
    assert better + same == 50


@pytest.mark.parametrize("seed", range(12))
def test_no_choice_there_is_has_a_higher_value(seed: int) -> None:
    problem = instance(seed, candidates=7, items=4)
    found = best(problem)
    assert found.is_proven
    value = valued(problem, found.choice)
    highest = max(each for each, _choice in every_choice(problem))
    assert (value.reaches, value.worth, value.spared) == (highest.reaches, highest.worth, highest.spared)


@pytest.mark.parametrize("seed", range(12))
def test_no_choice_that_meets_the_conditions_is_cheaper(seed: int) -> None:
    problem = replace(instance(seed, candidates=7, items=4), money=None)
    enough = [value for value, _choice in every_choice(problem) if value.reaches]
    found = cheapest(problem)
    assert (found is None) == (not enough)
    if found is not None:
        assert fits(problem, found.choice)
        assert valued(problem, found.choice).spared == max(value.spared for value in enough)
        quick = greedy_cheapest(problem)
        if quick is not None:
            assert cost(problem, [place for place, _span in quick]) >= -max(each.spared for each in enough)


def test_more_money_never_lowers_the_value() -> None:
    for seed in range(5):
        problem = instance(seed)
        before = None
        for own in range(0, 12_001, 3_000):
            richer = replace(problem, money=Money(own=own, rate=50, ceiling=own // 2))
            value = valued(richer, best(richer).choice)
            assert before is None or (value.reaches, value.worth) >= before, (seed, own)
            before = (value.reaches, value.worth)


def knapsack(weights: list[int], profits: list[int], capacity: int) -> Problem:
    """Each thing is an item that one candidate lifts by its one level."""
    return Problem(
        now=(0,) * len(weights),
        top=(1,) * len(weights),
        worth=tuple((profit,) for profit in profits),
        candidates=tuple(
            Candidate(cost=weight, granted=0, months=1, lifts=((place, 1),), cap=1)
            for place, weight in enumerate(weights)
        ),
        rooms=(Room(),),
        money=Money(own=capacity),
    )


def by_table(weights: list[int], profits: list[int], capacity: int) -> int:
    """The optimum by dynamic programming."""
    most = [0] * (capacity + 1)
    for weight, profit in zip(weights, profits, strict=True):
        for room in range(capacity, weight - 1, -1):
            most[room] = max(most[room], most[room - weight] + profit)
    return most[capacity]


def test_a_knapsack_of_fifty_is_filled_to_its_known_optimum() -> None:
    of = Random(50)
    weights = [of.randint(10, 100) for _thing in range(50)]
    profits = [weight + of.randint(-5, 10) for weight in weights]
    capacity = sum(weights) // 2
    problem = knapsack(weights, profits, capacity)
    assert valued(problem, best(problem).choice).worth == by_table(weights, profits, capacity)


def test_a_published_knapsack_is_filled_to_its_published_optimum() -> None:
    """P08 of J. Burkardt's KNAPSACK_01 data: 24 things, six to seven digits each, optimum 13,549,094."""
    weights = [
        382745, 799601, 909247, 729069, 467902, 44328, 34610, 698150, 823460, 903959, 853665, 551830,
        610856, 670702, 488960, 951111, 323046, 446298, 931161, 31385, 496951, 264724, 224916, 169684,
    ]  # fmt: skip
    profits = [
        825594, 1677009, 1676628, 1523970, 943972, 97426, 69666, 1296457, 1679693, 1902996, 1844992, 1049289,
        1252836, 1319836, 953277, 2067538, 675367, 853655, 1826027, 65731, 901489, 577243, 466257, 369261,
    ]  # fmt: skip
    problem = knapsack(weights, profits, 6_404_180)
    assert valued(problem, best(problem).choice).worth == 13_549_094


def test_the_same_problem_gives_the_same_plan() -> None:
    for seed in range(5):
        assert best(instance(seed)).choice == best(instance(seed)).choice


def test_of_one_group_one_is_taken_and_nothing_begins_before_its_need() -> None:
    for seed in range(30):
        problem = instance(seed)
        choice = best(problem).choice
        groups = [
            problem.candidates[place].group for place, _span in choice if problem.candidates[place].group
        ]
        assert len(groups) == len(set(groups))
        for place, span in choice:
            before = levels_after(problem, [other for other, at in choice if at < span])
            assert all(before[item] >= level for item, level in problem.candidates[place].needs)


def test_lifts_count_the_lower_cap_first_whatever_came_first() -> None:
    low = Candidate(cost=1, granted=0, months=1, lifts=((0, 1),), cap=2)
    high = Candidate(cost=1, granted=0, months=1, lifts=((0, 2),), cap=4)
    problem = Problem(
        now=(1,), top=(5,), worth=((1, 1, 1, 1),), candidates=(low, high), rooms=(Room(), Room())
    )
    assert levels_after(problem, [1, 0]) == (4,)
    assert levels_after(problem, [0, 1]) == (4,)
    assert levels_after(problem, [0]) == (2,)


def test_a_grant_pays_its_share_up_to_the_ceiling() -> None:
    one = Candidate(cost=1_000, granted=1_000, months=1, lifts=((0, 1),), cap=1)
    problem = Problem(now=(0,), top=(1,), worth=((5,),), candidates=(one,), rooms=(Room(),))
    for money, taken in (
        (Money(own=499, rate=50, ceiling=500), False),
        (Money(own=500, rate=50, ceiling=499), False),
        (Money(own=500, rate=50, ceiling=500), True),
        (Money(own=1_000), True),
        (Money(own=999), False),
    ):
        funded = replace(problem, money=money)
        assert bool(best(funded).choice) is taken, money
        assert bool(greedy(funded)) is taken


def test_without_candidates_there_is_an_empty_plan() -> None:
    problem = Problem(now=(), top=(), worth=(), candidates=(), rooms=(Room(),))
    assert best(problem).choice == ()
    assert reaches(problem, ())
