"""One round of destruction: rule after rule, batch after batch."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection

from core import audit
from core.retention.rules import Rule, known_rules
from core.scope import acting_as_system


def enforce(step: Callable[[str, int, int], None] = lambda _name, _done, _total: None) -> dict[str, int]:
    """Destroy everything that is over its time; the numbers of rows by model.

    Each batch and its audit event are one transaction: broken off, the next round goes on where this one
    ended, and run twice it destroys nothing twice. `step` hears of every batch before it begins (the job
    keeps its lease by it). PostgreSQL's clock decides, so that a wrong clock elsewhere destroys nothing.
    """
    counts: dict[str, int] = {}
    known = known_rules()
    for number, rule in enumerate(known):
        name = rule.models[0]
        step(name, number, len(known))
        while count := _batch(rule):
            counts[name] = counts.get(name, 0) + count
            step(name, number, len(known))
    return counts


def _batch(rule: Rule) -> int:
    with acting_as_system() as by:
        at = _now()
        count = rule.run(by, at)
        if count:
            audit.record(
                by=by,
                at=at,
                verb="retention.destroyed",
                subject_kind="retention",
                subject_id=rule.models[0],
                data={"models": list(rule.models), "count": count},
            )
        return count


def _now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        row = cursor.fetchone()
    assert row is not None
    found: datetime = row[0]
    return found
