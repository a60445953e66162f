"""Tells assessors, and whoever assigned them, of visits without a report and of levels that are late."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from assessments.actions.confirmation.moving import about, keepers, today
from assessments.actions.verification import about_of, url_of_verification
from assessments.clock import report_due_on
from assessments.models import LevelApplication, Verification
from assessments.queries.verification import due_dates
from assessments.verifying import Step as Verifying
from assessments.workflow import Step
from core.accounts.actor import Actor
from core.notices.telling import tell


@dataclass(frozen=True, slots=True)
class Late:
    """How many notices went out: of visits that are over, of late reports, of late verifications."""

    visits: int
    reports: int
    verifications: int


def tell_late(*, by: Actor, at: datetime) -> Late:
    """The day's notices; run again on the same day it tells nobody twice.

    The assessor on the day after a visit without a report; assessor and programme administrators once its
    report, or a verification without a visit, is over its day. A visit put on another day starts anew.
    """
    day = today(at)
    rows = LevelApplication.objects.visible_to(by).filter(state=Step.ASSESSING.value, visit_on__lt=day)
    over = list(rows.select_related("organisation", "verification").order_by("pk"))
    late = [row for row in over if row.visit_on and report_due_on(row.visit_on) < day]
    return Late(
        visits=sum(_tell(row, "level_visit_over") for row in over),
        reports=sum(_tell(row, "level_report_late", *keepers()) for row in late),
        verifications=_verifications(by, day),
    )


def _tell(row: LevelApplication, code: str, *others: uuid.UUID | None) -> int:
    """Tell the assessor and the others once for each day of a visit; how many were told."""
    assert row.visit_on is not None
    params = {"company": row.organisation.name, "due": report_due_on(row.visit_on).isoformat()}
    url = reverse("assessments:application", args=[row.pk])
    who = [row.verification.assessor_id if row.verification else None, *others]
    return sum(
        tell(user_id, code, params, url, about=about(row), once=f"{code}:{row.pk}:{row.visit_on}")
        for user_id in dict.fromkeys(who)
        if user_id is not None
    )


def _verifications(by: Actor, day: date) -> int:
    """Those without a visit: with one its report has the clock."""
    cases = LevelApplication.objects.visible_to(by).filter(state=Step.ASSESSING.value, visit_on__isnull=False)
    alone = Verification.objects.visible_to(by).filter(state=Verifying.OPEN.value)
    rows = list(alone.exclude(pk__in=cases.values("verification_id")).select_related("organisation"))
    due = due_dates(rows, by)
    late = [(row, due[row.pk]) for row in rows if row.pk in due and due[row.pk] < day]
    return sum(_tell_of_levels(row, last) for row, last in late)


def _tell_of_levels(row: Verification, last: date) -> int:
    params = {"company": row.organisation.name, "due": last.isoformat()}
    url, once = url_of_verification(row), f"verification-late:{row.pk}:{last}"
    return sum(
        tell(user_id, "verification_late", params, url, about=about_of(row), once=once)
        for user_id in dict.fromkeys([row.assessor_id, *keepers()])
        if user_id is not None
    )
