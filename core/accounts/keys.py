"""Key authentication of the API: `Authorization: Bearer ieum_PREFIX_SECRET`."""

import hashlib
import hmac
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from core.accounts.actor import Actor
from core.accounts.middleware import places_of
from core.accounts.models import ApiKey


class KeyAuthentication(BaseAuthentication):
    """Finds the key by its prefix and compares its secret's hash in constant time."""

    def authenticate(self, request: Request) -> tuple[Any, ApiKey] | None:
        """The person and the key; None without a key; 401 for a wrong, expired or revoked one."""
        header = request.headers.get("Authorization", "")
        if not header.startswith("Bearer ieum_"):
            return None
        _scheme, _space, token = header.partition(" ")
        _mark, prefix, secret = [*token.split("_", 2), "", ""][:3]
        key = ApiKey.objects.usable(timezone.now()).select_related("user").filter(prefix=prefix).first()
        expected = key.secret_hash if key else "0" * 64
        given = hashlib.sha256(secret.encode()).hexdigest()
        if not hmac.compare_digest(expected, given) or key is None or not key.user.is_active:
            raise AuthenticationFailed(_("This API key is not valid."))
        places = places_of(key.user_id)
        place = next((each for each in places if each.organisation_id == key.organisation_id), None)
        if place is None:
            raise AuthenticationFailed(_("This API key is not valid."))
        actor = Actor(
            user_id=key.user_id,
            places=places,
            place=place,
            has_second_factor=True,
            scopes=frozenset(key.scopes),
        )
        today = timezone.localdate()
        if key.last_used_on != today:
            ApiKey.objects.filter(pk=key.pk).update(last_used_on=today)
        request._request.actor = actor  # type: ignore[attr-defined]
        return key.user, key

    def authenticate_header(self, request: Request) -> str:
        """Names the scheme, so that a missing key is a 401."""
        return "Bearer"
