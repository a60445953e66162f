"""Changing who is what in an organisation, and leaving it."""

import uuid
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.actions.joining import checked_role
from core.accounts.actor import Actor
from core.accounts.locking import administrators, lock, locked_membership
from core.accounts.models import ApiKey, Membership, MembershipState
from core.accounts.roles import ORDINARY_ROLE, Role
from core.accounts.telling import record_membership, tell_member
from core.notices.telling import tell
from core.web.refusal import Refused


@transaction.atomic
def leave(*, by: Actor, at: datetime, organisation_id: uuid.UUID) -> Membership:
    """One's own membership, ended; one's API keys for the organisation are revoked.

    Refused `last_administrator`: hand over first. Http404 for somebody who is not a member.
    """
    organisation = lock(organisation_id)
    membership = Membership.objects.active().filter(organisation=organisation, user_id=by.person_id).first()
    if membership is None:
        raise Http404
    _keep_an_administrator(membership)
    _end(membership, at)
    record_membership(by, at, "membership.left", membership)
    for user_id in administrators(organisation.pk):
        tell(
            user_id,
            "member_left",
            {"who": str(membership.user), "organisation": organisation.name},
            reverse("core:organisations"),
        )
    return membership


@transaction.atomic
def end_membership(*, by: Actor, at: datetime, membership_id: uuid.UUID) -> Membership:
    """Somebody's membership, ended by an administrator; the person is told and their keys are revoked.

    Refused: `not_allowed`, `changed`, `last_administrator`.
    """
    membership = locked_membership(by, membership_id, MembershipState.ACTIVE)
    _keep_an_administrator(membership)
    _end(membership, at)
    record_membership(by, at, "membership.ended", membership)
    tell_member(membership, "membership_ended")
    return membership


@transaction.atomic
def change_role(*, by: Actor, at: datetime, membership_id: uuid.UUID, role: str) -> Membership:
    """The membership with its new role; the person is told.

    Refused: `not_allowed`, `changed`, `role`, `last_administrator`.
    """
    membership = locked_membership(by, membership_id, MembershipState.ACTIVE)
    role = checked_role(membership.organisation.kind, role)
    if role == membership.role:
        return membership
    if role != Role.ADMINISTRATOR.value:
        _keep_an_administrator(membership)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    record_membership(by, at, "membership.role_changed", membership, before=before, after=role)
    tell_member(membership, "role_changed", role=str(Role(role).label))
    return membership


@transaction.atomic
def hand_over(*, by: Actor, at: datetime, membership_id: uuid.UUID) -> Membership:
    """Another member, now administrator; the actor keeps the kind's ordinary role. Both in one step.

    Refused: `not_allowed`, `changed`, `self` (one cannot hand over to oneself).
    """
    heir = locked_membership(by, membership_id, MembershipState.ACTIVE)
    if heir.user_id == by.user_id:
        raise Refused(_("Choose another member to hand over to."), code="self")
    own = (
        Membership.objects.active()
        .filter(organisation_id=heir.organisation_id, user_id=by.person_id, role=Role.ADMINISTRATOR.value)
        .first()
    )
    heir.role = Role.ADMINISTRATOR.value
    heir.save(update_fields=["role"])
    if own is not None:
        own.role = ORDINARY_ROLE[heir.organisation.kind]
        own.save(update_fields=["role"])
    record_membership(by, at, "membership.handed_over", heir)
    tell_member(heir, "handed_over")
    return heir


def _keep_an_administrator(membership: Membership) -> None:
    if membership.role != Role.ADMINISTRATOR.value:
        return
    if [each for each in administrators(membership.organisation_id) if each != membership.user_id]:
        return
    raise Refused(
        _("An organisation needs an administrator. Hand over to another member first."),
        code="last_administrator",
    )


def _end(membership: Membership, at: datetime) -> None:
    membership.state = MembershipState.ENDED.value
    membership.ended_at = at
    membership.save(update_fields=["state", "ended_at"])
    ApiKey.objects.filter(
        user=membership.user, organisation_id=membership.organisation_id, revoked_at__isnull=True
    ).update(revoked_at=at)
