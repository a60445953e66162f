"""What no page could read is answered before any page sees it."""

from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters

from core.web.refusal import too_large

LARGEST_UPLOAD = 6 * 1024 * 1024
"""Bytes of a form with a file: the largest file of any page (5 MB) and the fields around it."""
_READ_AWAY = 32 * 1024 * 1024

Next = Callable[[HttpRequest], HttpResponse]


def one_encoding(application: WSGIApplication) -> WSGIApplication:
    """The application, with every request read as UTF-8, whatever it declares: all pages send it.

    A declared `charset` could name a codec that is none of text, or smuggle in what UTF-8 refuses, and Django
    decodes with it before any middleware runs.
    """

    def read(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        declared = environ.get("CONTENT_TYPE") or ""
        if "charset" in declared.lower() or "*" in declared:
            environ["CONTENT_TYPE"] = _plain_type(declared)
        return application(environ, start)

    return read


def _plain_type(declared: str) -> str:
    """The media type with its boundary only."""
    try:
        kind, parameters = parse_header_parameters(declared)
    except ValueError:
        return declared.partition(";")[0].strip()
    boundary = parameters.get("boundary", "")
    return f'{kind}; boundary="{boundary}"' if boundary and '"' not in boundary else kind


class CleanCookies:
    """Leaves out cookies with a NUL (a quoted cookie may spell one): PostgreSQL cannot look for them."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]
        return self.get_response(request)


class BodyLimit:
    """413 in words for a body that is too large, by its declared length; a body without one is empty.

    It is read away first (up to 32 MB), or browsers would show a broken connection and not the words.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = _declared(request)
        has_file = request.content_type == "multipart/form-data"
        if length <= (LARGEST_UPLOAD if has_file else settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
            return self.get_response(request)
        left = min(length, _READ_AWAY)
        while left > 0 and (part := request.read(min(left, 65_536))):
            left -= len(part)
        return too_large(request)


def _declared(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
