"""The lock that puts all changes of one organisation's members in a row."""

import uuid

from django.http import Http404
from django.utils.translation import gettext as _

from core.accounts import policies
from core.accounts.actor import Actor
from core.accounts.models import Membership, MembershipState, Organisation
from core.accounts.roles import Role
from core.web.refusal import Refused


def lock(organisation_id: uuid.UUID) -> Organisation:
    """The organisation, its row locked until the transaction ends. Raises Http404 when there is none."""
    row = Organisation.objects.select_for_update(no_key=True).filter(pk=organisation_id).first()
    if row is None:
        raise Http404
    return row


def locked_organisation(by: Actor, organisation_id: uuid.UUID) -> Organisation:
    """The organisation, locked, for somebody who may administer it.

    Raises Http404 for those who may not know about it, Refused `not_allowed` for its other members.
    """
    row = lock(organisation_id)
    why = policies.may_administer(by, row.pk, row.kind)
    if why and row.pk not in by.organisation_ids:
        raise Http404
    if why:
        raise Refused(why, code="not_allowed", status=403)
    return row


def locked_membership(by: Actor, membership_id: uuid.UUID, state: MembershipState) -> Membership:
    """A membership of an organisation that the actor may administer, with that organisation locked first.

    Raises Http404 for what the actor may not know about, Refused `changed` when it left the state meanwhile.
    """
    found = Membership.objects.filter(pk=membership_id).values_list("organisation_id", flat=True).first()
    if found is None:
        raise Http404
    organisation = locked_organisation(by, found)
    row = Membership.objects.select_related("user").get(pk=membership_id)
    row.organisation = organisation
    return in_state(row, state)


def in_state(row: Membership, state: MembershipState) -> Membership:
    """The row itself when it still is in the state. Raises Refused `changed`."""
    if row.state != state.value:
        raise Refused(
            _("Somebody has already decided this. Load the page again to see how."),
            code="changed",
            status=409,
        )
    return row


def has_nobody(organisation_id: uuid.UUID) -> bool:
    """Whether nobody works for the organisation any more, so that nobody there can decide anything."""
    return not Membership.objects.active().filter(organisation_id=organisation_id).exists()


def administrators(organisation_id: uuid.UUID) -> list[uuid.UUID]:
    """Ids of the people who administer the organisation now."""
    return [
        user_id
        for user_id in Membership.objects.active()
        .filter(organisation_id=organisation_id, role=Role.ADMINISTRATOR.value)
        .order_by("started_at", "pk")
        .values_list("user_id", flat=True)
        if user_id is not None
    ]
