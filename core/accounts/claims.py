"""Somebody signed up again with an address that has an account: what they started can be moved there."""

import uuid
from datetime import datetime

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.accounts.models import Consent, Membership, MembershipState, User
from core.web.refusal import Refused

_SALT = "ieum.claim"
CLAIM_DAYS = 7


def claim_token(user_id: uuid.UUID) -> str:
    """What the mail to the address carries: it names the new account and is valid for seven days."""
    return signing.dumps(str(user_id), salt=_SALT)


def claimed(by: Actor, token: str) -> User:
    """The second account, for the person who verified its address.

    Refused: `expired` (old, wrong or used link), `other_address` (signed in with another address).
    """
    try:
        user_id = signing.loads(token, salt=_SALT, max_age=CLAIM_DAYS * 86_400)
    except signing.BadSignature:
        user_id = None
    second = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    if second is None or second.pk == by.user_id:
        raise Refused(_("This link is no longer valid."), code="expired", status=410)
    if not EmailAddress.objects.filter(user_id=by.person_id, email=second.email, verified=True).exists():
        raise Refused(
            _("Sign in with the account of %(address)s to open this link.") % {"address": second.email},
            code="other_address",
        )
    return second


@transaction.atomic
def merge_claim(*, by: Actor, at: datetime, token: str) -> int:
    """Move the second account's organisations here and close it; says how many organisations came.

    Refused as in `claimed`.
    """
    second = User.objects.select_for_update().get(pk=claimed(by, token).pk)
    mine = Membership.objects.filter(
        user_id=by.person_id, state__in=[MembershipState.REQUESTED.value, MembershipState.ACTIVE.value]
    ).values("organisation_id")
    moving = Membership.objects.filter(user=second).exclude(
        Q(organisation_id__in=mine) | Q(state=MembershipState.ENDED.value)
    )
    moved = moving.update(user_id=by.person_id)
    Membership.objects.filter(user=second).exclude(state=MembershipState.ENDED.value).update(
        state=MembershipState.ENDED.value, ended_at=at
    )
    Consent.objects.in_force().filter(user=second, organisation__isnull=True).update(
        withdrawn_at=at, withdrawn_by_id=by.user_id
    )
    second.is_active = False
    second.session_stamp = get_random_string(12)
    second.save(update_fields=["is_active", "session_stamp"])
    audit.record(
        by=by, at=at, verb="account.merged", subject_kind="user", subject_id=second.pk,
        data={"organisations": moved},
    )  # fmt: skip
    return moved
