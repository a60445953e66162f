"""How often a program or a person may call the API."""

import hashlib
from math import ceil
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from core.accounts.address import client_address
from core.limits import Limit, spend
from core.limits.counting import neighbourhood
from core.web.refusal import problem_document
from core.web.request import actor_of

if TYPE_CHECKING:  # REST framework's views import this module by name
    from rest_framework.views import APIView

MINUTE = 60


def limits_of(request: HttpRequest) -> list[tuple[Limit, str]]:
    """What the call counts against: its API key, else the signed-in person, else the client's address.

    A key is known by its hash before anybody looks whether it is valid, so all keys of one address have a
    limit together: whoever makes up keys runs into that one.
    """
    rates: dict[str, int] = settings.API_CALLS_A_MINUTE
    header = request.headers.get("Authorization", "")
    address = neighbourhood(client_address(request))
    if header.startswith("Bearer "):
        token = hashlib.sha256(header.encode()).hexdigest()
        kinds = [("key", token), ("address_of_keys", address)]
    elif (person := actor_of(request).user_id) is not None:
        kinds = [("person", str(person))]
    else:
        kinds = [("address", address)]
    return [(Limit(f"api-{kind}", rates[kind], MINUTE), whom) for kind, whom in kinds]


class CallLimits(BaseThrottle):
    """Counts each call in PostgreSQL, one statement a call."""

    def __init__(self) -> None:
        self._seconds = 0

    def allow_request(self, request: Request | HttpRequest, view: "APIView") -> bool:
        """Whether the call is within its limits; it is counted either way."""
        self._seconds = spend(*limits_of(getattr(request, "_request", request)))
        return not self._seconds

    def wait(self) -> float:
        """Seconds until the next call is."""
        return self._seconds


def too_many_calls(seconds: float) -> HttpResponse:
    """429 with Retry-After, as a problem document."""
    wait = ceil(seconds)
    answer = problem_document(
        429, "throttled", _("Too many calls. Try again in %(seconds)s seconds.") % {"seconds": wait}
    )
    answer["Retry-After"] = str(wait)
    return answer
