"""The days of a request for a human review: dated rules, working days, and a clock that can stand."""

from datetime import date

import pytest

from assessments.appealing import LIVE, MOVES, Act, Step, after
from assessments.clock import (
    BadRules,
    due_on,
    is_overdue,
    prolonged,
    read,
    report_due_on,
    rule_on,
    rules,
    verification_due_on,
)

TWO = read("- {from: 2026-01-01, working_days: 14}\n- {from: 2026-12-01, working_days: 10}\n")


def test_a_request_keeps_the_rule_of_its_day() -> None:
    assert rule_on(date(2026, 11, 30), TWO).working_days == 14
    assert rule_on(date(2026, 12, 1), TWO).working_days == 10
    assert rule_on(date(2020, 1, 1), TWO).working_days == 14
    assert rules()[0].working_days == 14


def test_fourteen_working_days_leave_out_weekends_and_holidays() -> None:
    assert due_on(date(2026, 11, 20), TWO) == date(2026, 12, 10)
    assert due_on(date(2026, 12, 24), TWO) == date(2027, 1, 11)  # Christmas and New Year's Day


def test_a_visit_sets_the_clock_of_its_report_and_of_the_levels() -> None:
    assert report_due_on(date(2026, 11, 14)) == date(2026, 11, 20)
    assert verification_due_on(date(2026, 11, 12)) == date(2026, 12, 10)
    assert verification_due_on(date(2026, 11, 12), date(2026, 11, 14)) == date(2026, 11, 20)


def test_the_time_in_which_the_company_decides_is_added() -> None:
    assert prolonged(date(2026, 12, 10), date(2026, 11, 20), date(2026, 11, 25)) == date(2026, 12, 15)
    assert prolonged(date(2026, 12, 10), date(2026, 11, 20), date(2026, 11, 22)) == date(2026, 12, 10)


def test_a_request_is_late_only_after_its_day_and_while_its_clock_runs() -> None:
    due = date(2026, 12, 10)
    assert not is_overdue("open", due, due)
    assert is_overdue("open", due, date(2026, 12, 11))
    assert is_overdue("asked", due, date(2026, 12, 11))
    assert not any(
        is_overdue(step, due, date(2027, 1, 1)) for step in ("assigned", "upheld", "changed", "withdrawn")
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "- {from: 2026-01-01}",
        "- {from: soon, working_days: 3}",
        "- {from: 2026-01-01, working_days: 0}",
        "- {from: 2026-02-01, working_days: 3}\n- {from: 2026-01-01, working_days: 3}",
        "- [",
    ],
)
def test_rules_that_cannot_be_used_are_named(text: str) -> None:
    with pytest.raises(BadRules):
        read(text)


def test_every_step_is_reached_and_what_is_over_stays_so() -> None:
    reached = {Step.ASKED, *MOVES.values()}
    assert reached == set(Step)
    for step in set(Step) - LIVE:
        assert all(after(step, act) is None for act in Act)
