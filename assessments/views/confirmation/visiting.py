"""The assessor's acts: the day of the visit, and the report."""

import uuid
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from assessments.actions import confirmation
from assessments.forms.confirmation import ReportForm, VisitForm
from assessments.models import LevelApplication, Verification
from assessments.views.confirmation.assessor import gaps
from assessments.views.confirmation.case import ASSESSORS, BODY, act, case_page, found
from assessments.workflow import Step
from core.accounts.actor import Actor
from core.web import actor_of, change
from core.web.components import Problem
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
    """Report to the committee, after a page that shows what it gets. All that is missing is said at once."""
    row, form = found(request, application_id), ReportForm(request.POST)
    if row.state == Step.ASSESSING.value and (missing := gaps(row, _verification(request, row))):
        lacks = [
            Problem(str(message), f"#report_{name}") for name, said in form.errors.items() for message in said
        ]
        return case_page(request, row, form=form, problems=[*missing, *lacks])
    said = _("Reported. The committee decides now.")
    asks = "assessments/confirmation/report_check.html"
    return act(request, application_id, _report, said, form, asks=asks)


def _verification(request: HttpRequest, row: LevelApplication) -> Verification | None:
    return Verification.objects.visible_to(actor_of(request)).filter(level_applications=row).first()


def _report(
    *, application_id: uuid.UUID, summary: str, visited: bool, by: Actor, at: datetime
) -> LevelApplication:
    return confirmation.hand_in_report(application_id=application_id, summary=summary, by=by, at=at)
