"""Who may work for an organisation that nobody works for any more.

Nobody there can answer a request to join, and whoever types its number must not get its data by that alone:
a programme administrator of the ministry calls the company, and decides.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.accounts.locking import has_nobody, in_state, lock
from core.accounts.models import Membership, MembershipState
from core.accounts.policies import is_programme_administrator
from core.accounts.roles import Kind, Role
from core.accounts.telling import about, record_membership, tell_member
from core.notices.telling import settle, tell
from core.web.refusal import Refused


def ask_ministry(organisation_id: uuid.UUID) -> int:
    """Tell the ministry's programme administrators of each open request; how many requests there are."""
    asking = Membership.objects.filter(
        organisation_id=organisation_id, state=MembershipState.REQUESTED.value
    ).select_related("user", "organisation")
    deciders = (
        Membership.objects.active()
        .filter(organisation__kind=Kind.MINISTRY.value, role=Role.PROGRAMME_ADMINISTRATOR.value)
        .values_list("user_id", flat=True)
    )
    for row in (rows := list(asking.order_by("created_at", "pk"))):
        settle(about(row))
        params = {"who": str(row.user), "organisation": row.organisation.name}
        for user_id in deciders:
            if user_id is not None:
                tell(user_id, "admission_requested", params, reverse("core:admissions"), about=about(row))
    return len(rows)


@transaction.atomic
def admit(*, by: Actor, at: datetime, membership_id: uuid.UUID) -> Membership:
    """The request, now the administrator's place; the person is told, and of others who ask to join.

    Refused: `not_allowed`, `own`, `changed` (decided, or somebody works there meanwhile).
    """
    membership = _to_decide(by, membership_id)
    membership.role, membership.state = Role.ADMINISTRATOR.value, MembershipState.ACTIVE.value
    membership.started_at = at
    membership.save(update_fields=["role", "state", "started_at"])
    record_membership(by, at, "membership.admitted", membership, role=membership.role)
    settle(about(membership))
    tell_member(membership, "admission_approved")
    _hand_on(membership)
    return membership


@transaction.atomic
def turn_away(*, by: Actor, at: datetime, membership_id: uuid.UUID) -> Membership:
    """The request, now ended; the person is told whom to call. Refused as in `admit`."""
    membership = _to_decide(by, membership_id)
    membership.state, membership.ended_at = MembershipState.ENDED.value, at
    membership.save(update_fields=["state", "ended_at"])
    record_membership(by, at, "membership.turned_away", membership)
    settle(about(membership))
    tell_member(membership, "admission_declined")
    return membership


def _to_decide(by: Actor, membership_id: uuid.UUID) -> Membership:
    if not (by.is_system or is_programme_administrator(by)):
        raise Refused(_("Only a programme administrator may do this."), code="not_allowed", status=403)
    found = Membership.objects.filter(pk=membership_id).values_list("organisation_id", flat=True).first()
    if found is None:
        raise Http404
    organisation = lock(found)
    row = in_state(Membership.objects.select_related("user").get(pk=membership_id), MembershipState.REQUESTED)
    row.organisation = organisation
    if row.user_id == by.user_id:
        raise Refused(_("This is your own request. Somebody else has to decide."), code="own", status=403)
    if not has_nobody(organisation.pk):
        raise Refused(
            _("Somebody works for this organisation meanwhile, and decides who joins it."),
            code="changed",
            status=409,
        )
    return row


def _hand_on(admitted: Membership) -> None:
    """The others who ask are for the new administrator to decide, and no longer for the ministry."""
    others = Membership.objects.filter(
        organisation_id=admitted.organisation_id, state=MembershipState.REQUESTED.value
    ).select_related("user")
    for row in others.order_by("created_at", "pk"):
        settle(about(row))
        params = {"who": str(row.user), "organisation": admitted.organisation.name}
        if admitted.user_id is not None:
            url = reverse("core:organisations")
            tell(admitted.user_id, "membership_requested", params, url, about=about(row))
