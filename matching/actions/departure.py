"""What ends with the last member of a supplier or a company."""

import uuid
from datetime import datetime

from django.db.models import Q

from core import audit
from core.accounts.actor import Actor
from matching.actions.asking import take_back
from matching.actions.locked import write
from matching.actions.parties import settle_side, tell_side
from matching.consultation import Side, State
from matching.models import Confirmation, Consultation, Supplier
from matching.workflow import Step


def leave_as_supplier(by: Actor, at: datetime, organisation_id: uuid.UUID) -> None:
    """Hide the profile, close its enquiries, withdraw what customers were asked; nothing without one."""
    row = Supplier.objects.select_for_update(of=("self",)).filter(organisation_id=organisation_id).first()
    if row is None:
        return
    write(row, {"is_published": False}, by=by, at=at, verb="supplier.hidden")
    _withdraw(Q(supplier=row), by, at)
    _close(Q(recipient_id=organisation_id), by, at)


def leave_as_company(by: Actor, at: datetime, organisation_id: uuid.UUID) -> None:
    """Close the company's enquiries, whose suppliers are told, and withdraw what it was asked to confirm."""
    _withdraw(Q(organisation_id=organisation_id), by, at)
    for row in _close(Q(organisation_id=organisation_id), by, at):
        tell_side(row, Side.SUPPLIER, "consultation-closed", {"company": row.organisation.name})


def _close(whose: Q, by: Actor, at: datetime) -> list[Consultation]:
    """Those that were open, closed; none is counted for its supplier, overdue or not."""
    rows = (
        Consultation.objects.filter(whose, state__in=[State.ASKED.value, State.ANSWERED.value])
        .select_for_update(no_key=True, of=("self",))
        .select_related("supplier", "organisation")
        .order_by("id")
    )
    for row in (found := list(rows)):
        row.state, row.changed_at = State.CLOSED.value, at
        row.save(update_fields=["state", "changed_at"])
        audit.record(
            by=by, at=at, verb="consultation.closed", subject_kind="consultation", subject_id=row.pk,
            data={"departed": True},
        )  # fmt: skip
        settle_side(row, Side.SUPPLIER)
        settle_side(row, Side.COMPANY)
    return found


def _withdraw(whose: Q, by: Actor, at: datetime) -> None:
    rows = Confirmation.objects.filter(whose, state=Step.ASKED.value).select_for_update(of=("self",))
    for request in rows.order_by("id"):
        take_back(request, at)
        audit.record(
            by=by, at=at, verb="record.confirmation-withdrawn", subject_kind="supplier",
            subject_id=request.supplier_id,
            data={"record": str(request.record_id), "request": str(request.pk), "departed": True},
        )  # fmt: skip
