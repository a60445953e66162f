"""Making and revoking API keys."""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.accounts.details import clean_name
from core.accounts.models import ApiKey, User
from core.web.refusal import Refused

SCOPES = ("read", "write")
LIFETIMES = (30, 90, 365)
MOST_KEYS = 10


@transaction.atomic
def create_key(*, by: Actor, at: datetime, name: str, scopes: Sequence[str], days: int) -> tuple[ApiKey, str]:
    """The key and the token to show once: only its SHA-256 is stored (the secret has 256 random bits).

    It acts for the person in the organisation they work in now. Refused: `no_organisation`, `name`, `scopes`,
    `days`, `too_many` (10 usable keys).
    """
    if by.user_id is None or by.place is None:
        raise Refused(
            _("An API key acts for an organisation. Join or register one first."), code="no_organisation"
        )
    User.objects.select_for_update(no_key=True).get(pk=by.user_id)
    name = clean_name(name)[:60]
    chosen = [each for each in SCOPES if each in scopes]
    if not chosen or set(scopes) - set(SCOPES):
        raise Refused(_("Choose what the key may do."), code="scopes", field="scopes")
    if days not in LIFETIMES:
        raise Refused(_("Choose how long the key is valid."), code="days", field="days")
    here = by.place.organisation_id
    if ApiKey.objects.visible_to(by).usable(at).filter(organisation_id=here).count() >= MOST_KEYS:
        raise Refused(_("You have ten usable keys. Revoke one first."), code="too_many")
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        user_id=by.user_id,
        organisation_id=here,
        name=name,
        prefix=prefix,
        secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
        scopes=chosen,
        expires_at=at + timedelta(days=days),
    )
    audit.record(
        by=by, at=at, verb="api_key.created", subject_kind="api_key", subject_id=key.pk,
        data={"scopes": chosen, "days": days},
    )  # fmt: skip
    return key, f"ieum_{prefix}_{secret}"


@transaction.atomic
def revoke_key(*, by: Actor, at: datetime, key_id: uuid.UUID) -> ApiKey:
    """One's own key, no longer usable; revoking twice changes nothing. Http404 for another's."""
    key = ApiKey.objects.visible_to(by).select_for_update().filter(pk=key_id).first()
    if key is None:
        raise Http404
    if key.revoked_at is None:
        key.revoked_at = at
        key.save(update_fields=["revoked_at"])
        audit.record(by=by, at=at, verb="api_key.revoked", subject_kind="api_key", subject_id=key.pk)
    return key
