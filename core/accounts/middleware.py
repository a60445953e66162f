"""Finds out who asks: the person, the organisation they work in, the drafts they own."""

import hashlib
import secrets
import uuid
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from core.accounts.actor import Actor, Place
from core.accounts.roles import SECOND_FACTOR_KINDS
from core.web.request import page_of

DRAFT_COOKIE = "ieum_draft"
DRAFT_DAYS = 30
ORGANISATION = "organisation"
OPEN_PATHS = (
    "/accounts/",
    "/static/",
    "/i18n/",
    "/dev/",
    "/api/",
    "/organisations/switch/",
    "/privacy/",
    "/terms/",
)
_SALT = "ieum.draft"


def draft_key_of(secret: str) -> str:
    """What is stored of a draft cookie's secret: its SHA-256 in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def places_of(user_id: uuid.UUID) -> tuple[Place, ...]:
    """A person's active memberships, by organisation name (one query)."""
    sql, parameters = _places()
    with connection.cursor() as cursor:
        cursor.execute(sql, [user_id if each == _SOMEBODY else each for each in parameters])
        return tuple(Place(*row) for row in cursor.fetchall())


_SOMEBODY = uuid.UUID(int=0)


@cache
def _places() -> tuple[str, tuple[Any, ...]]:
    """The query of `places_of`, written once: every request asks it, and to write it takes longer."""
    from core.accounts.models import Membership

    rows = (
        Membership.objects.active()
        .filter(user_id=_SOMEBODY)
        .order_by("organisation__name", "organisation_id")
        .values_list(
            "organisation_id", "organisation__kind", "role", "organisation__name", "organisation__code"
        )
    )
    return rows.query.sql_with_params()


class ActorMiddleware:
    """Puts `request.actor`, and asks officers and administrators for their second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor = self._actor(request)  # type: ignore[attr-defined]
        if needs_second_factor(actor) and not actor.has_second_factor and not is_open(request.path):
            return self._to_second_factor(request, actor)
        response = self.get_response(request)
        new_draft = getattr(request, "new_draft_secret", "")
        if new_draft:
            response.set_signed_cookie(
                DRAFT_COOKIE,
                new_draft,
                salt=_SALT,
                max_age=DRAFT_DAYS * 86_400,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    def _actor(self, request: HttpRequest) -> Actor:
        secret = request.get_signed_cookie(DRAFT_COOKIE, default="", salt=_SALT, max_age=DRAFT_DAYS * 86_400)
        draft_key = draft_key_of(secret) if secret else ""
        user = request.user
        if not user.is_authenticated:
            return Actor(draft_key=draft_key)
        places = places_of(user.pk)
        chosen = request.session.get(ORGANISATION)
        place = next((each for each in places if str(each.organisation_id) == chosen), None)
        methods = request.session.get("account_authentication_methods", [])
        return Actor(
            user_id=user.pk,
            places=places,
            place=place or (places[0] if places else None),
            draft_key=draft_key,
            has_second_factor=any(each.get("method") == "mfa" for each in methods),
            is_staff=user.is_staff,
        )

    def _to_second_factor(self, request: HttpRequest, actor: Actor) -> HttpResponse:
        """To the second step when it is set up, else to setting it up; back to the page afterwards."""
        is_set_up = is_mfa_enabled(request.user)
        there = reverse("mfa_reauthenticate" if is_set_up else "mfa_activate_totp")
        here = page_of(request) or "/"
        url = f"{there}?{urlencode({REDIRECT_FIELD_NAME: here})}"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": url})
        return redirect(url)


def needs_second_factor(actor: Actor) -> bool:
    """Whether this person's place or rights ask for a second factor."""
    return actor.is_staff or actor.kind in SECOND_FACTOR_KINDS


def is_open(path: str) -> bool:
    """Pages that somebody without the second factor may reach; the API answers for itself with a 403."""
    return path.startswith(OPEN_PATHS)


def new_draft_key(request: HttpRequest) -> str:
    """The hash that a visitor's draft belongs to; the response sets its cookie or renews its thirty days."""
    secret = (
        getattr(request, "new_draft_secret", "")
        or request.get_signed_cookie(DRAFT_COOKIE, default="", salt=_SALT, max_age=DRAFT_DAYS * 86_400)
        or secrets.token_urlsafe(24)
    )
    request.new_draft_secret = secret  # type: ignore[attr-defined]
    return draft_key_of(secret)


def switch_organisation(request: HttpRequest, organisation_id: uuid.UUID) -> Place:
    """Work in another of one's organisations from the next request on. Http404 when it is none of them."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    place = next((each for each in by.places if each.organisation_id == organisation_id), None)
    if place is None:
        raise Http404
    request.session[ORGANISATION] = str(organisation_id)
    return place


def work_in(request: HttpRequest, organisation_id: uuid.UUID) -> None:
    """Work in an organisation that the person just registered or joined."""
    request.session[ORGANISATION] = str(organisation_id)
