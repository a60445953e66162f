"""What a request carries."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from core.accounts.actor import VISITOR, Actor


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, as the middleware found it; a visitor when it did not run."""
    return getattr(request, "actor", VISITOR)


def now() -> datetime:
    """The instant of this act, aware, in UTC. Deadlines and leases ask PostgreSQL instead."""
    return timezone.now()
