"""What waits for a programme administrator: suppliers, confirmations, verifications, reviews, people."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.appealing import Step as ReviewStep
from assessments.models import Appeal, LevelApplication, Verification
from assessments.verifying import Step as VerificationStep
from assessments.workflow import Step as ApplicationStep
from core.accounts.actor import Actor
from core.web.wording import date_text
from portal.dashboard.todo import Todo


def administrators_todos(by: Actor, today: date) -> tuple[Todo, ...]:
    """One line for each queue that is not empty, with what it waits for and its nearest day; the late first.

    Three queries, for a programme administrator; others have queues of their own.
    """
    found = [*_reviews(by, today), *_applications(by), *_verifications(by)]
    return tuple(sorted(found, key=lambda each: not each.is_late))


def _reviews(by: Actor, today: date) -> Iterator[Todo]:
    days = Appeal.objects.visible_to(by).filter(state=ReviewStep.ASKED.value).order_by("due_on")
    waiting = list(days.values_list("due_on", flat=True))
    if not waiting:
        return
    title = ngettext(
        "%(n)s request for a human review has no assessor",
        "%(n)s requests for a human review have no assessor",
        len(waiting),
    )
    is_late = waiting[0] < today
    due = _("Overdue since %(day)s") if is_late else _("Decision due by %(day)s")
    yield Todo(
        title % {"n": len(waiting)},
        due % {"day": date_text(waiting[0])},
        _("Assign assessors"),
        reverse("assessments:appeals"),
        is_late,
    )


def _applications(by: Actor) -> Iterator[Todo]:
    steps = (ApplicationStep.SUBMITTED.value, ApplicationStep.ACCEPTED.value)
    rows = LevelApplication.objects.visible_to(by).filter(state__in=steps).order_by("submitted_at")
    waiting = defaultdict[str, list[datetime]](list)
    for state, day in rows.values_list("state", "submitted_at"):
        if day is not None:
            waiting[state].append(day)
    if days := waiting[ApplicationStep.SUBMITTED.value]:
        title = ngettext(
            "%(n)s application for a confirmed level has unchecked documents",
            "%(n)s applications for a confirmed level have unchecked documents",
            len(days),
        )
        yield _line(title, days, _("Check the documents"), "assessments:applications")
    if days := waiting[ApplicationStep.ACCEPTED.value]:
        title = ngettext(
            "%(n)s application for a confirmed level has no assessor",
            "%(n)s applications for a confirmed level have no assessor",
            len(days),
        )
        yield _line(title, days, _("Assign assessors"), "assessments:applications")


def _verifications(by: Actor) -> Iterator[Todo]:
    rows = Verification.objects.visible_to(by).filter(state=VerificationStep.ASKED.value).order_by("asked_at")
    if days := list(rows.values_list("asked_at", flat=True)):
        title = ngettext(
            "%(n)s result to be verified has no assessor",
            "%(n)s results to be verified have no assessor",
            len(days),
        )
        yield _line(title, days, _("Assign assessors"), "assessments:verifications")


def _line(title: str, days: list[datetime], action: str, url: str) -> Todo:
    """A queue without a clock of its own: how many, since when, where."""
    since = _("Since %(day)s") % {"day": date_text(days[0])}
    return Todo(title % {"n": len(days)}, since, action, reverse(url))
