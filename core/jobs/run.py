"""Runs one offered job: begin, call its handler, and see that every end is written down."""

import logging

from core.jobs import lease as leases
from core.jobs.handlers import Handler, JobFailed, handler_of
from core.jobs.lease import Lease
from core.jobs.work import LeaseLost, Work

log = logging.getLogger(__name__)


def run(lease: Lease) -> str:
    """Work on the job if the offer still stands; how it ended: "done", "again", "failed" or "stale"."""
    handler = handler_of(lease.kind)
    if handler is None:
        leases.fail(lease.job, lease.token, error=f"no handler for jobs of kind {lease.kind!r}")
        log.error("job %s failed: no handler for kind %s", lease.job, lease.kind)
        return "failed"
    begun = leases.begin(lease, seconds=handler.lease_seconds)
    if begun is None:
        return "stale"
    attempt, payload = begun
    work = Work(lease, attempt, payload, handler.lease_seconds)
    try:
        handler.run(work)
        if not work.is_finished:
            with work.publishing():
                pass
    except LeaseLost:
        log.warning("job %s: attempt %s lost its lease; its outcome is dropped", lease.job, attempt)
        return "stale"
    except JobFailed as failure:
        return _failed(lease, attempt, str(failure))
    except Exception as error:
        log.exception("job %s (%s): attempt %s failed", lease.job, lease.kind, attempt)
        return _next(handler, lease, attempt, f"{type(error).__name__}: {error}")
    return "done"


def _next(handler: Handler, lease: Lease, attempt: int, error: str) -> str:
    if attempt >= handler.attempts:
        return _failed(lease, attempt, error)
    leases.again(lease.job, lease.token, error=error, pause_seconds=handler.pause(attempt))
    return "again"


def _failed(lease: Lease, attempt: int, error: str) -> str:
    leases.fail(lease.job, lease.token, error=error)
    log.error("job %s (%s) failed for good after attempt %s: %s", lease.job, lease.kind, attempt, error)
    return "failed"
