"""What a supplier has to do now: its enquiries, its projects, its profile; the most urgent first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from core.web.wording import SEOUL, date_text
from matching.consultation import State
from matching.models import Confirmation, Consultation, Supplier
from matching.queries.completeness import Completeness
from matching.queries.freshness import Freshness
from matching.workflow import Step

SHOWN = 5
"""So many enquiries stand on the home page; the rest is in the list."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: what, by when or since when, and the button that leads there."""

    title: str
    due: str
    action: str
    url: str
    is_late: bool = False


def todos(
    supplier: Supplier, age: Freshness, at: datetime, parts: Completeness | None = None
) -> tuple[Todo, ...]:
    """Its enquiries, refused and unanswered projects, the profile; the late first (two queries).

    What a profile needs and lacks (`parts`) comes before all that is not late.
    """
    found = [*_enquiries(supplier, at), *_projects(supplier, at)]
    if age.is_near_end:
        due = _("Recommended until %(day)s") if not age.is_over else _("Not recommended since %(day)s")
        title = _("Confirm that the profile is still right")
        url = f"{reverse('matching:mine')}#age"
        found.append(Todo(title, due % {"day": date_text(age.last_day)}, _("Confirm"), url, age.is_over))
    if supplier.verified_at is None and supplier.returned_at is not None:
        title = _("Complete the profile and ask for verification again")
        url = reverse("matching:mine")
        due = _("Returned on %(day)s") % {"day": date_text(supplier.returned_at)}
        found.append(Todo(title, due, _("Complete the profile"), url, True))
    found[:0] = _profile(supplier, parts) if parts else ()
    return tuple(sorted(found, key=lambda each: not each.is_late))


def _profile(supplier: Supplier, parts: Completeness) -> Iterator[Todo]:
    """What is missing and needed; once nothing is, to ask for verification."""
    needed = [part for part in parts.missing if part.is_needed]
    counts = {"done": parts.done, "all": len(parts.parts)}
    for number, part in enumerate(needed):
        due = _("needed") if number else _("Needed: %(done)s of %(all)s entries are there") % counts
        yield Todo(part.label, due, _("Fill in"), part.url)
    is_open = supplier.verified_at is None and supplier.verification_asked_at is None
    if not needed and is_open and supplier.returned_at is None:
        due = _("All that is needed is there")
        yield Todo(_("Ask for verification"), due, _("Go on"), f"{reverse('matching:mine')}#way")


def _enquiries(supplier: Supplier, at: datetime) -> Iterator[Todo]:
    rows = Consultation.objects.filter(supplier=supplier, state=State.ASKED.value)
    today = at.astimezone(SEOUL).date()
    for row in rows.select_related("organisation").order_by("due_on", "asked_at")[:SHOWN]:
        is_late = row.due_on < today
        due = _("Overdue since %(day)s") if is_late else _("Answer by %(day)s")
        yield Todo(
            _("Enquiry from %(name)s") % {"name": row.organisation.name},
            due % {"day": date_text(row.due_on)},
            _("Answer the enquiry"),
            reverse("matching:consultation", args=[row.pk]),
            is_late,
        )


def _projects(supplier: Supplier, at: datetime) -> Iterator[Todo]:
    """By their last request: refused or returned ones, those the customer let pass, those it still has."""
    rows = Confirmation.objects.filter(supplier=supplier, record__deleted_at__isnull=True).select_related(
        "record", "organisation"
    )
    latest = {row.record_id: row for row in rows.order_by("asked_at", "id")}
    for row in latest.values():
        if row.record.customer_confirmed_at and row.record.checked_at:
            continue
        whom = row.organisation.name if row.organisation else row.customer or row.email
        url = reverse("matching:ask_customer", args=[row.record_id])
        if row.state in (Step.REFUSED.value, Step.RETURNED.value):
            title = _("A project was not confirmed: correct it and ask again (%(name)s)") % {"name": whom}
            day = row.ended_at or row.answered_at or row.asked_at
            yield Todo(title, _("Since %(day)s") % {"day": date_text(day)}, _("See the reason"), url, True)
        elif row.state == Step.ASKED.value:
            is_over = row.expires_at <= at
            due = _("Expired on %(day)s") if is_over else _("The customer answers by %(day)s")
            yield Todo(
                _("Waiting for the customer's confirmation (%(name)s)") % {"name": whom},
                due % {"day": date_text(row.expires_at)},
                _("Ask again") if is_over else _("See how far it is"),
                url,
                is_over,
            )
