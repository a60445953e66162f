"""Errors of the API as problem documents (RFC 9457)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler as rest_handler
from rest_framework.views import set_rollback

from core.web.refusal import Refused


def problem(status: int, code: str, title: str, **more: Any) -> Response:
    """A problem document: `type`, `title`, `status`, `code` and what else the error carries."""
    body = {"type": f"urn:ieum:problem:{code}", "title": title, "status": status, "code": code, **more}
    return Response(body, status=status, content_type="application/problem+json")


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turns refusals and REST errors into problem documents; None for bugs, which become a 500."""
    if isinstance(exc, Refused):
        set_rollback()
        status = 409 if exc.status == 422 else exc.status
        return problem(status, exc.code, exc.message, field=exc.field, **exc.data)
    response = rest_handler(exc, context)
    if response is None:
        return None
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    title, more = "", {}
    if isinstance(exc, exceptions.ValidationError):
        title, more = str(exceptions.ValidationError.default_detail), {"errors": exc.detail}
    elif isinstance(exc, exceptions.APIException):
        title = str(exc.detail)
    code = getattr(exc, "default_code", "error")
    answer = problem(response.status_code, code, title, **more)
    for name in ("WWW-Authenticate", "Retry-After"):
        if response.has_header(name):
            answer[name] = response[name]
    return answer
