"""The daily job: owed by the relay's own clock, worked on like every other job."""

import logging

from core.jobs.daily import daily
from core.jobs.handlers import handles
from core.jobs.work import Work
from core.retention.enforce import enforce

KIND = daily("retention")

log = logging.getLogger(__name__)


@handles(KIND, attempts=10, lease_seconds=120, pause_seconds=60)
def destroy_what_is_over(work: Work) -> None:
    """One round. A worker that dies in it loses one batch, and the next attempt goes on."""
    counts = enforce(work.progress)
    log.info("retention: destroyed %s", counts or "nothing")
