"""How old a profile is: until when it is recommended, and whether that is near."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from matching.queries.policies import NoPolicy, live_policy
from matching.ranking.canonical import seoul_day

USUAL_DAYS = 365
"""Where no policy is in force."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """A profile's age in days, and the last day on which it counts."""

    NOTICE: ClassVar[int] = 30
    """So many days before the end it is said."""

    confirmed_on: date
    age: int
    last_day: date
    left: int

    @property
    def is_over(self) -> bool:
        """Whether the supplier is no longer recommended because of it."""
        return self.left < 0

    @property
    def is_near_end(self) -> bool:
        """Whether it should be confirmed now; also when it is over."""
        return self.left <= self.NOTICE


def profile_days(at: datetime) -> int:
    """For how many days a confirmation counts, by the policy in force (one query)."""
    try:
        return live_policy(at)[1].profile_days
    except NoPolicy:
        return USUAL_DAYS


def freshness(confirmed_on: date, at: datetime, days: int) -> Freshness:
    """How old a profile confirmed on that day is at an instant, if a confirmation counts for so many days."""
    today = seoul_day(at)
    last = confirmed_on + timedelta(days=days)
    return Freshness(confirmed_on, (today - confirmed_on).days, last, (last - today).days)
