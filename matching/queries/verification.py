"""The ministry's queue: who waits, who was verified, who was returned, and what happened to one of them."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core import working_days
from core.accounts.models import User
from core.audit.models import Event
from core.web.wording import SEOUL
from matching.models import Supplier

STATES = ("waiting", "verified", "returned")
VERBS = (
    "supplier.verification-asked",
    "supplier.verification-request-withdrawn",
    "supplier.verified",
    "supplier.returned",
    "supplier.verification-withdrawn",
    "supplier.reopened",
    "supplier.number-checked",
)


USUAL_DAYS = 5
"""Within so many working days a request is usually decided."""


def expected_by(asked_at: datetime) -> date:
    """The day by which a request is usually decided, counted from the day in Seoul on which it was asked."""
    return working_days.after(asked_at.astimezone(SEOUL).date(), USUAL_DAYS)


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of a supplier's record."""

    at: datetime
    what: str
    who: str


def queue_of(state: str) -> QuerySet[Supplier]:
    """The suppliers in a state: those that wait the longest first, the others by the last decision."""
    rows = Supplier.objects.select_related("organisation")
    if state == "verified":
        return rows.filter(verified_at__isnull=False).order_by("-verified_at", "id")
    if state == "returned":
        return rows.filter(
            returned_at__isnull=False, verified_at__isnull=True, verification_asked_at__isnull=True
        ).order_by("-returned_at", "id")
    return rows.waiting().order_by("verification_asked_at", "id")


def state_of(row: Supplier) -> str:
    """One of `STATES`; empty for a profile that never asked."""
    if row.verification_asked_at is not None:
        return "waiting"
    if row.verified_at is not None:
        return "verified"
    return "returned" if row.returned_at is not None else ""


def counts() -> dict[str, int]:
    """How many suppliers are in each state."""
    return {state: queue_of(state).count() for state in STATES}


def history_of(supplier_id: uuid.UUID) -> list[Happened]:
    """What was asked and decided, the newest first (two queries)."""
    words = {
        "supplier.verification-asked": _("Asked to be verified"),
        "supplier.verification-request-withdrawn": _("Took the request back"),
        "supplier.verified": _("Verified"),
        "supplier.returned": _("Returned"),
        "supplier.verification-withdrawn": _("Verification withdrawn"),
        "supplier.reopened": _("Decision taken back, waiting again"),
        "supplier.number-checked": _("Business number checked"),
    }
    events = list(
        Event.objects.filter(subject_kind="supplier", subject_id=str(supplier_id), verb__in=VERBS).order_by(
            "-at", "-pk"
        )[:50]
    )
    ids = {each.actor_id for each in events if len(each.actor_id) == 36}
    names = {str(user.pk): str(user) for user in User.objects.filter(pk__in=ids)}
    return [Happened(each.at, words[each.verb], names.get(each.actor_id, "")) for each in events]
