"""The reviewed way back for somebody who lost both the device and the recovery codes.

An administrator of the person's organisation asks, a programme administrator of the ministry decides: two
people who are neither each other nor the person.
"""

import uuid
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.accounts.locking import locked_membership
from core.accounts.models import MembershipState, ResetState, SecondFactorReset, User
from core.accounts.policies import is_programme_administrator
from core.notices.telling import settle, tell
from core.web.refusal import Refused


@transaction.atomic
def request_reset(*, by: Actor, at: datetime, membership_id: uuid.UUID, reason: str) -> SecondFactorReset:
    """The open request for a member; the member is told at once, so that a false one is noticed.

    Refused: `not_allowed`, `changed` (no member any more), `self`, `reason` (at least ten characters),
    `already` (a request is open), `nothing` (the member has no second factor).
    """
    membership = locked_membership(by, membership_id, MembershipState.ACTIVE)
    person = membership.user
    if person is None or person.pk == by.user_id:
        raise Refused(_("Somebody else of your organisation has to ask for you."), code="self")
    reason = " ".join(reason.split())[:500]
    if len(reason) < 10:
        raise Refused(
            _("Say in a sentence what happened and how you made sure who asks."),
            code="reason",
            field="reason",
        )
    if not Authenticator.objects.filter(user=person).exists():
        raise Refused(_("This person has not set up two-step sign-in."), code="nothing")
    try:
        with transaction.atomic():
            row = SecondFactorReset.objects.create(
                user=person,
                organisation=membership.organisation,
                requested_by_id=by.user_id,
                reason=reason,
                requested_at=at,
                state=ResetState.REQUESTED.value,
            )
    except IntegrityError:
        raise Refused(_("A request for this person is already being decided."), code="already") from None
    _record(by, at, "second_factor.reset_requested", row)
    tell(
        person.pk,
        "reset_requested",
        {"organisation": membership.organisation.name},
        reverse("core:organisations"),
        about=f"reset:{row.pk}",
    )
    return row


@transaction.atomic
def approve_reset(*, by: Actor, at: datetime, reset_id: uuid.UUID) -> SecondFactorReset:
    """The request, approved: device and recovery codes are forgotten, every session of the person ends.

    The person signs in with the password and sets up a new device. Refused: `self`, `changed`; Http404 for
    anyone but a programme administrator.
    """
    row = _open(by, reset_id)
    Authenticator.objects.filter(user_id=row.user_id).delete()
    User.objects.filter(pk=row.user_id).update(session_stamp=get_random_string(12))
    _decide(by, at, row, ResetState.APPROVED)
    tell(row.user_id, "reset_approved", {"organisation": row.organisation.name}, reverse("account_login"))
    return row


@transaction.atomic
def decline_reset(*, by: Actor, at: datetime, reset_id: uuid.UUID) -> SecondFactorReset:
    """The request, declined; nothing changes and who asked is told. Refused and Http404 as in approving."""
    row = _open(by, reset_id)
    _decide(by, at, row, ResetState.DECLINED)
    if row.requested_by_id:
        tell(row.requested_by_id, "reset_declined", {"who": str(row.user)}, reverse("core:organisations"))
    return row


def _open(by: Actor, reset_id: uuid.UUID) -> SecondFactorReset:
    if not is_programme_administrator(by):
        raise Http404
    row = SecondFactorReset.objects.select_for_update(of=("self",)).filter(pk=reset_id).first()
    if row is None:
        raise Http404
    if by.user_id in (row.user_id, row.requested_by_id):
        raise Refused(_("Another programme administrator has to decide this."), code="self", status=403)
    if row.state != ResetState.REQUESTED.value:
        raise Refused(
            _("Somebody has already decided this. Load the page again to see how."),
            code="changed",
            status=409,
        )
    return row


def _decide(by: Actor, at: datetime, row: SecondFactorReset, state: ResetState) -> None:
    row.state, row.decided_by_id, row.decided_at = state.value, by.user_id, at
    row.save(update_fields=["state", "decided_by", "decided_at"])
    settle(f"reset:{row.pk}")
    _record(by, at, f"second_factor.reset_{state.value}", row)


def _record(by: Actor, at: datetime, verb: str, row: SecondFactorReset) -> None:
    audit.record(
        by=by, at=at, verb=verb, subject_kind="second_factor_reset", subject_id=row.pk,
        data={"user": str(row.user_id), "organisation": str(row.organisation_id)},
    )  # fmt: skip
