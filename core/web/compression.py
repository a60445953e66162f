"""Pages go compressed, also where no front server does it."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

LEAST = 1_400
"""Bytes that fit one packet: compressing less saves nobody time."""
_TEXTS = ("text/html", "text/csv", "text/plain", "application/json", "application/problem+json")


class Compression(GZipMiddleware):
    """Django's gzip for texts of more than a packet; files that are compressed already pass as they are.

    Every answer gets up to a hundred random bytes, and the CSRF token is masked anew in each: what is inside
    cannot be guessed from lengths (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress where it pays and the browser takes it."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if not isinstance(response, HttpResponse) or kind not in _TEXTS or len(response.content) < LEAST:
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed
