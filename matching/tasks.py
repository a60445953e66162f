"""The worker's daily work for suppliers."""

import logging

from django.utils import timezone

from core.accounts.actor import SYSTEM
from core.jobs.daily import daily
from core.jobs.handlers import handles
from core.jobs.work import Work
from core.scope import acting_as_system
from matching import retention
from matching.actions.exposure import count_exposure
from matching.actions.freshness import tell_of_age

__all__ = ["count", "retention", "tell"]

EXPOSURE = daily("supplier-exposure")
AGE = daily("supplier-age")

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
