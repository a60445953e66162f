"""Percentiles, means, places and the way a group is widened."""

from datetime import date
from fractions import Fraction
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.benchmark import (
    EVERYBODY,
    Block,
    Cell,
    Group,
    Measure,
    Member,
    home,
    place_of,
    position,
    published,
    widening,
)
from assessments.benchmark.cells import quantile
from assessments.benchmark.limits import percentiles

VALUES = st.lists(st.integers(0, 1_000), min_size=2, max_size=60)
HOME = Group("25", "SMALL", "48")


def block(group: Group, scores: list[int]) -> Block:
    return Block(group, tuple(Member(f"firm {place}", {"total": each}) for place, each in enumerate(scores)))


def cell(group: Group, scores: list[int]) -> Cell:
    found = {each.group: each for each in published([block(group, scores)], {"total": 1})}
    return found[group]


@given(VALUES)
def test_quartiles_are_those_of_the_standard_library(values: list[int]) -> None:
    ours = [quantile(sorted(value * 1_000_000 for value in values), percent) for percent in (25, 50, 75)]
    theirs = quantiles([Fraction(value) for value in values], n=4, method="inclusive")
    assert ours == [int(value * 1_000_000) for value in theirs]


@given(VALUES)
def test_the_ladder_never_falls_and_stays_between_the_ends(values: list[int]) -> None:
    ladder = [quantile(sorted(values), percent) for percent in range(5, 100, 5)]
    assert ladder == sorted(ladder)
    assert min(values) <= ladder[0]
    assert ladder[-1] <= max(values)


@given(VALUES, st.randoms())
def test_the_order_of_blocks_and_members_does_not_matter(values: list[int], chance: object) -> None:
    one = block(HOME, values)
    turned = Block(HOME, tuple(reversed(one.members)))
    assert published([one], {"total": 1}) == published([turned], {"total": 1})


@given(st.lists(st.integers(0, 1_000), min_size=10, max_size=200), st.integers(0, 1_000), st.integers(0, 300))
def test_a_higher_score_never_has_a_lower_place(values: list[int], score: int, more: int) -> None:
    ladder = cell(HOME, values).measures["total"].ladder

    def height(points: int) -> int:
        found = place_of(points, ladder)
        assert found is not None
        return 100 - found.percent if found.is_upper else found.percent - 100

    assert height(score) <= height(score + more)


@given(st.lists(st.integers(0, 1_000), min_size=100, max_size=200, unique=True))
def test_a_place_says_what_is_true_of_the_group(values: list[int]) -> None:
    ladder = cell(HOME, values).measures["total"].ladder
    for score in values:
        found = place_of(score, ladder)
        assert found is not None
        beyond = [each for each in values if (each > score if found.is_upper else each < score)]
        assert len(beyond) <= len(values) * found.percent / 100 + 1


@pytest.mark.parametrize(
    ("firms", "steps"), [(4, 0), (5, 0), (9, 0), (10, 3), (29, 3), (30, 11), (99, 11), (100, 19)]
)
def test_percentiles_begin_at_ten_firms_and_become_finer(firms: int, steps: int) -> None:
    assert len(percentiles(firms)) == steps


@pytest.mark.parametrize(("firms", "is_told"), [(4, False), (5, True)])
def test_means_begin_at_five_firms(firms: int, is_told: bool) -> None:
    assert bool(published([block(HOME, list(range(firms)))], {"total": 1})) is is_told


def test_numbers_are_rounded_to_what_is_shown() -> None:
    found = published([block(HOME, [1_400_000] * 4 + [2_900_000] * 6)], {"total": 1_000_000})[0]
    assert found.measures["total"].mean == 2_000_000
    assert set(found.measures["total"].ladder.values()) <= {1_000_000, 3_000_000}


def test_a_group_is_widened_region_first_then_industry_then_size() -> None:
    assert widening(HOME) == (
        HOME,
        Group("25", "SMALL", "SOUTHEAST"),
        Group("25", "SMALL"),
        Group("", "SMALL"),
        EVERYBODY,
    )


def test_a_place_belongs_to_the_province_of_today() -> None:
    assert home("251", "SMALL", "29110", date(2026, 11, 22)).region == "12"
    assert home("251", "SMALL", "29110", date(2025, 11, 22)).region == "29"


def test_the_narrowest_group_with_percentiles_is_used_and_the_way_is_kept() -> None:
    wide = Group("25", "SMALL")
    real = {HOME: cell(HOME, [1] * 7), wide: cell(wide, [2] * 12)}
    found = position(HOME, real, {})
    assert found.cell is real[wide]
    assert [step.cell for step in found.steps] == [real[HOME], None, real[wide], None, None]


def test_with_means_only_the_narrowest_mean_is_used() -> None:
    real = {HOME: cell(HOME, [1] * 7), EVERYBODY: cell(EVERYBODY, [2] * 9)}
    assert position(HOME, real, {}).cell is real[HOME]


def test_real_plants_win_over_synthetic_ones_as_soon_as_they_have_percentiles() -> None:
    synthetic = {group: cell(group, [3] * 200) for group in widening(HOME)}
    few, enough = {HOME: cell(HOME, [1] * 9)}, {EVERYBODY: cell(EVERYBODY, [1] * 10)}
    assert position(HOME, few, synthetic).is_synthetic
    found = position(HOME, enough, synthetic)
    assert not found.is_synthetic
    assert all(step.cell is None or step.cell is enough[EVERYBODY] for step in found.steps)


def test_a_place_needs_a_ladder() -> None:
    assert place_of(5, Measure(5, {}).ladder) is None
