"""Counting working days. Holidays stand in `korea.yaml`; after its last year only weekends are known."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

_TABLE = Path(__file__).resolve().parent / "korea.yaml"


@cache
def holidays() -> Mapping[date, str]:
    """Public holidays on weekdays, with their names in Korean."""
    years = yaml.safe_load(_TABLE.read_text("utf-8"))
    return {
        date.fromisoformat(f"{year}-{day}"): name
        for year, days in years.items()
        for day, name in days.items()
    }


def _known_until() -> date:
    return date(max(day.year for day in holidays()), 12, 31)


KNOWN_UNTIL = _known_until()
"""The last day about which the table knows whether it is a holiday."""


def is_working_day(day: date) -> bool:
    """Whether people work in offices on this day."""
    return day.weekday() < 5 and day not in holidays()


def after(day: date, count: int) -> date:
    """The working day that is so many after `day`, which itself does not count; `count` is 1 or more.

    What comes in on a Friday and is to be done in three working days is due at the end of Wednesday.
    """
    if count < 1:
        raise ValueError("count is 1 or more")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
