"""The assessor's acts: the day of the visit, and the report."""

import uuid
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from assessments.actions import confirmation
from assessments.forms.confirmation import ReportForm, VisitForm
from assessments.models import LevelApplication
from assessments.views.confirmation.case import ASSESSORS, BODY, act
from core.accounts.actor import Actor
from core.web import change
from core.web.wording import date_text


@change(kinds=BODY, roles=ASSESSORS)
def application_visit(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Note the day of the visit."""
    return act(request, application_id, _visit, _noted, VisitForm(request.POST))


def _noted(row: LevelApplication) -> str:
    """The day in words: the boxes of a browser write it in the order of its device."""
    return _("The visit is noted for %(day)s. The company is told.") % {"day": date_text(row.visit_on)}


def _visit(
    *, application_id: uuid.UUID, visit_on: date, reason: str, by: Actor, at: datetime
) -> LevelApplication:
    return confirmation.plan_visit(application_id=application_id, on=visit_on, reason=reason, by=by, at=at)


@change(kinds=BODY, roles=ASSESSORS)
def application_report(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Report to the committee, after a page that shows what it gets."""
    said = _("Reported. The committee decides now.")
    asks = "assessments/confirmation/report_check.html"
    return act(
        request, application_id, confirmation.hand_in_report, said, ReportForm(request.POST), asks=asks
    )
