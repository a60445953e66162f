"""What no page could read is answered before any page sees it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core.web.refusal import too_large

LARGEST_UPLOAD = 11 * 1024 * 1024
"""Bytes of a form with a file: the largest file of any page (10 MB) and the fields around it."""
_READ_AWAY = 32 * 1024 * 1024

Next = Callable[[HttpRequest], HttpResponse]


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
