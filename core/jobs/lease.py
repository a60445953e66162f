"""Leases on job rows. Each step is one conditional UPDATE, and PostgreSQL's clock decides.

queued -> (offered: still queued, with a token) -> running -> done | failed, or back to queued after a pause.
Only the holder of the token moves a job on; an expired lease is anybody's.
"""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import connection

OFFER_SECONDS = 30
"""How long an offered job may lie in the broker before it is offered again."""

# An array is worked out once. `IN (SELECT ...)` may be asked again for every row, by the plan that PostgreSQL
# chooses, and then passes over what it has locked before: more than the window were offered.
_OFFER = """
UPDATE core_job SET lease_token = gen_random_uuid(),
  lease_until = statement_timestamp() + make_interval(secs => %(seconds)s)
WHERE id = ANY (ARRAY(
  SELECT id FROM core_job
  WHERE state = 'queued' AND not_before <= statement_timestamp()
    AND (lease_until IS NULL OR lease_until <= statement_timestamp())
  ORDER BY not_before, id FOR UPDATE SKIP LOCKED
  LIMIT greatest(0, %(window)s - (
    SELECT count(*) FROM core_job WHERE state = 'queued' AND lease_until > statement_timestamp()))))
RETURNING id, kind, lease_token
"""
_EXPIRED = """
SELECT id, kind, attempts FROM core_job WHERE state = 'running' AND lease_until <= statement_timestamp()
ORDER BY lease_until FOR UPDATE SKIP LOCKED LIMIT 100
"""
_WITHDRAW = """
UPDATE core_job SET lease_token = NULL, lease_until = NULL,
  not_before = greatest(not_before, statement_timestamp() + make_interval(secs => %(seconds)s))
WHERE id = %(id)s AND lease_token = %(token)s AND state = 'queued'
"""
_BEGIN = """
UPDATE core_job SET state = 'running', attempts = attempts + 1, error = '',
  started_at = statement_timestamp(),
  lease_until = statement_timestamp() + make_interval(secs => %(seconds)s)
WHERE id = %(id)s AND lease_token = %(token)s AND state = 'queued'
RETURNING attempts, payload
"""
_RENEW = """
UPDATE core_job SET lease_until = statement_timestamp() + make_interval(secs => %(seconds)s),
  step = %(step)s, progress_done = %(done)s, progress_total = %(total)s
WHERE id = %(id)s AND lease_token = %(token)s AND state = 'running'
"""
_DONE = """
UPDATE core_job SET state = 'done', finished_at = statement_timestamp(), lease_token = NULL,
  lease_until = NULL, step = '', error = '', progress_done = progress_total
WHERE id = %(id)s AND lease_token = %(token)s AND state = 'running'
"""
_AGAIN = """
UPDATE core_job SET state = 'queued', lease_token = NULL, lease_until = NULL, step = '', progress_done = 0,
  error = %(error)s, not_before = statement_timestamp() + make_interval(secs => %(seconds)s)
WHERE id = %(id)s AND state = 'running'
  AND (lease_token = %(token)s OR lease_until <= statement_timestamp())
"""
_FAILED = """
UPDATE core_job SET state = 'failed', finished_at = statement_timestamp(), lease_token = NULL,
  lease_until = NULL, step = '', error = %(error)s
WHERE id = %(id)s AND state IN ('queued', 'running')
  AND (lease_token = %(token)s OR lease_until <= statement_timestamp())
"""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on one job for a while."""

    job: uuid.UUID
    kind: str
    token: uuid.UUID


@dataclass(frozen=True, slots=True)
class Lost:
    """A running job whose lease ran out: its worker died or hangs."""

    job: uuid.UUID
    kind: str
    attempts: int


def _run(sql: str, **values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def offer(*, window: int) -> list[Lease]:
    """Take due jobs to hand out, oldest first, so that at most `window` lie in the broker at a time."""
    with connection.cursor() as cursor:
        cursor.execute(_OFFER, {"seconds": OFFER_SECONDS, "window": window})
        return [Lease(job, kind, token) for job, kind, token in cursor.fetchall()]


def withdraw(lease: Lease, *, pause_seconds: float = 0) -> bool:
    """Take an offer back that could not be handed out, or was not begun."""
    return bool(_run(_WITHDRAW, id=lease.job, token=lease.token, seconds=pause_seconds))


def begin(lease: Lease, *, seconds: int) -> tuple[int, dict[str, Any]] | None:
    """Start working: the attempt's number (from 1) and the payload; None when the offer is no longer ours."""
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, {"id": lease.job, "token": lease.token, "seconds": seconds})
        row = cursor.fetchone()
    if row is None:
        return None
    attempt, payload = row
    return int(attempt), payload if isinstance(payload, dict) else json.loads(payload)


def renew(lease: Lease, *, seconds: int, step: str, done: int, total: int) -> bool:
    """Keep the lease and say how far the work is; False when it is no longer ours."""
    return bool(
        _run(_RENEW, id=lease.job, token=lease.token, seconds=seconds, step=step, done=done, total=total)
    )


def finish(lease: Lease) -> bool:
    """Mark the job done; False when the lease is no longer ours."""
    return bool(_run(_DONE, id=lease.job, token=lease.token))


def again(job: uuid.UUID, token: uuid.UUID | None, *, error: str, pause_seconds: float) -> bool:
    """Queue the job again after a pause; `token` None means "only if its lease has run out"."""
    return bool(_run(_AGAIN, id=job, token=token, error=error[:500], seconds=pause_seconds))


def fail(job: uuid.UUID, token: uuid.UUID | None, *, error: str) -> bool:
    """Give the job up for good; `token` None means "only if its lease has run out"."""
    return bool(_run(_FAILED, id=job, token=token, error=error[:500]))


def expired() -> list[Lost]:
    """Running jobs whose lease ran out, locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_EXPIRED)
        return [Lost(job, kind, attempts) for job, kind, attempts in cursor.fetchall()]
