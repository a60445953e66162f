"""Handing out an uploaded file: always to be saved, never to be shown by the portal's own pages."""

from typing import Protocol
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _

from core.uploads import store
from core.uploads.kind import KINDS
from core.web.refusal import Refused

SANDBOX = "default-src 'none'; sandbox"


class Stored(Protocol):
    """A file that was put into storage under its checksum."""

    name: str
    kind: str
    sha256: str

    @property
    def stored_name(self) -> str:
        """Where its bytes lie."""


def handed_out(file: Stored) -> HttpResponse:
    """The stored file as an attachment. Refused 503 `file-away` when its bytes are missing or changed."""
    try:
        data = store.get(file.stored_name, file.sha256)
    except (OSError, ValueError):
        raise Refused(
            _("The file cannot be read just now. Try again in a minute; if it stays away, call us."),
            code="file-away",
            status=503,
        ) from None
    return attachment(data, name=file.name, kind=file.kind)


def attachment(data: bytes, *, name: str, kind: str) -> HttpResponse:
    """The file as an attachment that no browser opens in place, guesses at, or runs anything of."""
    response = HttpResponse(data, content_type=KINDS[kind].media_type)
    response["Content-Disposition"] = f"attachment; filename=\"file.{kind}\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
