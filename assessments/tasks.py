"""The daily work of the diagnostics, and their rules of retention, gathered for discovery."""

import logging

from django.utils import timezone

from assessments import retention
from assessments.actions.benchmark import refresh_benchmark
from core.jobs.daily import daily
from core.jobs.handlers import handles
from core.jobs.work import Work
from core.scope import acting_as_system

BENCHMARK = daily("benchmark")

__all__ = ["refresh", "retention"]

log = logging.getLogger(__name__)


@handles(BENCHMARK, attempts=5, lease_seconds=300, pause_seconds=60)
def refresh(work: Work) -> None:
    """Count what may be counted by now, and tell of every group what it comes to."""
    with acting_as_system() as by:
        found = refresh_benchmark(by=by, at=timezone.now())
    log.info(
        "benchmark: %s blocks ended, %s sealed, %s groups changed", found.ended, found.sealed, found.cells
    )
