"""Working days in Korea."""

from datetime import date

import pytest

from core import working_days


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2026, 11, 20), date(2026, 11, 25)),  # Friday -> Wednesday
        (date(2026, 11, 21), date(2026, 11, 25)),  # Saturday
        (date(2026, 11, 23), date(2026, 11, 26)),  # Monday
        (date(2026, 9, 22), date(2026, 9, 29)),  # Chuseok lies between
        (date(2026, 10, 2), date(2026, 10, 8)),  # a substitute holiday on Monday
        (date(2026, 12, 30), date(2027, 1, 5)),  # New Year
    ],
)
def test_three_working_days_leave_out_weekends_and_holidays(asked: date, due: date) -> None:
    assert working_days.after(asked, 3) == due


def test_a_public_holiday_on_a_weekday_is_no_working_day() -> None:
    assert not working_days.is_working_day(date(2026, 10, 9))
    assert working_days.is_working_day(date(2026, 10, 8))


def test_after_the_tables_last_year_weekends_are_still_known() -> None:
    assert working_days.is_working_day(working_days.KNOWN_UNTIL) is (working_days.KNOWN_UNTIL.weekday() < 5)
    assert working_days.after(date(2031, 2, 28), 1) == date(2031, 3, 3)


def test_no_day_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        working_days.after(date(2026, 11, 20), 0)
