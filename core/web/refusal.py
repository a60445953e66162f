"""An expected "no", and what a visitor sees when something they need is not there just now."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


class Refused(Exception):
    """An action's expected "no": `message` is translated and says what to do.

    `code` names the rule, `field` the form field it belongs to (empty: the whole form), `status` the answer
    of a page (422) or 409 for a stale write; `data` carries what a page or problem document shows beside it.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "refused",
        field: str = "",
        status: int = 422,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field
        self.status = status
        self.data = dict(data or {})


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The page for a refusal that no form took: what is so and how to go back."""
    return render(request, "409.html", {"refused": refused}, status=refused.status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that was sent from an outdated or foreign page."""
    return render(request, "403.html", {"csrf": True}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The 404 page; it says the same for what is not there and for what one may not know about."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The 403 page."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The 400 page, also for a request that is too large."""
    return render(
        request, "409.html", {"refused": Refused(_("The request could not be read."), status=400)}, status=400
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page: nothing typed was stored half."""
    return render(request, "500.html", status=500)


class DegradedStates:
    """Turns a database that does not answer into a page with words instead of a crash."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """503 with a retry hint for a lost or exhausted database; None lets every other error through."""
        if isinstance(exception, OperationalError | InterfaceError):
            response = render(request, "503.html", status=503)
            response["Retry-After"] = "10"
            return response
        return None
