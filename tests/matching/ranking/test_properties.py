"""What holds for every need, every supplier and every policy."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.ranking import Level, Malformed, Need, Outcomes, Policy, SupplierProfile, prepare, rank, score
from matching.ranking.canonical import SEOUL
from matching.ranking.score import FULL, parts, shown
from matching.ranking.vocabulary import LEVELS, MAX_PREFERENCE, MICRO, TENTH, Criterion

from . import world

POLICY = world.policy()
GAPS = world.gap_policy()
PROJECTS = world.project_policy()
policies = st.sampled_from((POLICY, GAPS, PROJECTS, world.reading_policy(), world.changed(band_tenths=40)))
ASKED = world.need(
    terms=frozenset({"금형", "사출", "비전"}), amount=50_000_000, category="72221000", procedure="BASIC"
)
"""What a policy looks at that compares past projects, said as well."""

both = st.sampled_from((POLICY, PROJECTS))
limits = st.sampled_from((None, 1, 2, 3, 5))


def order(ranking):
    return [item.supplier_id for item in ranking.items]


@given(world.needs, world.pools(world.profiles()), policies, limits)
def test_columns_give_the_same_bytes_as_the_plain_form(need, suppliers, policy, limit):
    plain = rank(need, suppliers, policy, limit=limit)
    assert rank(need, prepare(suppliers), policy, limit=limit).to_json() == plain.to_json()


@given(world.needs, world.pools(world.open_profiles(), min_size=3), policies, limits)
def test_columns_agree_when_nearly_everybody_is_eligible(need, suppliers, policy, limit):
    need = replace(need, domains={**need.domains, "MES": 5000}, priority=frozenset({"MES"}), as_of=world.NOW)
    plain = rank(need, suppliers, policy, limit=limit)
    assert rank(need, prepare(suppliers), policy, limit=limit).to_json() == plain.to_json()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_columns_agree_on_a_whole_market(seed):
    suppliers = world.many(400, seed)
    need = world.need(priority=frozenset())
    plain = rank(need, suppliers, POLICY)
    assert plain.eligible > 50
    assert rank(need, prepare(suppliers), POLICY).to_json() == plain.to_json()


@given(world.pools(world.open_profiles(), min_size=2), st.randoms(use_true_random=False), both)
def test_the_order_of_input_is_irrelevant(suppliers, random, policy):
    shuffled = random.sample(suppliers, len(suppliers))
    assert rank(ASKED, shuffled, policy).to_json() == rank(ASKED, suppliers, policy).to_json()


@given(world.pools(world.open_profiles(), min_size=2), st.data(), both)
def test_removing_a_supplier_changes_no_other_score_and_no_other_pair(suppliers, data, policy):
    gone = data.draw(st.sampled_from(suppliers))
    before = rank(ASKED, suppliers, policy)
    after = rank(ASKED, [one for one in suppliers if one is not gone], policy)
    assert order(after) == [one for one in order(before) if one != gone.id]
    totals = {item.supplier_id: (item.total, item.contributions) for item in before.items}
    assert all(totals[item.supplier_id] == (item.total, item.contributions) for item in after.items)


@given(world.pools(world.open_profiles(), min_size=2), st.data(), both)
def test_a_cloned_supplier_reorders_nobody(suppliers, data, policy):
    clone = replace(data.draw(st.sampled_from(suppliers)), id="clone")
    before, after = (rank(ASKED, pool, policy) for pool in (suppliers, [*suppliers, clone]))
    assert [one for one in order(after) if one != "clone"] == order(before)


@given(world.needs, world.profiles(), policies)
def test_contributions_and_bonuses_are_exactly_the_score_shown(need, supplier, policy):
    found = score(need, supplier, policy)
    criteria, bonuses = parts(found, policy)
    assert sum(criteria.values()) + sum(bonuses.values()) == shown(found.total)
    assert shown(found.total) * TENTH <= found.total < (shown(found.total) + 1) * TENTH
    raw = {criterion: policy.weight(criterion) * found.values[criterion] for criterion in policy.criteria}
    assert all(0 <= criteria[criterion] - raw[criterion] // TENTH <= 1 for criterion in policy.criteria)
    assert all(raw[criterion] or not criteria[criterion] for criterion in policy.criteria)


@given(world.needs, world.profiles(), policies)
def test_every_value_lies_on_its_scale(need, supplier, policy):
    found = score(need, supplier, policy)
    assert all(type(value) is int and 0 <= value <= MICRO for value in found.values.values())
    assert 0 <= found.total <= FULL + MAX_PREFERENCE * MICRO


@given(world.needs, world.profiles(), st.sampled_from(tuple(Criterion)), st.integers(0, MICRO))
def test_a_criterion_of_zero_weight_has_no_effect(need, supplier, criterion, other):
    moved = dict(PROJECTS.weights)
    heir = Criterion.REGION if criterion is Criterion.DOMAIN else Criterion.DOMAIN
    moved[heir] += moved[criterion]
    moved[criterion] = 0
    policy = Policy.from_document(PROJECTS.document() | {"weights": moved})
    found = score(need, supplier, policy)
    changed = replace(found, values={**found.values, criterion: other})
    assert parts(changed, policy) == parts(found, policy)
    assert parts(found, policy)[0][criterion] == 0


def raised(domain):
    def better(supplier):
        at = LEVELS.index(supplier.level(domain))
        return replace(supplier, domains={**supplier.domains, domain: LEVELS[min(at + 1, len(LEVELS) - 1)]})

    return better


BETTER = {
    "more evidence": raised("MES"),
    "more evidence elsewhere": raised("AI"),
    "one build more": lambda s: replace(
        s, builds=(*s.builds, world.Build(id="new", domain="MES", on=world.TODAY))
    ),
    "one build more like what is asked": lambda s: replace(
        s,
        builds=(
            *s.builds,
            world.Build(
                id="new",
                domain="MES",
                on=world.TODAY,
                terms=frozenset({"금형", "비전"}),
                sido="48",
                amount=45_000_000,
                category="72221",
                procedure="BASIC",
            ),
        ),
    ),
    "a better outcome": lambda s: replace(
        s, quality=Outcomes(good=min(s.quality.good + 1, s.quality.total), total=s.quality.total)
    ),
    "a good project more": lambda s: replace(
        s, quality=Outcomes(good=s.quality.good + 1, total=s.quality.total + 1)
    ),
    "a quick answer more": lambda s: replace(
        s, response=Outcomes(good=s.response.good + 1, total=s.response.total + 1)
    ),
    "nearer": lambda s: replace(s, home_sido="48", home_sigungu="48120"),
    "remote": lambda s: replace(s, remote=s.remote | {"AI"}),
    "same industry": lambda s: replace(s, industries=s.industries | {"29221"}),
    "same size": lambda s: replace(s, sizes=s.sizes | {world.Size.SMALL}),
    "more room": lambda s: replace(s, capacity_free=s.capacity_free + 1),
    "fresher": lambda s: replace(
        s, profile_confirmed_on=min(world.TODAY, s.profile_confirmed_on + timedelta(days=40))
    ),
}


@pytest.mark.parametrize("change", BETTER)
@given(suppliers=world.pools(world.open_profiles(), min_size=2, max_size=6), policy=both)
def test_a_better_supplier_never_falls(change, suppliers, policy):
    one = suppliers[0]
    better = BETTER[change](one)
    before, after = score(ASKED, one, policy), score(ASKED, better, policy)
    assert after.total >= before.total
    assert all(after.values[criterion] >= before.values[criterion] for criterion in policy.criteria)
    places = [
        order(rank(ASKED, pool, policy)).index(one.id) for pool in (suppliers, [better, *suppliers[1:]])
    ]
    assert places[1] <= places[0]


@given(world.needs, world.profiles(), world.builds)
def test_one_more_project_of_any_kind_lowers_nothing(need, supplier, build):
    before = score(need, supplier, PROJECTS)
    after = score(need, replace(supplier, builds=(*supplier.builds, build)), PROJECTS)
    assert all(after.values[criterion] >= before.values[criterion] for criterion in PROJECTS.criteria)
    assert after.total >= before.total


@given(
    st.dictionaries(st.sampled_from(world.DOMAINS), st.integers(1, 1000), min_size=1),
    world.profiles(),
    st.integers(2, 10),
)
def test_only_the_proportions_of_needs_count(domains, supplier, factor):
    small = world.need(domains=domains, priority=frozenset())
    large = world.need(
        domains={code: amount * factor for code, amount in domains.items()}, priority=frozenset()
    )
    assert score(small, supplier, POLICY) == score(large, supplier, POLICY)


@given(world.needs, world.profiles())
def test_the_zone_of_the_clock_is_irrelevant(need, supplier):
    elsewhere = replace(need, as_of=need.as_of.astimezone(SEOUL))
    assert rank(elsewhere, [supplier], POLICY).to_json() == rank(need, [supplier], POLICY).to_json()


@given(world.needs, world.pools(world.profiles()), policies)
def test_replaying_the_stored_input_gives_the_same_bytes(need, suppliers, policy):
    stored = need.to_json(), [supplier.to_json() for supplier in suppliers], policy.to_json()
    replayed = rank(
        Need.from_json(stored[0]),
        [SupplierProfile.from_json(supplier) for supplier in stored[1]],
        Policy.from_json(stored[2]),
        limit=5,
    )
    assert replayed.to_json() == rank(need, suppliers, policy, limit=5).to_json()


def test_name_date_popularity_and_payment_are_not_in_the_signature():
    known = {field.name for kind in (SupplierProfile, Outcomes, world.Build) for field in fields(kind)}
    words = (
        "name",
        "registered",
        "created",
        "click",
        "view",
        "popular",
        "paid",
        "price",
        "fee",
        "won",
        "rating",
    )
    assert not [name for name in known for word in words if word in name]


@given(world.pools(world.open_profiles(), min_size=2))
def test_within_a_band_less_exposure_comes_first(suppliers):
    ranking = rank(world.need(), suppliers, POLICY)
    keys = [(-item.band, item.supplier.exposure, item.lot) for item in ranking.items]
    assert keys == sorted(keys)
    assert all(item.band == item.shown // POLICY.band_tenths for item in ranking.items)


def test_another_asking_draws_other_lots():
    twins = [world.mirae(id=f"twin{number}") for number in range(12)]
    orders = {tuple(order(rank(world.need(reference=f"r{number}"), twins, POLICY))) for number in range(5)}
    assert len(orders) == 5


@given(world.pools(world.open_profiles(), max_size=10))
def test_the_newcomer_is_shown_apart_and_moves_nobody(suppliers):
    ranking = rank(world.need(), suppliers, POLICY, limit=3)
    everybody = rank(world.need(), suppliers, POLICY)
    assert order(ranking) == order(everybody)[:3]
    waiting = [item for item in everybody.items[3:] if item.newcomer and item.shown >= POLICY.newcomer_tenths]
    if ranking.newcomer is None:
        assert not waiting
    else:
        assert ranking.newcomer in waiting
        assert ranking.newcomer.supplier.exposure == min(item.supplier.exposure for item in waiting)


@given(world.pools(world.open_profiles(), min_size=2, max_size=6), both)
def test_no_weights_within_the_stability_dethrone_the_first(suppliers, policy):
    ranking = rank(ASKED, suppliers, policy)
    stability = ranking.stability
    assume(stability.basis_points > 0)
    first, *rivals = ranking.items
    for rival in rivals:
        weights = {
            criterion: policy.weight(criterion)
            * (
                10_000
                - stability.basis_points * (1 if first.values[criterion] > rival.values[criterion] else -1)
            )
            for criterion in policy.criteria
        }
        margin = sum(
            weights[criterion] * (first.values[criterion] - rival.values[criterion])
            for criterion in policy.criteria
        )
        bonuses = [
            item.total - sum(policy.weight(c) * item.values[c] for c in policy.criteria)
            for item in (first, rival)
        ]
        assert margin + (bonuses[0] - bonuses[1]) * 10_000 >= 0


def test_a_supplier_given_twice_is_refused():
    for form in (list, prepare):
        with pytest.raises(Malformed, match="mirae is given twice"):
            rank(world.need(), form([world.mirae(), world.mirae()]), POLICY)


def test_nobody_eligible_is_an_answer():
    ranking = rank(world.need(), prepare([]), POLICY, limit=5)
    assert (ranking.items, ranking.newcomer, ranking.stability, ranking.eligible) == ((), None, None, 0)


def test_evidence_of_an_unneeded_domain_changes_nothing():
    plain, more = world.mirae(), world.mirae(domains={**world.mirae().domains, "ROBOT": Level.VERIFIED})
    assert score(world.need(), plain, POLICY) == score(world.need(), more, POLICY)
