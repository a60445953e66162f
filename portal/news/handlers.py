"""The daily round for the technoparks."""

import logging
from datetime import date, timedelta

from core.jobs.daily import daily
from core.jobs.handlers import handles
from core.jobs.models import Job, JobState
from core.jobs.work import Work
from portal.news.day import tell_technoparks

DESK_DAY = daily("desk-day")
MOST_DAYS = 14
"""After a longer pause only the last two weeks are told."""

log = logging.getLogger(__name__)


@handles(DESK_DAY, attempts=8, lease_seconds=300, pause_seconds=60)
def tell_the_day(work: Work) -> None:
    """Tell each technopark what happened since the last round that was made, all or nobody."""
    until = date.fromisoformat(work.payload["day"])
    since = max(last_round(until) or until - timedelta(days=1), until - timedelta(days=MOST_DAYS))
    with work.publishing():
        told = tell_technoparks(since=since, until=until)
    log.info("day of the desk: %s technoparks told", told)


def last_round(before: date) -> date | None:
    """The day of the last round before this day; None when there was none."""
    rounds = Job.objects.filter(kind=DESK_DAY, state=JobState.DONE.value, payload__day__lt=str(before))
    last = rounds.order_by("-payload__day").values_list("payload__day", flat=True).first()
    return date.fromisoformat(last) if last else None
