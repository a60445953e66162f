"""Each criterion on its fixed scale, with literal numbers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matching.ranking import Build, Level, Outcomes, Size, SupplierProfile
from matching.ranking import values as criteria
from matching.ranking.text import TextStatistics
from matching.ranking.vocabulary import Criterion, Proximity

from . import world

POLICY = world.policy()


def built(count, **fields):
    known = {"domain": "MES", "on": world.TODAY}
    return tuple(Build(id=str(number), **(known | fields)) for number in range(count))


@pytest.mark.parametrize(
    ("level", "builds", "strength"),
    [
        (Level.NONE, 9, 0),
        (Level.DECLARED, 0, 200_000),
        (Level.DOCUMENTED, 0, 350_000),
        (Level.VERIFIED, 0, 500_000),
        (Level.VERIFIED, 1, 666_666),
        (Level.VERIFIED, 2, 750_000),
        (Level.DOCUMENTED, 2, 525_000),
        (Level.VERIFIED, 98, 990_000),
    ],
)
def test_strength_is_evidence_times_half_and_half_the_builds(level, builds, strength):
    assert criteria.strength(level, builds, POLICY) == strength


def test_domains_count_by_their_need():
    supplier = world.mirae(domains={"MES": Level.VERIFIED, "QMS": Level.DECLARED}, builds=built(2))
    need = world.need(domains={"MES": 3, "QMS": 1})
    assert criteria.domain(need, supplier, POLICY) == (3 * 750_000 + 200_000) // 4


@pytest.mark.parametrize(
    ("on", "value"),
    [
        (date(2026, 11, 21), 1_000_000 * 1_000_000 // 6_000_000),
        (date(2023, 11, 21), 1_000_000 * 500_000 // 5_500_000),
        (date(2020, 11, 21), 1_000_000 * 250_000 // 5_250_000),
        (date(1900, 1, 1), 0),
        (date(2026, 11, 22), 0),
    ],
)
def test_a_build_counts_half_every_three_years_and_not_before_it_is_there(on, value):
    assert criteria.record(world.TODAY, world.mirae(builds=built(1, on=on)), POLICY) == value


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 28), date(2026, 2, 28), 1),
        (date(2024, 2, 29), date(2026, 11, 21), 32),
    ],
)
def test_months_are_completed_months(start, end, months):
    assert criteria.months(start, end) == months


@pytest.mark.parametrize(
    ("good", "total", "value"), [(0, 0, 700_000), (2, 2, 760_000), (0, 2, 560_000), (92, 92, 976_000)]
)
def test_outcomes_move_the_prior_like_eight_of_them(good, total, value):
    assert criteria.posterior(Outcomes(good=good, total=total), 700_000, 8) == value


@pytest.mark.parametrize(
    ("home", "near"),
    [
        (("48", "48120"), Proximity.SAME_SIGUNGU),
        (("48", "48121"), Proximity.SAME_SIGUNGU),
        (("48", "48250"), Proximity.SAME_SIDO),
        (("48", ""), Proximity.SAME_SIDO),
        (("26", "26440"), Proximity.BORDERING),
        (("12", "12110"), Proximity.BORDERING),
        (("46", "46110"), Proximity.BORDERING),
        (("11", "11110"), Proximity.ELSEWHERE),
        (("", ""), Proximity.UNKNOWN),
    ],
)
def test_nearness_is_a_table(home, near):
    assert POLICY.regions.proximity("48", "48120", *home) is near


def test_provinces_of_one_wider_region_are_nearer_than_others():
    assert POLICY.regions.proximity("11", "", "41", "") is Proximity.BORDERING
    assert POLICY.regions.proximity("30", "", "43", "") is Proximity.BORDERING
    table = replace(POLICY.regions, borders={})
    assert table.proximity("30", "", "43", "") is Proximity.SAME_MACRO


def test_what_can_be_done_from_afar_has_a_higher_floor():
    far = {"home_sido": "11", "home_sigungu": "11110"}
    need = world.need(domains={"MES": 1, "AI": 3})
    assert criteria.region(need, world.mirae(**far), POLICY) == 200_000
    remote = frozenset({"MES", "AI", "ERP"})
    assert criteria.region(need, world.mirae(**far, remote=remote), POLICY) == (200_000 + 3 * 600_000) // 4
    near = world.mirae(home_sigungu="48120", remote=remote)
    assert criteria.region(need, near, POLICY) == 1_000_000


@pytest.mark.parametrize(
    ("industry", "value"),
    [("29221", 1_000_000), ("29229", 900_000), ("29299", 750_000), ("29111", 500_000), ("20111", 0), ("", 0)],
)
def test_industries_are_near_by_their_common_digits(industry, value):
    supplier = world.mirae(builds=built(1, industry=industry), industries=frozenset())
    assert criteria.industry(world.need(), supplier, POLICY) == value


def test_a_claim_without_a_build_counts_in_part():
    supplier = world.mirae(builds=(), industries=frozenset({"29221"}), sizes=frozenset({Size.SMALL}))
    assert criteria.industry(world.need(), supplier, POLICY) == 600_000
    assert criteria.size(world.need(), supplier, POLICY) == 600_000


@pytest.mark.parametrize(
    ("size", "value"), [(Size.SMALL, 1_000_000), (Size.MICRO, 500_000), (Size.MIDSIZE, 0), (None, 0)]
)
def test_sizes_next_to_each_other_count_half(size, value):
    supplier = world.mirae(builds=built(1, size=size), sizes=frozenset())
    assert criteria.size(world.need(), supplier, POLICY) == value


@pytest.mark.parametrize(
    ("age", "value"), [(-3, 1_000_000), (30, 1_000_000), (365, 0), (31, 997_014), (198, 498_507)]
)
def test_freshness_falls_evenly_from_a_month_to_a_year(age, value):
    confirmed = world.TODAY - timedelta(days=age)
    assert criteria.freshness(confirmed, world.TODAY, POLICY) == value


def test_what_a_profile_does_not_say_counts_nothing():
    bare = SupplierProfile(id="bare", domains={}, serves=frozenset())
    found = criteria.values(world.need(), bare, POLICY)
    unknown = {Criterion.QUALITY: 700_000, Criterion.RESPONSE: 600_000}
    assert found == dict.fromkeys(POLICY.criteria, 0) | unknown


def test_text_counts_the_wanted_words_by_their_frozen_rarity():
    policy = world.reading_policy()
    need = world.need(terms=frozenset({"금형", "비전", "없음"}))
    supplier = world.mirae(terms={"금형": 2, "재고": 2})
    found = 1_500_000 * 2 * 2_200 // (2_000 + 300 + 900)
    assert criteria.text(need, supplier, policy) == 1_000_000 * found // (found + 10_000_000)
    assert criteria.text(need, world.mirae(), policy) == 0


def test_frozen_statistics_are_the_same_everywhere():
    frozen = TextStatistics.freeze([{"a": 1}, {"a": 2, "b": 1}, {"c": 1}])
    assert dict(frozen.idf) == {"a": 470_003, "b": 980_829, "c": 980_829}
    assert frozen.average_length == 1_666
