"""What ends with the last member of a supplier or a company."""

import uuid
from datetime import datetime

from django.db.models import Q

from core import audit
from core.accounts.actor import Actor
from matching.actions.asking import take_back, tell_customer_of_end
from matching.actions.locked import write
from matching.actions.members import tell_projects
from matching.actions.parties import settle_side, tell_side
from matching.consultation import Side, State
from matching.models import Confirmation, Consultation, Supplier
from matching.workflow import Step


def leave_as_supplier(by: Actor, at: datetime, organisation_id: uuid.UUID) -> None:
    """Hide the profile, take back its requests, close its enquiries; the other sides are told.

    Nothing without a profile.
    """
    row = Supplier.objects.select_for_update(of=("self",)).filter(organisation_id=organisation_id).first()
    if row is None:
        return
    changes = {"is_published": False, "verification_asked_at": None}
    write(row, changes, by=by, at=at, verb="supplier.hidden", data={"departed": True})
    for request in _withdraw(Q(supplier=row), by, at):
        tell_customer_of_end(request, row.name)
    for each in _close(Q(recipient_id=organisation_id), by, at):
        tell_side(each, Side.COMPANY, "consultation-ended", {"supplier": row.name})


def leave_as_company(by: Actor, at: datetime, organisation_id: uuid.UUID) -> None:
    """Close the company's enquiries and withdraw what it was asked to confirm; the suppliers are told."""
    for request in _withdraw(Q(organisation_id=organisation_id), by, at):
        tell_projects(request.supplier, "project_request_ended", {})
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


def _withdraw(whose: Q, by: Actor, at: datetime) -> list[Confirmation]:
    rows = (
        Confirmation.objects.filter(whose, state=Step.ASKED.value)
        .select_for_update(of=("self",))
        .select_related("supplier")
    )
    for request in (found := list(rows.order_by("id"))):
        take_back(request, at)
        audit.record(
            by=by, at=at, verb="record.confirmation-withdrawn", subject_kind="supplier",
            subject_id=request.supplier_id,
            data={"record": str(request.record_id), "request": str(request.pk), "departed": True},
        )  # fmt: skip
    return found
