"""Inviting a person by e-mail, and accepting with the link of that mail."""

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actions.joining import checked_role
from core.accounts.actor import Actor
from core.accounts.addresses import claim_verified
from core.accounts.locking import administrators, lock, locked_membership, locked_organisation
from core.accounts.models import Membership, MembershipState, User
from core.accounts.roles import ORDINARY_ROLE
from core.limits import spend_mail
from core.notices import telling
from core.web.refusal import Refused

INVITATION_DAYS = 14
MOST_OPEN = 50


def token_hash(token: str) -> str:
    """What is stored of an invitation's token: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *, by: Actor, at: datetime, organisation_id: uuid.UUID, email: str, role: str = "", address: str = ""
) -> tuple[Membership, str]:
    """The invitation and its token, whose link the address gets by mail; it is valid for 14 days.

    An open invitation of the same address is replaced. Whether the address has an account is not told.
    Refused: `not_allowed`, `email`, `role`, `member` (already a member), `too_many` (50 open invitations),
    `too_many_mails` (the client `address` it is asked from, or the mail address, has had enough).
    """
    organisation = locked_organisation(by, organisation_id)
    invited = email.strip().lower()
    try:
        validate_email(invited)
    except ValidationError:
        raise Refused(
            _("Type an e-mail address such as name@company.co.kr."), code="email", field="email"
        ) from None
    role = checked_role(organisation.kind, role or ORDINARY_ROLE[organisation.kind])
    rows = Membership.objects.filter(organisation=organisation)
    if rows.active().filter(user__email__iexact=invited).exists():
        raise Refused(_("This person is a member already."), code="member", field="email")
    still_open = rows.filter(state=MembershipState.INVITED.value)
    still_open.filter(invited_email=invited).delete()
    if still_open.filter(expires_at__gt=at).count() >= MOST_OPEN:
        raise Refused(
            _("Too many invitations are open. Withdraw some first."), code="too_many", field="email"
        )
    spend_mail(to=invited, address=address)
    token = secrets.token_urlsafe(32)
    membership = Membership.objects.create(
        organisation=organisation,
        role=role,
        state=MembershipState.INVITED.value,
        invited_email=invited,
        token_hash=token_hash(token),
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )
    audit.record(
        by=by, at=at, verb="membership.invited", subject_kind="membership", subject_id=membership.pk,
        data={"organisation": str(organisation.pk), "role": role},
    )  # fmt: skip
    telling.mail(
        invited,
        "invitation",
        {"organisation": organisation.name, "days": INVITATION_DAYS},
        url=f"/organisations/invitations/{token}/",
        language=translation.get_language() or "ko",
    )
    return membership, token


def open_invitation(token: str, at: datetime) -> Membership:
    """The invitation that the token opens. Refused `expired` for a wrong, used, withdrawn or old link."""
    row = (
        Membership.objects.select_related("organisation")
        .filter(token_hash=token_hash(token), state=MembershipState.INVITED.value, expires_at__gt=at)
        .first()
    )
    if row is None:
        raise Refused(
            _("This invitation is no longer valid. Ask the organisation to invite you again."),
            code="expired",
            status=410,
        )
    return row


@transaction.atomic
def accept_invitation(*, by: Actor, at: datetime, token: str) -> Membership:
    """The active membership of the signed-in person, whose address counts as verified by the link.

    Refused: `signed_out`, `expired`, `other_address` (the invitation went to another address), `already`.
    """
    if by.user_id is None:
        raise Refused(_("Sign in first."), code="signed_out", status=403)
    membership = open_invitation(token, at)
    organisation = lock(membership.organisation_id)
    membership = open_invitation(token, at)
    person = User.objects.get(pk=by.user_id)
    if not claim_verified(person, membership.invited_email):
        raise Refused(
            _("This invitation went to %(address)s. Sign in with that address to accept it.")
            % {"address": membership.invited_email},
            code="other_address",
        )
    telling.send_held(person.pk, membership.invited_email, person.language)
    Membership.objects.filter(
        organisation=organisation, user=person, state=MembershipState.REQUESTED.value
    ).update(state=MembershipState.ENDED.value, ended_at=at)
    membership.user = person
    membership.state = MembershipState.ACTIVE.value
    membership.started_at = at
    membership.token_hash = ""
    try:
        with transaction.atomic():
            membership.save(update_fields=["user", "state", "started_at", "token_hash"])
    except IntegrityError:
        raise Refused(_("You are a member of this organisation already."), code="already") from None
    audit.record(
        by=by, at=at, verb="membership.accepted", subject_kind="membership", subject_id=membership.pk,
        data={"organisation": str(organisation.pk), "role": membership.role},
    )  # fmt: skip
    for user_id in administrators(organisation.pk):
        if user_id != person.pk:
            telling.tell(
                user_id,
                "invitation_accepted",
                {"who": str(person), "organisation": organisation.name},
                reverse("core:organisations"),
            )
    return membership


@transaction.atomic
def withdraw_invitation(*, by: Actor, at: datetime, membership_id: uuid.UUID) -> None:
    """The invitation is gone and its link does nothing. Refused: `not_allowed`, `changed`."""
    membership = locked_membership(by, membership_id, MembershipState.INVITED)
    audit.record(
        by=by, at=at, verb="membership.invitation_withdrawn", subject_kind="membership",
        subject_id=membership.pk, data={"organisation": str(membership.organisation_id)},
    )  # fmt: skip
    membership.delete()
