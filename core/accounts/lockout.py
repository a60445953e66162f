"""Somebody guessed too often: what axes counts, and the page it shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def typed_address(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The address as typed, in lower case: what attempts are counted by, known to the portal or not."""
    typed = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(typed).strip().lower()[:254]


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """429: how long to wait and what else to do. The same for addresses that nobody uses."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "account/locked_out.html", {"minutes": minutes}, status=429)
