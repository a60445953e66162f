"""Single steps, tried on lists: each promised entry is one that the engine gives."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.ranking import Level, gate, rank
from matching.ranking.entry import Asked, entries
from matching.ranking.ties import order
from tests.matching.ranking import world

POLICY = world.policy()


def asked(need, suppliers, limit=3):
    """The list of a need over these suppliers."""
    items = rank(need, suppliers, POLICY, limit=limit).items
    last = items[-1] if len(items) == limit else None
    key = last and order(last.total, last.supplier.exposure, last.supplier.id, need.reference, POLICY)
    return Asked(need=need, last=key)


def codes(found):
    return {(step.reason.code, *step.reason.facts.values()): gain for step, gain in found.steps}


def test_a_list_with_room_is_entered_as_soon_as_nothing_refuses():
    need = world.need()
    outside = replace(world.mirae(), serves=frozenset({"11"}))
    found = entries([Asked(need=need, last=None)] * 4, outside, POLICY)
    assert (found.total, found.now) == (4, 0)
    assert codes(found) == {("make_served", need.sido): 4}


def test_who_stands_in_every_list_needs_no_step():
    found = entries([Asked(need=world.need(), last=None)] * 3, world.mirae(), POLICY)
    assert (found.now, found.steps) == (3, ())


def test_who_is_the_last_of_a_list_stands_in_it():
    need, mirae = world.need(), world.mirae()
    assert entries([asked(need, [mirae], limit=1)], mirae, POLICY).now == 1


def test_what_is_not_in_its_own_hands_is_never_a_step():
    need = world.need()
    found = entries([Asked(need=need, last=None)] * 3, replace(world.mirae(), verified=False), POLICY)
    assert (found.now, found.steps) == (0, ())


@settings(max_examples=40)
@given(st.data())
def test_every_gain_is_what_the_engine_gives_after_the_step(data):
    needs = [data.draw(world.needs) for _ in range(3)]
    others = data.draw(world.pools(world.open_profiles(), max_size=6))
    mine = replace(data.draw(st.one_of(world.profiles(), world.open_profiles())), id="mine")
    lists = [asked(need, others, limit=2) for need in needs]
    found = entries(lists, mine, POLICY)
    for step, gain in found.steps:
        entered = 0
        for need in needs:
            before = rank(need, [*others, mine], POLICY, limit=2).items
            changed = step.apply(mine, need)
            after = rank(need, [*others, changed], POLICY, limit=2).items
            was, now = (any(item.supplier.id == "mine" for item in items) for items in (before, after))
            entered += now and not was and step.touches(need)
            assert not now or not gate(need, changed, POLICY)
        assert gain == entered > 0


def test_the_next_level_of_evidence_is_a_step_and_the_last_has_none():
    need = world.need()
    domain = next(iter(need.domains))
    strong = replace(world.mirae(), domains={domain: Level.VERIFIED})
    found = entries([Asked(need=need, last=(-(10**9), 0, "", "x"))], strong, POLICY)
    assert not any(
        step.reason.code.startswith("make_level") and step.reason.facts["domain"] == domain
        for step, _ in found.steps
    )
