"""What a request carries."""

from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from core.accounts.actor import VISITOR, Actor


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, as the middleware found it; a visitor when it did not run."""
    return getattr(request, "actor", VISITOR)


def now() -> datetime:
    """The instant of this act, aware, in UTC. Deadlines and leases ask PostgreSQL instead."""
    return timezone.now()


def page_of(request: HttpRequest) -> str:
    """The page asked for, or the page whose form was sent, as a path; empty where nobody can know."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    sent_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(sent_from, {request.get_host()}):
        return ""
    parts = urlsplit(sent_from)
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))
