"""Handing out an uploaded file: always to be saved, never to be shown by the portal's own pages."""

from urllib.parse import quote

from django.http import HttpResponse

from core.uploads.kind import KINDS

SANDBOX = "default-src 'none'; sandbox"


def attachment(data: bytes, *, name: str, kind: str) -> HttpResponse:
    """The file as an attachment that no browser opens in place, guesses at, or runs anything of."""
    response = HttpResponse(data, content_type=KINDS[kind].media_type)
    response["Content-Disposition"] = f"attachment; filename=\"file.{kind}\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
