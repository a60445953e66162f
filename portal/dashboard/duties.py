"""What an assessor has to do now, case by case: visits, levels, reports and reviews, the first due first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.clock import report_due_on, verification_due_on
from assessments.models import Appeal, LevelApplication, Verification
from assessments.verifying import Step as Verifying
from assessments.workflow import Step as Confirming
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.web.wording import SEOUL

SHOWN = 10
"""So many of each kind stand on the home page; the rest is in their lists."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One case: whose, what is next in it, where, and by when; a day that is missing is to be set."""

    company: str
    act: str
    url: str
    day: date | None


def duties(by: Actor, today: date) -> tuple[Duty, ...]:
    """The assessor's own cases; what is over its day first, then what has no day yet (three queries)."""
    if by.kind != Kind.ASSESSOR_BODY.value:
        return ()
    found = [*_confirmations(by, today), *_verifications(by), *_reviews(by)]
    return tuple(sorted(found, key=lambda each: (each.day or today, each.company)))


def _confirmations(by: Actor, today: date) -> Iterator[Duty]:
    rows = LevelApplication.objects.visible_to(by).filter(state=Confirming.ASSESSING.value)
    for row in rows.select_related("organisation", "verification").order_by("visit_on", "pk")[:SHOWN]:
        act, day = _next(row, today)
        yield Duty(row.organisation.name, act, reverse("assessments:application", args=[row.pk]), day)


def _next(row: LevelApplication, today: date) -> tuple[str, date | None]:
    if row.visit_on is None:
        return _("Set the day of the visit"), None
    if row.visit_on >= today:
        return _("Visit the plant"), row.visit_on
    is_verified = row.verification is not None and row.verification.state == Verifying.FINISHED.value
    act = _("Hand the report in") if is_verified else _("Finish the levels and hand the report in")
    return act, report_due_on(row.visit_on)


def _verifications(by: Actor) -> Iterator[Duty]:
    """Those that belong to no confirmation: its own line says the same."""
    cases = LevelApplication.objects.visible_to(by).filter(state=Confirming.ASSESSING.value)
    rows = Verification.objects.visible_to(by).filter(state=Verifying.OPEN.value)
    rows = rows.exclude(pk__in=cases.filter(verification__isnull=False).values("verification_id"))
    for row in rows.select_related("organisation").order_by("opened_at", "pk")[:SHOWN]:
        day = verification_due_on(row.opened_at.astimezone(SEOUL).date()) if row.opened_at else None
        url = reverse("assessments:verification", args=[row.pk])
        yield Duty(row.organisation.name, _("Verify the levels"), url, day)


def _reviews(by: Actor) -> Iterator[Duty]:
    rows = Appeal.objects.visible_to(by).live().exclude(share=None)
    for row in rows.select_related("organisation").order_by("due_on", "pk")[:SHOWN]:
        act = _("Decide the review of “%(number)s”") % {"number": row.name}
        yield Duty(row.organisation.name, act, reverse("assessments:appeal", args=[row.pk]), row.due_on)
