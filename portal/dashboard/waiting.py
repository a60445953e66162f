"""What waits for a programme administrator: one list, each line as many as the list behind it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import LevelApplication
from assessments.queries.assigning import Kind, Unassigned, unassigned
from assessments.queries.benches import short_of_members
from assessments.queries.confirmation import without_assessor
from assessments.views.confirmation.before_committee import where_to_appoint
from assessments.workflow import Step
from core.accounts.actor import Actor
from core.accounts.models import ResetState, SecondFactorReset
from core.accounts.queries.admissions import admissions
from core.web.wording import SEOUL
from matching.models import Confirmation, Supplier

LEVELS = "assessments:applications?turn="
"""The list of applications, narrowed to what is to be done with them."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Something that waits. `day` is the day by which the first is due, or since when the oldest waits."""

    title: str
    count: int
    day: date
    is_due: bool
    is_late: bool
    days: int
    action: str
    url: str


def queues(by: Actor, today: date) -> tuple[Queue, ...]:
    """Every queue that is not empty: the late first, then those that are due by a day, then those that only
    wait, each part by its day.

    As many queries for many cases as for one.
    """
    suppliers = Supplier.objects.filter(verification_asked_at__isnull=False, verified_at__isnull=True)
    projects = Confirmation.objects.visible_to(by).to_check()
    papers = LevelApplication.objects.visible_to(by).filter(state=Step.SUBMITTED.value)
    resets = SecondFactorReset.objects.filter(state=ResetState.REQUESTED.value)
    found = [
        *_assigning(by, today),
        _undecidable(by, today),
        _since(_("Levels whose assessor left"), without_assessor(), "submitted_at", f"{LEVELS}left", today),
        _since(_("Suppliers to verify"), suppliers, "verification_asked_at", "matching:verification", today),
        _since(_("Finished projects to check"), projects, "answered_at", "matching:to_check", today),
        _since(_("Documents to check"), papers, "submitted_at", f"{LEVELS}submitted", today),
        _since(_("Lost devices to decide on"), resets, "requested_at", "core:resets", today),
        _since(_("Requests to join a company"), admissions(), "created_at", "core:admissions", today),
    ]
    return tuple(sorted((each for each in found if each), key=_order))


def _order(each: Queue) -> tuple[bool, bool, date, str]:
    return not each.is_late, not each.is_due, each.day, each.title


def _assigning(by: Actor, today: date) -> list[Queue]:
    """One queue for each kind: reviews have a day by which they are due, the others wait."""
    titles: dict[Kind, str] = {
        "review": _("Reviews without an assessor"),
        "level": _("Confirmations of a level without an assessor"),
        "verification": _("Verifications without an assessor"),
    }
    found = unassigned(by)
    rows = {kind: [each for each in found if each.kind == kind] for kind in titles}
    return [_unassigned(titles[kind], waiting, today) for kind, waiting in rows.items() if waiting]


def _unassigned(title: str, waiting: list[Unassigned], today: date) -> Queue:
    due = min((each.due_on for each in waiting if each.due_on), default=None)
    day = due or min(each.since for each in waiting)
    is_late = due is not None and due < today
    url = f"{reverse('assessments:assigning')}?kind={waiting[0].kind}"
    waits = (today - day).days
    return Queue(title, len(waiting), day, due is not None, is_late, waits, _("Assign assessors"), url)


def _undecidable(by: Actor, today: date) -> Queue | None:
    """Reports that wait for another member of the committee; the way leads to where one is appointed."""
    days = [row.reported_at.astimezone(SEOUL).date() for row in short_of_members(by) if row.reported_at]
    if not days:
        return None
    day, title = min(days), _("Levels that too few committee members are left to decide")
    waits = (today - day).days
    return Queue(title, len(days), day, False, False, waits, _("Appoint a member"), where_to_appoint())


def _since(title: str, rows: QuerySet[Any], field: str, url: str, today: date) -> Queue | None:
    """A queue without a clock of its own: it waits since its oldest came."""
    came: Iterable[datetime | None] = rows.values_list(field, flat=True)
    days = [at.astimezone(SEOUL).date() for at in came if at is not None]
    if not days:
        return None
    day = min(days)
    name, _mark, turn = url.partition("?")
    leads = f"{reverse(name)}?{turn}" if turn else reverse(name)
    return Queue(title, len(days), day, False, False, (today - day).days, _("Open the list"), leads)
