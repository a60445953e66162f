"""Once: the same form or the same API call sent again has one effect and gets the same answer.

The key and what it caused are written in one transaction. While the first is still under way the insert of a
second waits for it; when the first fails its key is gone with it and the second tries for itself.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException, ParseError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from core.accounts.actor import Actor
from core.web.models import Effect
from core.web.refusal import Refused
from core.web.request import actor_of

FIELD = "once"
HEADER = "Idempotency-Key"
KEPT_HEADERS = ("Content-Type", "ETag", "Location")
KEPT_DAYS = 7
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_CLAIM = (
    'INSERT INTO "core_effect" ("key", "owner", "body_hash", "status", "location", "content", "headers",'
    " \"created_at\") VALUES (%s, %s, %s, 0, '', '', '{}', now()) ON CONFLICT DO NOTHING"
)


class OtherBody(Exception):
    """The key was used before for something else."""


def claim(key: str, owner: str, body: bytes) -> Effect | None:
    """None when the key is new and now taken; the effect of the first request otherwise.

    Waits for a first request still under way. Needs an open transaction. Raises OtherBody.
    """
    stored_key = hashlib.sha256(f"{owner}\n{key}".encode()).hexdigest()
    body_hash = hashlib.sha256(body).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [stored_key, owner, body_hash])
        if cursor.rowcount == 1:
            return None
    effect = Effect.objects.get(pk=stored_key)
    if effect.body_hash != body_hash:
        raise OtherBody
    return effect


def settle(key: str, owner: str, response: HttpResponse, *, content: bool) -> None:
    """Store the answer under the key taken before; `content` False keeps only where it led."""
    stored_key = hashlib.sha256(f"{owner}\n{key}".encode()).hexdigest()
    Effect.objects.filter(pk=stored_key).update(
        status=response.status_code,
        location=response.get("Location", "")[:300],
        content=response.content if content else b"",
        headers={name: response[name] for name in KEPT_HEADERS if name in response},
    )


def _caller(by: Actor) -> str:
    """Whose API keys these are: a person's in the organisation they work in."""
    place = by.place.organisation_id.hex[:24] if by.place else ""
    return f"{by.user_id.hex if by.user_id else ''}:{place}"


def _sender(by: Actor) -> str:
    """Whose forms these are: a person's, wherever they work, or a visitor's with drafts."""
    return by.user_id.hex if by.user_id else by.draft_key


def once(request: HttpRequest, view: Callable[[], HttpResponse], *, again: str = "") -> HttpResponse:
    """Run `view` for the form's one-time token, or answer as the first time; inside a `@change`.

    The first answer should be a redirect; for a page shown once (a secret) `again` is where a repetition
    goes.
    A form without a token, or of a visitor without drafts, runs as it is. Refused `used` when the token came
    with other data before.
    """
    token, owner = request.POST.get(FIELD, ""), _sender(actor_of(request))
    if not owner or not _KEY.fullmatch(token):
        return view()
    fields = sorted((name, request.POST.getlist(name)) for name in request.POST)
    body = repr([request.path, [each for each in fields if each[0] != "csrfmiddlewaretoken"]]).encode()
    try:
        effect = claim(f"form:{token}", owner, body)
    except OtherBody:
        raise Refused(
            _("This form was already sent with other data. Load the page again to see what was stored."),
            code="used",
        ) from None
    if effect is not None:
        return HttpResponseRedirect(effect.location or again or request.path)
    response = view()
    if response.status_code < 400:
        settle(f"form:{token}", owner, response, content=False)
    return response


def _said(request: Request) -> bytes:
    """What tells one call from another: its body; of a form with files its fields and the files' checksums.

    Such a form is larger than what is kept in memory, and the line between its parts is another each time.
    """
    if not str(request.content_type).startswith("multipart/"):
        return request._request.body
    sent = []
    form: Any = request.data
    for name, values in sorted(form.lists()):
        for value in values:
            if isinstance(value, UploadedFile):
                digest = hashlib.sha256()
                for chunk in value.chunks():
                    digest.update(chunk)
                value.seek(0)
                value = (value.name, digest.hexdigest())
            sent.append((name, value))
    return repr(sent).encode()


class KeyReused(APIException):
    """422: the Idempotency-Key was used for another request."""

    status_code = 422
    default_code = "idempotency_key_reused"
    default_detail = gettext_lazy("This Idempotency-Key was used before with another request.")


class _Replay(APIException):
    """Leads from `initial` past the handler to the stored answer."""

    def __init__(self, effect: Effect) -> None:
        super().__init__()
        self.effect = effect


class Idempotent:
    """Mixed into the viewsets of the API: unsafe calls may carry an `Idempotency-Key`.

    The same key with the same method, path and body gets the stored answer and `Idempotency-Replayed: true`;
    with anything else it is a 422. Answers of 400 and above are not stored. Permissions are checked before.
    """

    _taken: tuple[str, str] | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Takes the key after authentication, permissions and throttles."""
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        key = request.headers.get(HEADER, "")
        if request.method in SAFE_METHODS or not key:
            return
        if not _KEY.fullmatch(key):
            raise ParseError(_("An Idempotency-Key is 1 to 200 visible ASCII characters."))
        django_request = request._request
        owner = _caller(actor_of(django_request))
        body = f"{request.method} {django_request.get_full_path()}\n".encode() + _said(request)
        try:
            effect = claim(f"api:{key}", owner, body)
        except OtherBody:
            raise KeyReused from None
        if effect is not None:
            raise _Replay(effect)
        self._taken = (f"api:{key}", owner)

    def handle_exception(self, exc: Exception) -> Any:
        """A repetition gets the stored answer; everything else goes its way."""
        if not isinstance(exc, _Replay):
            return super().handle_exception(exc)  # type: ignore[misc]
        response = HttpResponse(bytes(exc.effect.content), status=exc.effect.status)
        for name, value in exc.effect.headers.items():
            response[name] = value
        response["Idempotency-Replayed"] = "true"
        return response

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Stores a success under the key, in the same transaction."""
        response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        if self._taken is not None and response.status_code < 400:
            if hasattr(response, "render"):
                response.render()
            settle(*self._taken, response, content=True)
        return response


def purge_effects(before: datetime) -> int:
    """Forget keys taken before this instant; says how many. Seven days are kept."""
    return Effect.objects.filter(created_at__lt=before).delete()[0]
