"""Under a policy that compares past projects: each line by hand, and nothing for what is not known."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.ranking import Build, Criterion, Malformed, Need, Policy, SupplierProfile, prepare, rank, score
from matching.ranking.likeness import project_values
from matching.ranking.projects import STEPS, step
from matching.ranking.vocabulary import CRITERIA, MICRO, PROJECT_CRITERIA

from . import world

POLICY, BEFORE = world.project_policy(), world.policy()
PROJECTS = POLICY.projects


def asked(**fields: object) -> Need:
    """Hanbit's need with the words, the amount, the class and the kind of its project."""
    said = {
        "terms": frozenset({"금형", "사출"}),
        "amount": 50_000_000,
        "category": "72221000",
        "procedure": "BASIC",
    }
    return world.need(**(said | fields))


def past(number: int = 1, **fields: object) -> Build:
    """A project of last year that is exactly what is asked."""
    said = {
        "id": f"p{number}",
        "domain": "MES",
        "on": date(2025, 11, 21),
        "terms": frozenset({"금형", "사출"}),
        "sido": "48",
        "sigungu": "48120",
        "amount": 50_000_000,
        "category": "72221000",
        "procedure": "BASIC",
    }
    return Build(**(said | fields))


def found(*builds: Build, need: Need | None = None) -> dict[Criterion, int]:
    return project_values(need or asked(), world.mirae(builds=builds), POLICY)


def test_the_arithmetic_of_projects_is_a_version_of_its_own():
    written = rank(asked(), [world.mirae()], POLICY).to_json()
    assert b'"engine":"3"' in written
    assert set(POLICY.criteria) == set(CRITERIA) | set(PROJECT_CRITERIA)
    assert set(score(asked(), world.mirae(), BEFORE).values) == set(CRITERIA)


@given(world.needs, world.profiles())
def test_a_policy_without_projects_looks_at_none_of_it(need, supplier):
    bare = [
        Build(id=b.id, domain=b.domain, on=b.on, industry=b.industry, size=b.size) for b in supplier.builds
    ]
    silent = world.replace(supplier, builds=tuple(bare))
    plain = world.replace(need, amount=0, category="", procedure="")
    assert score(need, supplier, BEFORE) == score(plain, silent, BEFORE)


def test_the_very_same_project_is_worth_all_of_the_best_and_a_third_of_the_three():
    values = found(past())
    # Parts of a direction are rounded down, so the cosine of a text with itself misses a few millionths.
    full = values[Criterion.CLOSEST]
    assert MICRO - 5 <= full <= MICRO
    assert values[Criterion.CLOSEST_THREE] == values[Criterion.ALIKE_AMOUNT] == full // 3
    assert values[Criterion.PLACE] == MICRO
    assert values[Criterion.ALIKE_NEAR] == values[Criterion.ALIKE_NEAR_AMOUNT] == full
    assert values[Criterion.ALIKE_PROCEDURE] == full
    assert values[Criterion.CATEGORY] == MICRO // 5


def test_projects_without_words_place_class_or_amount_are_worth_nothing_and_harm_nobody():
    silent = Build(id="silent", domain="MES", on=date(2025, 1, 1))
    assert found(silent) == dict.fromkeys(PROJECT_CRITERIA, 0)
    assert found(past(), silent) == found(past())
    unsaid = asked(terms=frozenset(), amount=0, category="", procedure="")
    assert found(past(), need=unsaid) == dict.fromkeys(PROJECT_CRITERIA, 0) | {Criterion.PLACE: MICRO}


def test_a_project_counts_from_its_day_on():
    tomorrow = past(on=world.TODAY + timedelta(days=1))
    assert found(tomorrow) == found()
    pool = prepare([world.mirae(builds=(tomorrow,))])
    assert rank(asked(), pool, POLICY).items[0].values[Criterion.PLACE] == 0


def test_rare_words_in_common_count_more_than_frequent_ones():
    rare, frequent = TERMS_BY_RARITY[-1], TERMS_BY_RARITY[0]
    need = asked(terms=frozenset({rare, frequent}))
    values = [found(past(terms=frozenset({word})), need=need)[Criterion.CLOSEST] for word in (rare, frequent)]
    assert values[0] > values[1] > 0


TERMS_BY_RARITY = sorted(world.TERMS, key=PROJECTS.statistics.idf.__getitem__)


def test_words_that_no_statistics_know_change_nothing():
    more = asked(terms=frozenset({"금형", "사출", "처음보는말"}))
    assert found(past(), need=more) == found(past())


@pytest.mark.parametrize(
    ("theirs", "worth"),
    [("72221000", 1_000_000), ("72222000", 500_000), ("72900000", 100_000), ("45000000", 0), ("", 0)],
)
def test_classes_are_near_by_their_common_digits(theirs, worth):
    assert PROJECTS.kin("72221000", theirs) == worth


def test_amounts_are_close_by_their_ratio_not_by_their_difference():
    assert PROJECTS.close(50_000_000, 50_000_000) == MICRO
    assert PROJECTS.close(1_000, 10_000) == PROJECTS.close(10**9, 10**10) == MICRO * 144 // (144 + 400)
    assert PROJECTS.close(10**9, 10**10) == PROJECTS.close(10**10, 10**9)
    assert PROJECTS.close(0, 10) == PROJECTS.close(10, 0) == 0


@given(st.integers(1, 10**14))
def test_ten_times_the_amount_lies_a_power_of_ten_farther(amount):
    assert abs(step(10 * amount) - step(amount) - STEPS) <= (amount < 100) * STEPS


@given(st.integers(1, 10**15), st.integers(0, 10**6), st.integers(1, 10**6))
def test_what_lies_farther_off_is_never_closer(amount, nearer, further):
    sums = [amount, amount + nearer, amount + nearer + further]
    assert PROJECTS.close(sums[0], sums[1]) >= PROJECTS.close(sums[0], sums[2])


def test_a_similar_project_far_away_and_another_one_next_door_are_not_one_nearby():
    apart = found(past(1, sido="11", sigungu="11110"), past(2, terms=frozenset({"재고"})))
    together = found(past())
    assert apart[Criterion.CLOSEST] == together[Criterion.CLOSEST]
    assert apart[Criterion.PLACE] == together[Criterion.PLACE]
    assert apart[Criterion.ALIKE_NEAR] == together[Criterion.ALIKE_NEAR] * 200_000 // MICRO


@given(world.needs, world.profiles())
def test_both_at_once_is_never_more_than_the_one(need, supplier):
    values = project_values(need, supplier, POLICY)
    assert values[Criterion.CLOSEST_THREE] <= values[Criterion.CLOSEST]
    for both in (Criterion.ALIKE_NEAR, Criterion.ALIKE_PROCEDURE, Criterion.ALIKE_NEAR_AMOUNT):
        assert values[both] <= values[Criterion.CLOSEST]
    assert values[Criterion.ALIKE_NEAR] <= values[Criterion.PLACE]
    assert values[Criterion.ALIKE_NEAR_AMOUNT] <= values[Criterion.ALIKE_NEAR]


def test_columns_agree_on_a_market_with_projects_of_every_kind():
    suppliers = [world.replace(each, builds=_told(each)) for each in world.many(250, 3)]
    need = asked(priority=frozenset())
    plain = rank(need, suppliers, POLICY)
    assert plain.eligible > 30
    pool = prepare(suppliers)
    assert rank(need, pool, POLICY).to_json() == plain.to_json()
    other = asked(priority=frozenset(), terms=frozenset({"용접"}))
    assert rank(other, pool, POLICY).to_json() == rank(other, suppliers, POLICY).to_json()


def _told(supplier: SupplierProfile) -> tuple[Build, ...]:
    return tuple(
        world.replace(
            build,
            terms=frozenset(world.TERMS[number % 5 : number % 5 + 1 + number % 3]),
            sido=supplier.home_sido,
            amount=10_000_000 * (1 + int(build.industry) % 70),
            category=f"722{build.industry}",
            procedure=("BASIC", "ADVANCED", "")[number % 3],
        )
        for number, build in enumerate(supplier.builds)
    )


def test_a_pool_asked_under_other_statistics_forgets_the_former():
    pool = prepare([world.mirae(builds=(past(terms=frozenset({"금형", "재고"})),))])
    document = POLICY.document()
    idf = dict(PROJECTS.statistics.idf) | {"금형": 9_000_000}
    document["projects"] = document["projects"] | {"statistics": {"idf": idf, "average_length": 1}}
    other = Policy.from_document(document)
    for policy in (POLICY, other, POLICY):
        again = rank(asked(), [pool.suppliers[0]], policy)
        assert rank(asked(), pool, policy).to_json() == again.to_json()


def test_what_is_not_known_of_a_project_is_not_written():
    assert b"amount" not in world.mirae().to_json()
    supplier = world.mirae(builds=(past(),))
    assert SupplierProfile.from_json(supplier.to_json()) == supplier
    assert Need.from_json(asked().to_json()) == asked()
    assert Policy.from_json(POLICY.to_json()).to_json() == POLICY.to_json()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"category": {"2": 5_000, "3": 1_000}}, "projects.category: more is worth less"),
        ({"category": {"all": 5_000}}, "projects.category: numbers of digits"),
        ({"amount_half": 0}, "projects.amount_half: 0 is outside"),
        ({"speed": 1}, "projects.speed: unknown field"),
    ],
)
def test_a_wrong_comparison_is_refused_with_its_path(changes, message):
    document = POLICY.document()
    with pytest.raises(Malformed, match=re.escape(message)):
        Policy.from_document(document | {"projects": document["projects"] | changes})


def test_weights_for_projects_need_the_part_that_compares_them():
    document = POLICY.document()
    del document["projects"]
    with pytest.raises(Malformed, match=re.escape("weights.closest: unknown field")):
        Policy.from_document(document)


def test_an_impossible_amount_is_refused():
    with pytest.raises(Malformed, match="amount"):
        past(amount=-1)
    with pytest.raises(Malformed, match=re.escape("need.amount")):
        asked(amount=10**16)
