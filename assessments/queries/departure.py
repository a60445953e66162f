"""What ends with a company's last member, and how that is told before the account is closed."""

import uuid

from django.db.models import QuerySet
from django.utils.translation import ngettext

from assessments import appealing, verifying, workflow
from assessments.models import Appeal, LevelApplication, Verification


def applications_to_end(organisation_id: uuid.UUID) -> QuerySet[LevelApplication]:
    """The applications for a confirmed level that a company can still withdraw, the oldest first."""
    owner, act = workflow.Party.OWNER, workflow.Act.WITHDRAW
    states = [each.value for each in workflow.Step if workflow.after(each, act, owner)]
    return LevelApplication.objects.filter(organisation_id=organisation_id, state__in=states).order_by("pk")


def verifications_to_end(organisation_id: uuid.UUID) -> QuerySet[Verification]:
    """The verifications that are not finished."""
    states = [each.value for each in verifying.Step if verifying.after(each, verifying.Act.END)]
    return Verification.objects.filter(organisation_id=organisation_id, state__in=states).order_by("pk")


def appeals_to_end(organisation_id: uuid.UUID) -> QuerySet[Appeal]:
    """The requests for a human review that are not decided."""
    states = [each.value for each in appealing.LIVE]
    return Appeal.objects.filter(organisation_id=organisation_id, state__in=states).order_by("pk")


def ends_of_company(organisation_id: uuid.UUID) -> list[str]:
    """The fate of its applications and of what it asked assessors for (three queries)."""
    lines = []
    if count := applications_to_end(organisation_id).count():
        lines.append(
            ngettext(
                "%(n)d application for a confirmed level is withdrawn.",
                "%(n)d applications for a confirmed level are withdrawn.",
                count,
            )
            % {"n": count}
        )
    asked = verifications_to_end(organisation_id).count() + appeals_to_end(organisation_id).count()
    if asked:
        lines.append(
            ngettext(
                "%(n)d request to an assessor is taken back.",
                "%(n)d requests to assessors are taken back.",
                asked,
            )
            % {"n": asked}
        )
    return lines
