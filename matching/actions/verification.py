"""Verifying suppliers: they ask, a programme administrator approves, returns, and may take either back."""

import uuid
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actions import verify_organisation
from core.accounts.actor import Actor
from core.accounts.addresses import is_verified
from core.accounts.models import Membership
from core.web import Refused
from core.web.wording import SEOUL
from matching import policies
from matching.actions.locked import locked, locked_own, write
from matching.actions.members import settle_age, settle_verification, tell_members
from matching.models import Supplier
from matching.queries.verification import expected_by

LEAST_REASON = 10


@transaction.atomic
def ask_for_verification(*, by: Actor, at: datetime) -> Supplier:
    """The supplier, waiting to be verified; who asks confirms the profile of today.

    Its members get a receipt. Refused `not-ready` with what is missing, `unverified` while the address of
    who asks is not confirmed.
    """
    row = locked_own(by)
    if why := policies.may_ask_for_verification(row):
        raise Refused(why, code="not-ready")
    changes = {
        "verification_asked_at": at,
        "returned_at": None,
        "return_reason": "",
        "profile_confirmed_on": at.astimezone(SEOUL).date(),
    }
    if by.user_id is not None and not is_verified(by.user_id):
        raise Refused(
            _("Confirm your e-mail address first: the decision is mailed to it."),
            code="unverified",
            data={"url": reverse("account_email")},
        )
    settle_verification(row)
    settle_age(row)
    write(row, changes, by=by, at=at, verb="supplier.verification-asked")
    params = {
        "name": row.name,
        "number": request_number(row.pk, at),
        "day": str(at.astimezone(SEOUL).date()),
        "expected": str(expected_by(at)),
    }
    tell_members(row, "supplier-verification-asked", params)
    return row


def request_number(supplier_id: uuid.UUID, at: datetime) -> str:
    """What a request is called on the phone: its day in Seoul and the beginning of the supplier's id."""
    return f"V-{at.astimezone(SEOUL):%y%m%d}-{supplier_id.hex[:6].upper()}"


@transaction.atomic
def withdraw_request(*, by: Actor, at: datetime) -> Supplier:
    """The supplier, no longer waiting to be verified. Refused 409 `decided` when it does not wait."""
    row = locked_own(by)
    if row.verification_asked_at is None:
        raise Refused(
            _("The request was decided meanwhile, so there is nothing to take back."),
            code="decided",
            status=409,
        )
    return write(
        row, {"verification_asked_at": None}, by=by, at=at, verb="supplier.verification-request-withdrawn"
    )


@transaction.atomic
def verify_supplier(
    *, by: Actor, at: datetime, supplier_id: uuid.UUID, version: int | None = None
) -> Supplier:
    """The supplier, verified and public from now on; its members are told.

    Refused 403 for anybody but a programme administrator and for a member of the supplier, 409 `decided` when
    it is not waiting any more or changed since it was read.
    """
    row = _waiting(by, supplier_id, version)
    changes = {
        "verified_at": at,
        "verified_by_id": by.user_id,
        "verification_asked_at": None,
        "is_published": True,
        "returned_at": None,
        "return_reason": "",
    }
    write(row, changes, by=by, at=at, verb="supplier.verified")
    tell_members(row, "supplier-verified", {"name": row.name})
    return row


@transaction.atomic
def return_supplier(
    *, by: Actor, at: datetime, supplier_id: uuid.UUID, reason: str, version: int | None = None
) -> Supplier:
    """The supplier, returned with a reason its members read. Refused `reason-missing` for a short one."""
    row = _waiting(by, supplier_id, version)
    stated = _stated(reason)
    changes = {"verification_asked_at": None, "returned_at": at, "return_reason": stated}
    write(row, changes, by=by, at=at, verb="supplier.returned")
    tell_members(row, "supplier-returned", {"name": row.name, "reason": row.return_reason})
    return row


@transaction.atomic
def withdraw_verification(
    *, by: Actor, at: datetime, supplier_id: uuid.UUID, reason: str, version: int | None = None
) -> Supplier:
    """The supplier, no longer verified: hidden and not recommended from now on; its members read the reason.

    Refused as in verifying, 409 `decided` when it is not verified, `reason-missing` for a short reason.
    """
    row = _to_decide(by, supplier_id, version)
    if row.verified_at is None:
        raise _decided()
    stated = _stated(reason)
    changes = {
        "verified_at": None,
        "verified_by_id": None,
        "is_published": False,
        "returned_at": at,
        "return_reason": stated,
    }
    write(row, changes, by=by, at=at, verb="supplier.verification-withdrawn")
    tell_members(row, "supplier-verification-withdrawn", {"name": row.name, "reason": row.return_reason})
    return row


@transaction.atomic
def reopen_supplier(
    *, by: Actor, at: datetime, supplier_id: uuid.UUID, version: int | None = None
) -> Supplier:
    """The supplier, waiting again after a return or withdrawal that was a mistake; its members are told.

    Refused as in verifying, 409 `decided` when it is neither returned nor withdrawn any more.
    """
    row = _to_decide(by, supplier_id, version)
    if row.returned_at is None or row.verified_at is not None or row.verification_asked_at is not None:
        raise _decided()
    changes = {"verification_asked_at": at, "returned_at": None, "return_reason": ""}
    write(row, changes, by=by, at=at, verb="supplier.reopened")
    tell_members(row, "supplier-reopened", {"name": row.name})
    return row


@transaction.atomic
def check_number(*, by: Actor, at: datetime, supplier_id: uuid.UUID) -> Supplier:
    """The supplier, its business number marked as looked up in the register; nothing when it is already.

    Refused as in verifying. It may follow the verification, and changes neither that nor the profile.
    """
    row = _to_decide(by, supplier_id, None)
    if row.organisation.verified_at is None:
        verify_organisation(by=by, at=at, organisation_id=row.organisation_id)
        audit.record(by=by, at=at, verb="supplier.number-checked", subject_kind="supplier", subject_id=row.pk)
    return row


def _waiting(by: Actor, supplier_id: uuid.UUID, version: int | None) -> Supplier:
    row = _to_decide(by, supplier_id, version)
    if row.verification_asked_at is None:
        raise _decided()
    return row


def _to_decide(by: Actor, supplier_id: uuid.UUID, version: int | None) -> Supplier:
    if why := policies.may_verify(by):
        raise Refused(why, code="not-allowed", status=403)
    row = locked(supplier_id)
    members = Membership.objects.active().filter(organisation_id=row.organisation_id)
    if by.user_id is not None and members.filter(user_id=by.user_id).exists():
        raise Refused(
            _("You belong to this supplier. Another programme administrator has to decide."),
            code="own",
            status=403,
        )
    if version is not None and version != row.version:
        raise _decided()
    return row


def _decided() -> Refused:
    return Refused(
        _("The profile changed or was decided meanwhile. Look at it once more."),
        code="decided",
        status=409,
    )


def _stated(reason: str) -> str:
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(
            _("Say what the supplier should change, in at least %(count)d characters.")
            % {"count": LEAST_REASON},
            code="reason-missing",
            field="reason",
        )
    return reason.strip()[:500]
