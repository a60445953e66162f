"""The daily work of the diagnostics, and their rules of retention, gathered for discovery."""

import logging

from django.utils import timezone

from assessments import retention
from assessments.actions.appeal_decision import tell_overdue
from assessments.actions.barriers import seal_barriers
from assessments.actions.benchmark import refresh_benchmark
from assessments.actions.confirmation import keep_time, tell_late
from core.jobs.daily import daily
from core.jobs.handlers import handles
from core.jobs.work import Work
from core.scope import acting_as_system

BENCHMARK = daily("benchmark")
APPEALS = daily("appeal-clock")
CONFIRMING = daily("confirming")

__all__ = ["clock", "confirm", "refresh", "retention"]

log = logging.getLogger(__name__)


@handles(BENCHMARK, attempts=5, lease_seconds=300, pause_seconds=60)
def refresh(work: Work) -> None:
    """Count what may be counted by now, and tell of every group what it comes to; barriers too."""
    with acting_as_system() as by:
        found = refresh_benchmark(by=by, at=timezone.now())
    with acting_as_system() as by:
        answered = seal_barriers(by=by, at=timezone.now())
    log.info(
        "benchmark: %s blocks ended, %s sealed, %s groups changed", found.ended, found.sealed, found.cells
    )
    log.info("barriers: %s blocks sealed", answered)


@handles(APPEALS, attempts=5, lease_seconds=120, pause_seconds=60)
def clock(work: Work) -> None:
    """Tell of the requests for a human review whose day is over."""
    with acting_as_system() as by:
        late = tell_overdue(by=by, at=timezone.now())
    log.info("reviews: %s overdue", late)


@handles(CONFIRMING, attempts=5, lease_seconds=120, pause_seconds=60)
def confirm(work: Work) -> None:
    """Remind of missing documents, certificates that run out, visits and levels; end what is overdue."""
    with acting_as_system() as by:
        found = keep_time(by=by, at=timezone.now())
    log.info(
        "levels: %s certificates and %s documents reminded of, %s ended",
        found.certificates, found.missing, found.lapsed,
    )  # fmt: skip
    with acting_as_system() as by:
        late = tell_late(by=by, at=timezone.now())
    log.info(
        "levels: told of %s visits over, %s late reports, %s late verifications",
        late.visits, late.reports, late.verifications,
    )  # fmt: skip
