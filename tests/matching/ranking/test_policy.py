"""Policies are documents: read strictly, written canonically, and limited in what they may promise."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from matching.ranking import Level, Malformed, Need, Policy, SupplierProfile, score
from matching.ranking.score import bonuses
from matching.ranking.vocabulary import MAX_PREFERENCE, MICRO

from . import world

POLICY = world.policy()


def faults(**fields):
    with pytest.raises(Malformed) as caught:
        world.changed(**fields)
    return str(caught.value).splitlines()


def line(**fields):
    return POLICY.preferences[0].document() | fields


def test_the_policy_in_force_reads_back_the_same():
    again = Policy.from_json(POLICY.to_json())
    assert again == POLICY
    assert again.to_json() == POLICY.to_json()
    assert again.checksum == POLICY.checksum
    assert sum(POLICY.weights.values()) == 10_000


def test_any_change_changes_the_checksum():
    assert world.changed(salt="other").checksum != POLICY.checksum


def test_faults_are_told_together_with_their_paths():
    document = POLICY.document()
    document["weights"] = document["weights"] | {"domain": 3501, "region": "much"}
    document["scales"] = document["scales"] | {"kappa": 0, "half_life": 3}
    document["preferences"] = [line(points=301, level="loud", ends_on="soon")]
    del document["salt"]
    with pytest.raises(Malformed) as caught:
        Policy.from_document(document)
    assert str(caught.value).splitlines() == [
        "preferences[0].ends_on: a date like 2026-11-01 is expected, not 'soon'",
        "preferences[0].ends_on: lies before starts_on",
        "preferences[0].level: one of none, declared, documented, verified is expected",
        "preferences[0].points: 301 is outside 0..300",
        "salt: missing",
        "scales.half_life: unknown field",
        "scales.kappa: 0 is outside 1..1000",
        "weights.region: a whole number is expected, not 'much'",
        "weights: sum to 8501, not 10000",
    ]


def test_scales_that_punish_the_better_are_refused():
    scales = POLICY.document()["scales"]
    assert faults(
        scales=scales | {"levels": {"none": 0, "declared": 5000, "documented": 4000, "verified": 9000}}
    )
    assert faults(scales=scales | {"size": {"same": 1000, "next": 2000}})
    values = POLICY.document()["regions"]["values"] | {"elsewhere": 9999}
    assert faults(regions=POLICY.document()["regions"] | {"values": values})


@pytest.mark.parametrize("text", ["", "[]", "a: [", "just words"])
def test_what_is_no_document_is_refused(tmp_path, text):
    path = tmp_path / "policy.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(Malformed):
        Policy.from_file(path)


@pytest.mark.parametrize(
    ("day", "gain"),
    [
        (date(2026, 10, 31), 0),
        (date(2026, 11, 1), 300 * 500_000),
        (date(2027, 12, 31), 300 * 500_000),
        (date(2028, 1, 1), 0),
    ],
)
def test_a_preference_counts_from_its_first_day_and_is_nothing_after_its_last(day, gain):
    moment = world.NOW + timedelta(days=(day - world.TODAY).days)
    supplier = world.mirae(domains={"AI": Level.VERIFIED, "TWIN": Level.VERIFIED}, builds=())
    added = bonuses(world.need(as_of=moment), supplier, POLICY)
    assert sum(added.values()) == gain


def test_a_preference_needs_evidence_and_a_need():
    declared = world.mirae(domains={"AI": Level.DECLARED})
    unneeded = world.mirae(domains={"TWIN": Level.VERIFIED})
    assert bonuses(world.need(), declared, POLICY) == bonuses(world.need(), unneeded, POLICY) == {}


@given(world.needs, world.profiles())
def test_all_preferences_together_stay_within_the_cap(need, supplier):
    policy = world.changed(
        preferences=[
            line(code=f"line{number}", domains=list(world.DOMAINS), level="declared") for number in range(4)
        ]
    )
    assert sum(score(need, supplier, policy).bonuses.values()) <= MAX_PREFERENCE * MICRO


@given(world.needs)
def test_a_need_reads_back_the_same(need):
    again = Need.from_json(need.to_json())
    assert (again, again.to_json(), again.checksum) == (need, need.to_json(), need.checksum)


@given(world.profiles())
def test_a_profile_reads_back_the_same(supplier):
    again = SupplierProfile.from_json(supplier.to_json())
    assert (again, again.to_json(), again.checksum) == (supplier, supplier.to_json(), supplier.checksum)


@pytest.mark.parametrize(
    "fields",
    [
        {"domains": {}},
        {"domains": {"MES": 0}},
        {"domains": {"MES": 0.5}},
        {"domains": {"MES": True}},
        {"priority": frozenset({"ERP"})},
        {"industry": "C29"},
        {"as_of": world.NOW.replace(tzinfo=None)},
    ],
)
def test_an_impossible_need_is_refused(fields):
    with pytest.raises(Malformed, match=r"^need\."):
        world.need(**fields)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"id": 1}'])
def test_broken_snapshots_are_refused(text):
    for kind in (Need, SupplierProfile):
        with pytest.raises(Malformed):
            kind.from_json(text)


FITTED = {
    "source": "consultations",
    "under": "2026-11",
    "choices": 412,
    "first_on": "2026-11-01",
    "last_on": "2027-10-31",
    "likelihood": -1_800,
    "chance": -2_300,
}


def test_fitted_weights_say_what_they_were_learnt_from():
    policy = world.changed(fitted=FITTED)
    assert Policy.from_json(policy.to_json()) == policy
    assert policy.document()["fitted"] == FITTED
    assert "fitted" not in POLICY.document()
    assert policy.engine == POLICY.engine


def test_a_wrong_provenance_is_refused():
    assert faults(fitted=FITTED | {"last_on": "2025-01-01"}) == ["fitted.last_on: lies before first_on"]
    assert faults(fitted=FITTED | {"choices": 0}) == ["fitted.choices: 0 is outside 1..1000000000"]
