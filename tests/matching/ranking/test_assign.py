"""A batch is handed out within capacity, stably, whatever the order."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.ranking import Malformed, assign, diff, gate, prepare, rank

from . import world

POLICY = world.policy()
batches = st.lists(st.sampled_from(world.PLACES), min_size=1, max_size=6).map(
    lambda places: [
        world.need(reference=f"n{number}", sido=place[0], sigungu=place[1])
        for number, place in enumerate(places)
    ]
)


@given(batches, world.pools(world.open_profiles(), max_size=5), st.integers(0, 3))
def test_nobody_gets_more_than_its_capacity_or_anything_it_may_not_have(needs, suppliers, per_need):
    found = assign(needs, suppliers, POLICY, per_need=per_need)
    by_id = {supplier.id: supplier for supplier in suppliers}
    for supplier in suppliers:
        assert sum(supplier.id in given for given in found.given.values()) <= supplier.capacity_free
    for need in needs:
        given = found.given[need.reference]
        assert len(given) + found.short.get(need.reference, 0) == per_need
        assert len(set(given)) == len(given)
        assert all(not gate(need, by_id[supplier], POLICY) for supplier in given)


@given(batches, world.pools(world.open_profiles(capacity_free=st.just(1)), min_size=1, max_size=4))
def test_no_need_and_supplier_would_rather_have_each_other(needs, suppliers):
    found = assign(needs, suppliers, POLICY)
    rankings = {need.reference: rank(need, suppliers, POLICY).items for need in needs}
    items = {(reference, item.supplier_id): item for reference, ranked in rankings.items() for item in ranked}
    holder = {given[0]: reference for reference, given in found.given.items() if given}
    for (reference, supplier), item in items.items():
        mine = found.given[reference]
        if mine and items[reference, mine[0]].place <= item.place:
            continue
        assert supplier in holder
        assert items[holder[supplier], supplier].total >= item.total


@given(batches, world.pools(world.open_profiles(), max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_needs_is_irrelevant(needs, suppliers, random):
    shuffled = random.sample(needs, len(needs))
    assert assign(shuffled, prepare(suppliers), POLICY) == assign(needs, suppliers, POLICY)


def test_two_needs_of_one_reference_are_refused():
    with pytest.raises(Malformed):
        assign([world.need(), world.need()], [world.mirae()], POLICY)


def test_a_policy_compared_with_itself_changes_nothing():
    found = diff([world.need()], world.many(300), POLICY, POLICY)
    assert found.first_changed == 0
    assert all(before == after for before, after in found.appearances.values())
    assert not any(need.moves or need.entered or need.left for need in found.needs)


def test_a_policy_that_looks_only_at_place_moves_the_lists_home():
    nearby = world.changed(weights=dict.fromkeys(POLICY.weights, 0) | {"region": 10_000})
    needs = [replace(world.need(priority=frozenset()), reference=f"n{number}") for number in range(4)]
    found = diff(needs, world.many(600), POLICY, nearby, limit=5)
    before, after = found.regions["48"]
    assert after > before
    assert found.sizes == {"SMALL": (4, found.first_changed)}
    assert sum(after for _, after in found.appearances.values()) == 20
