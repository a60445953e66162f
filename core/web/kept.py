"""Tells a browser that a form is stored, so that it forgets what it kept of it on the device.

`static/js/keep.js` keeps what is typed into a form marked `data-keep` and sends a token with the form. Only
an answer that says "stored" repeats the token in a cookie: a lost connection, a fault, a refusal or an ended
login does not, and what was typed comes back when its page is opened again.
"""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from core.accounts.actor import Actor

FIELD, COOKIE = "kept", "ieum_kept"
_SECONDS = 3 * 86_400
_TOKEN = re.compile(r"[a-z0-9]{8,40}")
_SALT = "ieum.kept"
_UNSTORED = "is_unstored"


def acknowledge(request: HttpRequest, response: HttpResponse) -> None:
    """Repeat the token of a stored form in a cookie that the page's script may read; nothing without one."""
    token = request.POST.get(FIELD, "")
    if response.status_code >= 400 or is_unstored(response):
        return
    if _TOKEN.fullmatch(token):
        response.set_cookie(
            COOKIE, token, max_age=_SECONDS, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )


def unstored(response: HttpResponse) -> HttpResponse:
    """The same answer, which only asks whether it is meant: the browser goes on keeping what was typed.

    The page sends the token on with the answer (`kept` as a hidden field), so that storing it forgets it.
    """
    setattr(response, _UNSTORED, True)
    return response


def is_unstored(response: HttpResponse) -> bool:
    """Whether the answer only asks whether it is meant."""
    return getattr(response, _UNSTORED, False)


def device_key(actor: Actor) -> str:
    """Who writes, as pages and their storage may know it: person and organisation, 12 hex digits each.

    Empty for a visitor. It cannot be turned back, and is another in another portal.
    """
    if actor.user_id is None:
        return ""
    place = actor.place.organisation_id if actor.place else ""
    return f"{_short(str(actor.user_id))}.{_short(f'{actor.user_id} {place}')}"


def _short(text: str) -> str:
    return salted_hmac(_SALT, text).hexdigest()[:12]
