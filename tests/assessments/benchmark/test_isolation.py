"""No firm can be worked out: from two views, from any sum of views, from one day to the next."""

from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.benchmark import FIRMS_FOR_MEAN, FIRMS_IN_BLOCK, Group, published, widening
from tests.assessments.benchmark.population import UNITS, Plant, World, atoms, groups

KINDS = ("new",) * 8 + ("again",) * 4 + ("days", "leaves")
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, 59),
        groups,
        st.integers(0, 1_000),
    ),
    min_size=40,
    max_size=150,
)


def lived(events: list[tuple[str, int, Group, int]]) -> World:
    """A portal through all this, the daily job after every event."""
    world, day = World(), 0
    for kind, number, group, score in events:
        known = world.plants.get(f"plant {number}")
        firm = f"firm {number % 47}"  # some firms have two plants
        if kind == "new" and known is None:
            world.answer(Plant(f"plant {number}", firm, group), score, day)
        elif kind == "again" and known is not None:
            world.answer(known, score, day)
        elif kind == "leaves":
            world.left.add(firm)
        elif kind == "days":
            day += score % 40
        world.refresh(day)
    return world


@given(EVENTS)
@settings(max_examples=30, deadline=None)
def test_no_pair_of_views_isolates_fewer_firms_than_a_block(
    events: list[tuple[str, int, Group, int]],
) -> None:
    world = lived(events)
    for one, other in combinations(world.views, 2):
        for part in (one - other, other - one, one & other):
            assert not part or len(world.firms(part)) >= FIRMS_IN_BLOCK


@given(EVENTS)
@settings(max_examples=30, deadline=None)
def test_no_sum_of_views_of_all_days_isolates_fewer_firms_than_a_block(
    events: list[tuple[str, int, Group, int]],
) -> None:
    world = lived(events)
    for atom in atoms(world.views):
        assert len(world.firms(atom)) >= FIRMS_IN_BLOCK


@given(EVENTS)
@settings(max_examples=30, deadline=None)
def test_nobody_who_left_is_counted_on_the_next_day_and_no_plant_twice(
    events: list[tuple[str, int, Group, int]],
) -> None:
    world = lived(events)
    for told in world.cells[-1].values():
        assert not world.firms(told) & world.left
        assert len({world.owner[key] for key in told}) == len(told)


@given(EVENTS)
@settings(max_examples=20, deadline=None)
def test_what_is_told_holds_the_limits(events: list[tuple[str, int, Group, int]]) -> None:
    world = lived(events)
    cells = {cell.group: cell for cell in published(world.as_blocks(), UNITS)}
    for group, told in world.cells[-1].items():
        firms = len(world.firms(told))
        cell = cells.get(group)
        assert (cell is not None) == (firms >= FIRMS_FOR_MEAN)
        if cell is not None:
            assert (cell.plants, cell.firms) == (len(told), firms)
            assert cell.has_ladder == (firms >= 10)


def solvable(views: list[frozenset[str]], keys: list[str]) -> list[str]:
    """The results whose own score some sum of the views' sums gives away: what an attacker would compute."""
    matrix = np.array([[float(key in view) for key in keys] for view in views])
    found = []
    for place, key in enumerate(keys):
        aim = np.zeros(len(keys))
        aim[place] = 1
        guess, *_rest = np.linalg.lstsq(matrix.T, aim, rcond=None)
        if np.allclose(matrix.T @ guess, aim, atol=1e-6):
            found.append(key)
    return found


@given(EVENTS)
@settings(max_examples=15, deadline=None)
def test_an_attacker_who_solves_for_every_result_finds_none(
    events: list[tuple[str, int, Group, int]],
) -> None:
    world = lived(events)
    keys = sorted({key for view in world.views for key in view})
    if keys:
        assert solvable(list(world.views), keys) == []


def test_the_histories_that_are_searched_tell_something() -> None:
    chance = Random(7)
    provinces = [Group("10", "SMALL", "48"), Group("10", "SMALL", "26"), Group("25", "MICRO", "48")]
    events = [
        (chance.choice(KINDS), chance.randrange(60), chance.choice(provinces), chance.randrange(1_000))
        for _ in range(150)
    ]
    world = lived(events)
    assert len(world.views) > 10
    assert len(atoms(world.views)) > 3


def naive(world: World) -> set[frozenset[str]]:
    """What would be told if every group of five were counted as it is, without blocks."""
    told: dict[Group, set[str]] = {}
    for plant in world.plants.values():
        for group in widening(plant.group):
            told.setdefault(group, set()).add(world.newest[plant.name][0])
    return {frozenset(keys) for keys in told.values() if len(keys) >= FIRMS_FOR_MEAN}


@pytest.fixture
def uneven() -> World:
    """Six plants in one province, one more in another of the same 권역."""
    world = World()
    for number in range(6):
        world.answer(Plant(f"plant {number}", f"firm {number}", Group("10", "SMALL", "48")), number, 0)
    world.answer(Plant("alone", "firm alone", Group("10", "SMALL", "26")), 900, 0)
    return world


def test_the_search_finds_the_firm_that_counting_without_blocks_gives_away(uneven: World) -> None:
    views = naive(uneven)
    alone = uneven.newest["alone"][0]
    assert frozenset({alone}) in {one - other for one in views for other in views}
    assert frozenset({alone}) in atoms(views)
    assert solvable(list(views), sorted({key for view in views for key in view})) == [alone]


def test_the_lonely_plant_waits_until_four_others_are_with_it(uneven: World) -> None:
    uneven.refresh(60)
    alone = uneven.newest["alone"][0]
    assert all(alone not in view for view in uneven.views)
    for number in range(4):
        uneven.answer(Plant(f"new {number}", f"new {number}", Group("10", "SMALL", "26")), number, 60)
    uneven.refresh(60)
    assert any(alone in view for view in uneven.views)
    assert all(len(uneven.firms(atom)) >= FIRMS_IN_BLOCK for atom in atoms(uneven.views))


def test_one_more_firm_changes_nothing_from_one_day_to_the_next(uneven: World) -> None:
    uneven.refresh(0)
    before = published(uneven.as_blocks(), UNITS)
    uneven.answer(Plant("late", "late", Group("10", "SMALL", "48")), 1_000, 1)
    uneven.refresh(1)
    assert published(uneven.as_blocks(), UNITS) == before != []


def test_a_firm_that_answers_again_changes_nothing_until_most_of_its_block_did(uneven: World) -> None:
    uneven.refresh(0)
    before = published(uneven.as_blocks(), UNITS)
    for number in range(3):
        uneven.answer(uneven.plants[f"plant {number}"], 1_000, 1)
        uneven.refresh(1)
        assert published(uneven.as_blocks(), UNITS) == before
    uneven.answer(uneven.plants["plant 3"], 1_000, 2)
    uneven.refresh(2)
    assert published(uneven.as_blocks(), UNITS) == []


def test_the_plants_of_one_firm_do_not_make_a_group() -> None:
    world = World()
    for number in range(12):
        world.answer(Plant(f"plant {number}", f"firm {number % 4}", Group("10", "SMALL", "48")), number, 0)
    world.refresh(400)
    assert world.views == set()
