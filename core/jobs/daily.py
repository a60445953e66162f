"""What the calendar owes: kinds of jobs that the relay owes once a day, by PostgreSQL's clock."""

from django.db import connection

from core.accounts.actor import SYSTEM
from core.jobs.actions import owe

HOUR = 3
"""From this hour on, in Seoul, the day's jobs are owed."""
_TODAY = """
SELECT here::date, extract(hour FROM here) >= %s, statement_timestamp()
FROM (SELECT statement_timestamp() AT TIME ZONE 'Asia/Seoul' AS here) AS clock
"""
_kinds: list[str] = []


def daily(kind: str) -> str:
    """Have jobs of this kind owed once a day; the kind, so that its handler can name it."""
    if kind not in _kinds:
        _kinds.append(kind)
    return kind


def owe_daily() -> None:
    """Owe today's jobs, once however many relays ask; before three in the morning nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_TODAY, [HOUR])
        row = cursor.fetchone()
    assert row is not None
    day, is_due, at = row
    if not is_due:
        return
    for kind in _kinds:
        owe(kind=kind, dedupe_key=f"{kind}:{day}", payload={"day": str(day)}, by=SYSTEM, at=at)
