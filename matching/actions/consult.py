"""A company asks a supplier."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.share import share_result
from assessments.models import Result
from core import audit, working_days
from core.accounts.actor import Actor
from core.accounts.addresses import is_verified
from core.accounts.models import Organisation
from core.accounts.roles import Kind
from core.limits import Limit, spend
from core.web import Refused
from core.web.wording import SEOUL
from matching import policies
from matching.actions.locked import locked
from matching.actions.parties import tell_side
from matching.consultation import Side, State
from matching.models import Consultation, Supplier
from matching.queries.consultations import is_listed

WORKING_DAYS = 3
"""Within so many working days a supplier should answer; rankings count it."""

DAY = 24 * 3600
BY_COMPANY = Limit("consultation-by-company", most=10, seconds=DAY)
TO_SUPPLIER = Limit("consultation-to-supplier", most=30, seconds=DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedSheet:
    """What a company needs, cleaned by the form; `start` is a code of `matching.models.Start`."""

    domains: Sequence[str]
    need: str
    start: str


@transaction.atomic
def ask_supplier(
    *,
    by: Actor,
    at: datetime,
    supplier_id: uuid.UUID,
    sheet: NeedSheet,
    result_id: uuid.UUID | None = None,
    is_shared: bool = False,
    round_id: uuid.UUID | None = None,
) -> Consultation:
    """The consultation, asked; the supplier's members are told. With `is_shared` it sees the result as well,
    on a consent of its own. The same question sent again is the one that is open. `round_id` names the round
    of enquiries it belongs to (`matching.actions.rounds`).

    Refused: `unverified` (confirm the address first), `unavailable` (the supplier takes nothing now, for
    whatever reason), `own`, `open` (another question to it is open; `data["url"]` leads there), `too-many`
    (the company's or the supplier's day is full). Http404 for a supplier that was never public.
    """
    if by.kind != Kind.COMPANY.value or by.place is None:
        raise Http404
    company = Organisation.objects.get(pk=by.place.organisation_id)
    row = locked(supplier_id)
    if not row.is_published or row.verified_at is None:
        raise Http404
    if (known := _open_one(by, company, row, sheet)) is not None:
        return known
    if not is_verified(by.user_id):
        raise Refused(
            _("Confirm your e-mail address first: we sent you a mail. Then you can ask suppliers."),
            code="unverified",
            data={"url": reverse("account_email")},
        )
    if why := policies.may_be_asked(row, is_listed=is_listed(row)):
        raise Refused(why, code="unavailable", status=409)
    if company.business_number and company.business_number == row.organisation.business_number:
        raise Refused(_("This supplier is your own company."), code="own")
    if result_id is not None and not _is_own(by, company, result_id):
        raise Http404
    _spend(company, row)
    made = create(
        by=by, at=at, row=row, company_id=company.pk, sheet=sheet, result_id=result_id,
        asked_by_id=by.user_id, round_id=round_id,
    )  # fmt: skip
    if result_id is not None and is_shared:
        share_result(by=by, at=at, result_id=result_id, recipient_id=row.organisation_id)
    return made


def create(
    *,
    by: Actor,
    at: datetime,
    row: Supplier,
    company_id: uuid.UUID,
    sheet: NeedSheet,
    result_id: uuid.UUID | None,
    asked_by_id: uuid.UUID | None,
    round_id: uuid.UUID | None,
) -> Consultation:
    """The consultation, stored with its audit event; the supplier's members are told. The caller checked."""
    made = Consultation.objects.create(
        organisation_id=company_id,
        supplier=row,
        recipient_id=row.organisation_id,
        result_id=result_id,
        domains=list(sheet.domains),
        need=sheet.need,
        start=sheet.start,
        asked_at=at,
        asked_by_id=asked_by_id,
        due_on=working_days.after(at.astimezone(SEOUL).date(), WORKING_DAYS),
        changed_at=at,
        round_id=round_id,
    )
    audit.record(
        by=by,
        at=at,
        verb="consultation.asked",
        subject_kind="consultation",
        subject_id=made.pk,
        data={"supplier": str(row.pk), "due": str(made.due_on), "result": str(result_id or "")},
    )
    params = {"company": made.organisation.name, "due": made.due_on.isoformat()}
    tell_side(made, Side.SUPPLIER, "consultation-asked", params)
    return made


def _is_own(by: Actor, company: Organisation, result_id: uuid.UUID) -> bool:
    return Result.objects.visible_to(by).filter(pk=result_id, organisation=company).exists()


def _open_one(by: Actor, company: Organisation, row: Supplier, sheet: NeedSheet) -> Consultation | None:
    """The same question, asked before; a different one that is open is refused."""
    open_states = [State.ASKED.value, State.ANSWERED.value]
    known = (
        Consultation.objects.visible_to(by)
        .filter(organisation=company, supplier=row, state__in=open_states)
        .first()
    )
    if known is None:
        return None
    if known.need == sheet.need and known.state == State.ASKED.value:
        return known
    raise Refused(
        _("You have an open enquiry to this supplier. Write there, or close it first."),
        code="open",
        status=409,
        data={"url": reverse("matching:consultation", args=[known.pk])},
    )


def _spend(company: Organisation, row: Supplier) -> None:
    if spend((BY_COMPANY, str(company.pk))):
        raise Refused(
            _("Your company asked %(count)d suppliers within a day. Wait for answers, then ask the next.")
            % {"count": BY_COMPANY.most},
            code="too-many",
            status=429,
        )
    if spend((TO_SUPPLIER, str(row.pk))):
        raise Refused(
            _("So many companies asked this supplier today that it could not answer in time. Ask tomorrow."),
            code="too-many",
            status=429,
        )
