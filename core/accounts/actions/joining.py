"""Asking to join an organisation, and the answer of its administrators."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.actions.admitting import ask_ministry
from core.accounts.actor import Actor
from core.accounts.details import clean_business_number
from core.accounts.locking import administrators, has_nobody, in_state, lock, locked_membership
from core.accounts.models import Membership, MembershipState, Organisation, User
from core.accounts.policies import SELF_SERVICE_KINDS
from core.accounts.roles import ORDINARY_ROLE, ROLES_OF_KIND
from core.accounts.telling import about, record_membership, tell_member
from core.notices.telling import settle, tell
from core.web.refusal import Refused


@transaction.atomic
def request_membership(*, by: Actor, at: datetime, kind: str, business_number: str) -> Membership:
    """The person's request to join the company or supplier with this number; its administrators are told.

    Where nobody works any more the ministry is told instead, and decides (`admitting`).

    Refused: `signed_out`, `unknown` (nobody registered the number), `already` (asked or joined before), or
    the number's fault.
    """
    if by.user_id is None:
        raise Refused(_("Sign in first."), code="signed_out", status=403)
    number = clean_business_number(business_number)
    found = Organisation.objects.filter(
        kind=kind if kind in SELF_SERVICE_KINDS else None, business_number=number
    ).first()
    if found is None:
        raise Refused(
            _("No organisation is registered under this number. You can register it yourself."),
            code="unknown",
            field="business_number",
        )
    organisation = lock(found.pk)
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                organisation=organisation,
                user_id=by.user_id,
                role=ORDINARY_ROLE[organisation.kind],
                state=MembershipState.REQUESTED.value,
            )
    except IntegrityError:
        raise Refused(
            _("You belong to this organisation already, or your request is still being decided."),
            code="already",
            field="business_number",
        ) from None
    record_membership(by, at, "membership.requested", membership)
    if has_nobody(organisation.pk):
        ask_ministry(organisation.pk)
        return membership
    who = str(User.objects.get(pk=by.user_id))
    for user_id in administrators(organisation.pk):
        tell(
            user_id,
            "membership_requested",
            {"who": who, "organisation": organisation.name},
            reverse("core:organisations"),
            about=about(membership),
        )
    return membership


@transaction.atomic
def approve_membership(*, by: Actor, at: datetime, membership_id: uuid.UUID, role: str = "") -> Membership:
    """The request, now an active membership; the person is told.

    Refused: `not_allowed`, `changed` (decided meanwhile), `role`.
    """
    membership = locked_membership(by, membership_id, MembershipState.REQUESTED)
    membership.role = checked_role(membership.organisation.kind, role or membership.role)
    membership.state = MembershipState.ACTIVE.value
    membership.started_at = at
    membership.save(update_fields=["role", "state", "started_at"])
    record_membership(by, at, "membership.approved", membership, role=membership.role)
    settle(about(membership))
    tell_member(membership, "membership_approved")
    return membership


@transaction.atomic
def decline(*, by: Actor, at: datetime, membership_id: uuid.UUID) -> Membership:
    """The request, now ended; the person is told. Refused: `not_allowed`, `changed`."""
    membership = locked_membership(by, membership_id, MembershipState.REQUESTED)
    _end(membership, at)
    record_membership(by, at, "membership.declined", membership)
    settle(about(membership))
    tell_member(membership, "membership_declined")
    return membership


@transaction.atomic
def withdraw_request(*, by: Actor, at: datetime, membership_id: uuid.UUID) -> Membership:
    """One's own request, taken back. Http404 for somebody else's; Refused `changed` when it was decided."""
    found = Membership.objects.filter(pk=membership_id, user_id=by.user_id).first() if by.user_id else None
    if found is None:
        raise Http404
    lock(found.organisation_id)
    found.refresh_from_db()
    membership = in_state(found, MembershipState.REQUESTED)
    _end(membership, at)
    record_membership(by, at, "membership.request_withdrawn", membership)
    settle(about(membership))
    return membership


def checked_role(kind: str, role: str) -> str:
    """The role when organisations of the kind have it. Raises Refused `role`."""
    if role not in ROLES_OF_KIND[kind]:
        raise Refused(_("Choose a role that this organisation has."), code="role", field="role")
    return role


def _end(membership: Membership, at: datetime) -> None:
    membership.state = MembershipState.ENDED.value
    membership.ended_at = at
    membership.save(update_fields=["state", "ended_at"])
