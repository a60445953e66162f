"""The gate refuses for every reason it has, exactly at the boundary, whatever the score."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given

from matching.ranking import Ban, Build, Code, Level, gate, rank
from matching.ranking.supplier import Outcomes

from . import world

POLICY = world.policy()

FAULTS = {
    Code.NOT_VERIFIED: {"verified": False},
    Code.BANNED: {"bans": (Ban.of_days(date(2026, 1, 1)),)},
    Code.AFFILIATED: {"affiliations": frozenset({"hanbit"})},
    Code.NOT_ACCEPTING: {"accepting": False},
    Code.NO_CAPACITY: {"capacity_free": 0},
    Code.PROFILE_STALE: {"profile_confirmed_on": None},
    Code.NO_PRIORITY_DOMAIN: {"domains": {"QMS": Level.VERIFIED, "MES": Level.NONE}},
    Code.REGION_NOT_SERVED: {"serves": frozenset({"11", "48250"})},
}


def test_a_supplier_without_fault_passes():
    assert gate(world.need(), world.mirae(), POLICY) == ()


@pytest.mark.parametrize("code", Code)
def test_every_fault_has_its_code(code):
    assert gate(world.need(), world.mirae(**FAULTS[code]), POLICY) == (code,)


def test_all_faults_are_told_at_once_and_in_order():
    everything = {name: value for fault in FAULTS.values() for name, value in fault.items()}
    assert gate(world.need(), world.mirae(**everything), POLICY) == tuple(Code)


@pytest.mark.parametrize(
    ("moment", "banned"),
    [
        (datetime(2026, 3, 31, 14, 59, 59, 999999, UTC), False),
        (datetime(2026, 3, 31, 15, 0, tzinfo=UTC), True),
        (datetime(2026, 6, 30, 14, 59, 59, 999999, UTC), True),
        (datetime(2026, 6, 30, 15, 0, tzinfo=UTC), False),
    ],
)
def test_a_ban_holds_from_its_first_moment_in_seoul_to_before_its_end(moment, banned):
    supplier = world.mirae(
        bans=(Ban.of_days(date(2026, 4, 1), date(2026, 7, 1)),), profile_confirmed_on=date(2026, 4, 1)
    )
    codes = gate(world.need(as_of=moment), supplier, POLICY)
    assert (Code.BANNED in codes) is banned


@pytest.mark.parametrize(("age", "stale"), [(0, False), (365, False), (366, True)])
def test_a_profile_lasts_365_days(age, stale):
    supplier = world.mirae(profile_confirmed_on=world.TODAY - timedelta(days=age))
    assert (gate(world.need(), supplier, POLICY) == (Code.PROFILE_STALE,)) is stale


@pytest.mark.parametrize(
    ("serves", "sido", "sigungu", "served"),
    [
        ({"all"}, "50", "50110", True),
        ({"48"}, "48", "48120", True),
        ({"48120"}, "48", "48121", True),
        ({"48121"}, "48", "48120", False),
        ({"29"}, "12", "12210", True),
        ({"46110"}, "12", "12110", True),
        ({"12"}, "46", "46110", True),
        ({"26"}, "48", "48120", False),
        (set(), "48", "48120", False),
    ],
)
def test_a_region_is_served_by_country_province_city_or_district_under_old_and_new_codes(
    serves, sido, sigungu, served
):
    codes = gate(world.need(sido=sido, sigungu=sigungu), world.mirae(serves=frozenset(serves)), POLICY)
    assert (codes == ()) is served


def test_an_affiliation_is_found_from_either_side():
    group = frozenset({"group"})
    assert gate(world.need(affiliations=group), world.mirae(affiliations=group), POLICY) == (Code.AFFILIATED,)
    assert gate(world.need(asker="mirae"), world.mirae(), POLICY) == (Code.AFFILIATED,)
    assert gate(world.need(asker=""), world.mirae(affiliations=frozenset({""})), POLICY) == ()


def test_without_a_priority_any_needed_domain_will_do():
    supplier = world.mirae(domains={"AI": Level.DECLARED})
    assert gate(world.need(priority=frozenset()), supplier, POLICY) == ()


@given(world.profiles(), world.needs)
def test_the_ineligible_are_never_ranked_whatever_the_weights(supplier, need):
    perfect = replace(
        supplier,
        quality=Outcomes(good=1000, total=1000),
        builds=tuple(Build(id=str(n), domain="MES", on=date(2026, 1, 1)) for n in range(50)),
        exposure=-1000,
    )
    only_quality = dict.fromkeys(POLICY.weights, 0) | {"quality": 10_000}
    for policy in (POLICY, world.changed(weights=only_quality)):
        codes = gate(need, perfect, policy)
        ranking = rank(need, [perfect], policy)
        assert [item.supplier_id for item in ranking.items] == ([] if codes else [perfect.id])
        assert ranking.excluded == ({perfect.id: codes} if codes else {})
