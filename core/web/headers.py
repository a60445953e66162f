"""Security headers that Django and the content security policy do not set."""

from collections.abc import Callable

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from core.web.kept import is_unstored

NEVER = "no-store, private"
BACK = "private, no-cache"
"""A form that came back is nowhere but in this answer: without it the way back from another page would lead
into the browser's own error, and what was typed would seem lost. Signing out takes it off the device."""
_SIGNED_OUT = "is_signed_out"


class SecurityHeaders:
    """Adds the headers to every response; private pages are never stored by caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith("/static/"):
            response.setdefault("Cache-Control", BACK if _is_returned(request, response) else NEVER)
        if getattr(request, _SIGNED_OUT, False) or _asks_to_sign_out(request):
            response["Clear-Site-Data"] = '"cache"'
        return response


def _is_returned(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a form came back to whoever sent it: refused, or to be looked at once more."""
    return request.method == "POST" and (response.status_code == 422 or is_unstored(response))


@receiver(user_logged_out, dispatch_uid="core.web.headers")
def _signed_out(sender: object, request: HttpRequest | None, **_more: object) -> None:
    """From whichever page: also who closes the account is signed out."""
    if request is not None:
        setattr(request, _SIGNED_OUT, True)


def _asks_to_sign_out(request: HttpRequest) -> bool:
    """Also where the session had ended before."""
    return request.method == "POST" and request.path == reverse("account_logout")
