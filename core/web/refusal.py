"""An expected "no", and what a visitor sees when something they need is not there just now."""

import sys
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from psycopg.errors import IdleInTransactionSessionTimeout

from core.web.kept import FIELD
from core.web.request import page_of


def _is_away(exception: BaseException | None) -> bool:
    """Whether the database was lost, is exhausted, or gave up on a request that stood still."""
    if isinstance(exception, OperationalError | InterfaceError):
        return True
    return isinstance(getattr(exception, "__cause__", None), IdleInTransactionSessionTimeout)


class Refused(Exception):
    """An action's expected "no": `message` is translated and says what to do.

    `code` names the rule, `field` the form field it belongs to (empty: the whole form), `status` the answer
    of a page (422) or 409 for a stale write; `data` carries what a page or problem document shows beside it.
    With `data["go"]`, the words of a button to `data["url"]`, the page leads there: for what one did before.
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


def problem_document(status: int, code: str, title: str, **more: Any) -> HttpResponse:
    """An error of the API (RFC 9457): `type`, `title`, `status`, `code` and what else it carries."""
    body = {"type": f"urn:ieum:problem:{code}", "title": title, "status": status, "code": code, **more}
    return JsonResponse(
        body,
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def is_api(request: HttpRequest) -> bool:
    """Whether the caller is a program that expects problem documents."""
    return request.path.startswith("/api/v1/")


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The page for a refusal that no form took: what is so and how to go back."""
    return render(request, "409.html", {"refused": refused}, status=refused.status)


def retry_later(response: HttpResponse, refused: Refused) -> HttpResponse:
    """A form's answer with Retry-After, and status 429, where the refusal says when to come again."""
    if "retry_after" in refused.data:
        response.status_code = refused.status
        response["Retry-After"] = str(refused.data["retry_after"])
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that was sent from an outdated or foreign page, with the way back."""
    context = {"csrf": True, "is_kept": bool(request.POST.get(FIELD)), "again": page_of(request)}
    return render(request, "403.html", context, status=403)


class Missing(Http404):
    """A 404 with a page of its own: `template` says what was looked for and what to do, with `data`."""

    def __init__(self, template: str, data: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self.template = template
        self.data = dict(data or {})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The 404 page; it says the same for what is not there and for what one may not know about."""
    if is_api(request):
        return problem_document(404, "not_found", _("There is nothing at this address."))
    found = exception if isinstance(exception, Missing) else Missing("404.html")
    return render(request, found.template, {"again": page_of(request), **found.data}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The 403 page."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The 400 page; 413 for a request that is too large or has too many fields."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return too_large(request)
    return _unread(request, Refused(_("The request could not be read."), code="bad_request", status=400))


def too_large(request: HttpRequest) -> HttpResponse:
    """413: what was sent is larger than any page takes."""
    message = _(
        "What was sent is too large, so nothing of it was stored. Go back, shorten it and send it again."
    )
    return _unread(request, Refused(message, code="too_large", status=413))


def _unread(request: HttpRequest, refused: Refused) -> HttpResponse:
    if is_api(request):
        return problem_document(refused.status, refused.code, refused.message)
    return refusal_page(request, refused)


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page: nothing typed was stored half; 503 when a middleware missed the database."""
    if _is_away(sys.exc_info()[1]):
        return unavailable(request)
    if is_api(request):
        return problem_document(500, "error", _("Something went wrong on our side. Nothing was stored half."))
    return render(request, "500.html", status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 with a retry hint: the database is lost or exhausted."""
    response = (
        problem_document(503, "unavailable", _("The portal is busy just now. Try again in ten seconds."))
        if is_api(request)
        else render(request, "503.html", status=503)
    )
    response["Retry-After"] = "10"
    return response


class DegradedStates:
    """Turns a database that does not answer into a page with words instead of a crash."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """503 with a retry hint for a lost or exhausted database; None lets every other error through."""
        return unavailable(request) if _is_away(exception) else None
