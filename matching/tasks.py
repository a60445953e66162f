"""The worker's daily work for suppliers."""

import logging

from django.utils import timezone

from core.accounts.actor import SYSTEM
from core.jobs.daily import daily
from core.jobs.handlers import handles
from core.jobs.work import Work
from core.scope import acting_as_system
from matching import retention
from matching.actions.consultations import count_late, remind
from matching.actions.exposure import count_exposure
from matching.actions.freshness import tell_of_age
from matching.actions.restoring import purge_deleted
from matching.actions.rounds import pass_on
from matching.actions.searches import tell_of_news

EXPOSURE = daily("supplier-exposure")
AGE = daily("supplier-age")
CLOCK = daily("consultation-clock")
SEARCHES = daily("supplier-searches")

__all__ = ["clock", "count", "news", "retention", "tell"]

log = logging.getLogger(__name__)


@handles(EXPOSURE, attempts=5, lease_seconds=120, pause_seconds=60)
def count(work: Work) -> None:
    """Count how often suppliers were shown, for the tie rule."""
    with acting_as_system() as by:
        changed = count_exposure(by=by, at=timezone.now())
    log.info("exposure: %s suppliers changed", changed)


@handles(AGE, attempts=5, lease_seconds=300, pause_seconds=60)
def tell(work: Work) -> None:
    """Tell suppliers whose profile grows old, or has."""
    told = tell_of_age(by=SYSTEM, at=timezone.now())
    log.info("age of profiles: %s suppliers told", told)


@handles(CLOCK, attempts=5, lease_seconds=300, pause_seconds=60)
def clock(work: Work) -> None:
    """Remind suppliers of enquiries due today, count those whose time is over, ask the next ones."""
    with acting_as_system() as by:
        reminded = remind(by=by, at=timezone.now())
        purge_deleted(at=timezone.now())
    late = 0
    while done := _late():
        late += done
    passed = pass_on(by=SYSTEM, at=timezone.now())
    log.info("enquiries: %s due today, %s overdue, %s passed on", reminded, late, passed)


@handles(SEARCHES, attempts=5, lease_seconds=300, pause_seconds=60)
def news(work: Work) -> None:
    """Tell people of suppliers that their watched searches find since yesterday."""
    told = tell_of_news(by=SYSTEM, at=timezone.now())
    log.info("saved searches: %s told of new suppliers", told)


def _late() -> int:
    with acting_as_system() as by:
        return count_late(by=by, at=timezone.now())
