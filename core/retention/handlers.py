"""The daily job: owed by the relay's own clock, worked on like every other job."""

import logging

from django.db import connection

from core.accounts.actor import SYSTEM
from core.jobs.actions import owe
from core.jobs.handlers import handles
from core.jobs.work import Work
from core.retention.enforce import enforce

KIND = "retention"
HOUR = 3
"""From this hour on, in Seoul, the day's job is owed."""
_TODAY = """
SELECT here::date, extract(hour FROM here) >= %s, statement_timestamp()
FROM (SELECT statement_timestamp() AT TIME ZONE 'Asia/Seoul' AS here) AS clock
"""

log = logging.getLogger(__name__)


def owe_daily() -> None:
    """Owe today's job, once however many relays ask; before three in the morning nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_TODAY, [HOUR])
        row = cursor.fetchone()
    assert row is not None
    day, is_due, at = row
    if is_due:
        owe(kind=KIND, dedupe_key=f"{KIND}:{day}", payload={"day": str(day)}, by=SYSTEM, at=at)


@handles(KIND, attempts=10, lease_seconds=120, pause_seconds=60)
def destroy_what_is_over(work: Work) -> None:
    """One round. A worker that dies in it loses one batch, and the next attempt goes on."""
    counts = enforce(work.progress)
    log.info("retention: destroyed %s", counts or "nothing")
