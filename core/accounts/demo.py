"""People with everything set up at once: for the demonstration data and for tests."""

import time
import uuid

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.accounts.models import Membership, MembershipState, Organisation, User

TOTP_PERIOD = 30


@transaction.atomic
def make_person(
    email: str,
    password: str,
    name: str,
    organisation: Organisation | None = None,
    role: str = "",
    totp_secret: str | None = None,
    verified: bool = True,
    **fields: object,
) -> User:
    """A user with address, place and, given a base32 secret, second factor and recovery codes.

    Made again for the same address, it is brought up to what is asked and keeps its id. Of several accounts
    that claim the address (anybody may sign up with it) it is the one that verified it, else the oldest.
    """
    address = email.lower()
    claims = User.objects.filter(email=address).order_by(
        F("emailaddress__verified").desc(nulls_last=True), "joined_at"
    )
    person = claims.first() or User(id=uuid.uuid4(), email=address)
    person.name = name
    for field, value in fields.items():
        setattr(person, field, value)
    person.set_password(password)
    person.save()
    EmailAddress.objects.update_or_create(
        user=person, email=address, defaults={"verified": verified, "primary": True}
    )
    if organisation is not None:
        Membership.objects.update_or_create(
            organisation=organisation,
            user=person,
            state=MembershipState.ACTIVE.value,
            defaults={"role": role, "started_at": timezone.now()},
        )
    if totp_secret:
        Authenticator.objects.filter(user=person).delete()
        TOTP.activate(person, totp_secret)
        RecoveryCodes.activate(person)
    return person


def current_code(secret: str, at: float | None = None) -> str:
    """The six digits that an authenticator app with this base32 secret shows now (or at this Unix time)."""
    counter = int(time.time() if at is None else at) // TOTP_PERIOD
    return str(format_hotp_value(hotp_value(secret, counter)))
