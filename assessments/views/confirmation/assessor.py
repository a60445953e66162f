"""What the assessor's side of an application shows: the step that is due, what still stops the report."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.clock import report_due_on
from assessments.models import LevelApplication, Result, Verification, VerifiedResult
from assessments.queries import verification_lines
from assessments.queries.at_hand import at_hand
from assessments.verifying import Step as Verifying
from assessments.workflow import Step
from core.accounts.actor import Actor
from core.web.components import Problem
from core.web.request import now
from core.web.wording import SEOUL


def assessor_view(row: LevelApplication, by: Actor, verification: Verification | None) -> dict[str, Any]:
    """How far the three steps have come; once the report is in, what waits next."""
    today = now().astimezone(SEOUL).date()
    verified = VerifiedResult.objects.visible_to(by).filter(verification=row.verification_id)
    found: dict[str, Any] = {
        "verified_row": verified.defer("outcome").first(),
        "due": _due(row, is_verified=_is_verified(verification)),
        "report_due": report_due_on(row.visit_on) if row.visit_on else None,
        "is_late": row.visit_on is not None and row.visit_on < today,
        "is_visited": row.visit_on is not None and row.visit_on <= today,
    }
    if row.state != Step.ASSESSING.value:
        own = [key for key in (row.pk, row.verification_id) if key]
        return {**found, "is_over": True, "following": at_hand(by, besides=own)}
    found["gaps"] = gaps(row, verification)
    if verification is not None and not _is_verified(verification):
        answers = Result.objects.visible_to(by).values_list("answers", flat=True).filter(pk=row.result_id)
        found["judged"] = verification_lines([verification], by)[0].judged
        found["asked"] = len(answers.first() or ())
    return found


def gaps(row: LevelApplication, verification: Verification | None) -> list[Problem]:
    """What is to be done before the report can be handed in, all at once, each with the way to it."""
    found = []
    if row.visit_on is None or row.visit_on > now().astimezone(SEOUL).date():
        found.append(Problem(_("Visit the plant first and note the day here."), "#visit_visit_on"))
    if not _is_verified(verification) and verification is not None:
        url = reverse("assessments:verification", args=[verification.pk])
        found.append(
            Problem(_("Finish the verification of the levels first. The report rests on them."), url)
        )
    return found


def _is_verified(verification: Verification | None) -> bool:
    return verification is not None and verification.state == Verifying.FINISHED.value


def _due(row: LevelApplication, *, is_verified: bool) -> str:
    """Which of the assessor's three steps is due."""
    if row.visit_on is None:
        return "visit"
    return "report" if is_verified else "levels"
