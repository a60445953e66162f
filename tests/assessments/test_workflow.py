"""Every step, act and party of the confirmation of levels, and the calendar's arithmetic."""

from datetime import date
from itertools import product

import pytest

from assessments.workflow import (
    CHANGEABLE,
    ENDED,
    LIVE,
    MOVES,
    Act,
    Party,
    Standing,
    Step,
    acts,
    after,
    decision,
    expires_on,
    normalised,
    number_of,
    remind_from,
    standing,
)

ALLOWED = """
draft       submit      owner          submitted
supplement  submit      owner          submitted
draft       withdraw    owner          withdrawn
submitted   withdraw    owner          withdrawn
supplement  withdraw    owner          withdrawn
accepted    withdraw    owner          withdrawn
assigned    withdraw    owner          withdrawn
assessing   withdraw    owner          withdrawn
reported    withdraw    owner          withdrawn
submitted   ask_more    administrator  supplement
submitted   accept      administrator  accepted
submitted   reject      administrator  rejected
supplement  lapse       clock          lapsed
accepted    assign      administrator  assigned
assigned    assign      administrator  assigned
assigned    agree       owner          assessing
assessing   assign      administrator  assigned
assessing   plan_visit  assessor       assessing
assessing   report      assessor       reported
assessing   step_back   assessor       accepted
reported    vote        committee      reported
reported    take_back   committee      reported
reported    confirm     committee      confirmed
reported    decline     committee      rejected
confirmed   revoke      administrator  revoked
"""
TABLE = {
    (Step(step), Act(act), Party(party)): Step(following)
    for step, act, party, following in (line.split() for line in ALLOWED.strip().splitlines())
}


@pytest.mark.parametrize("step", Step)
def test_every_act_of_every_party_does_what_the_table_says_and_nothing_else(step: Step) -> None:
    for act, party in product(Act, Party):
        assert after(step, act, party) == TABLE.get((step, act, party)), (step, act, party)
    for party in Party:
        assert acts(step, party) == tuple(act for act in Act if (step, act, party) in TABLE)


def test_every_step_is_reached_and_only_the_ended_and_the_confirmed_wait_for_nobody_else() -> None:
    assert {Step.DRAFT, *TABLE.values()} == set(Step)
    assert {step for step in Step if not any(known is step for known, _act in MOVES)} == ENDED
    assert set(Step) == LIVE | ENDED
    assert {step for step, act, _party in TABLE if act is Act.SUBMIT} == CHANGEABLE


def test_no_party_ever_follows_itself_from_the_application_to_the_decision() -> None:
    """Who applies, checks, assesses and decides are four."""
    of = {act: {party for (_step, known), (party, _to) in MOVES.items() if known is act} for act in Act}
    assert [of[each] for each in (Act.SUBMIT, Act.ACCEPT, Act.REPORT, Act.CONFIRM)] == [
        {Party.OWNER},
        {Party.ADMINISTRATOR},
        {Party.ASSESSOR},
        {Party.COMMITTEE},
    ]


@pytest.mark.parametrize(
    ("for_it", "against", "wanted"),
    [
        *((yes, no, None) for yes in (0, 1) for no in (0, 1)),
        *((2, no, Act.CONFIRM) for no in (0, 1)),
        *((yes, 2, Act.DECLINE) for yes in (0, 1)),
    ],
)
def test_two_equal_votes_decide(for_it: int, against: int, wanted: Act | None) -> None:
    assert decision(for_it, against) is wanted


@pytest.mark.parametrize(
    ("issued", "last"),
    [("2026-11-22", "2029-11-22"), ("2028-02-29", "2031-02-28"), ("2027-03-01", "2030-03-01")],
)
def test_a_certificate_lasts_three_years(issued: str, last: str) -> None:
    assert expires_on(date.fromisoformat(issued)) == date.fromisoformat(last)


def test_the_reminder_comes_sixty_days_before_the_last_day() -> None:
    assert remind_from(date(2029, 11, 22)) == date(2029, 9, 23)


@pytest.mark.parametrize(
    ("on", "is_revoked", "wanted"),
    [
        ("2029-11-21", False, Standing.VALID),
        ("2029-11-22", False, Standing.VALID),
        ("2029-11-23", False, Standing.EXPIRED),
        ("2029-11-21", True, Standing.REVOKED),
        ("2029-11-23", True, Standing.REVOKED),
    ],
)
def test_it_is_valid_until_its_last_day_is_over_unless_revoked(
    on: str, is_revoked: bool, wanted: Standing
) -> None:
    assert standing(date(2029, 11, 22), date.fromisoformat(on), is_revoked=is_revoked) is wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("2026-00001", "2026-00001"),
        (" 제 2026-00001 호 ", "2026-00001"),
        ("202600001", "2026-00001"),
        ("제2026-123456호", "2026-123456"),
        ("2026 3", "2026-00003"),
        ("2026 00003", "2026-00003"),
        ("２０２６－００００３", "2026-00003"),
        ("2026ㅡ3", "2026-00003"),
        ("확인서 2026.3", "2026-00003"),
        ("2026", "2026"),
        ("20263", "20263"),
        ("hello", "hello"),
        ("x" * 50, "x" * 20),
        ("2026-" + "1" * 5_000, "2026-" + "1" * 15),
    ],
)
def test_a_number_is_found_however_it_is_typed(typed: str, wanted: str) -> None:
    assert normalised(typed) == wanted
    assert number_of(2026, 1) == "2026-00001"
