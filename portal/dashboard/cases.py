"""What waits for an assessor or a company, as the lists behind it count."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Appeal, LevelApplication, Verification
from assessments.verifying import Step as Verifying
from assessments.workflow import Step as Confirming
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.web.components import Task
from core.web.naming import place_name
from core.web.wording import date_text

SHOWN = 5
"""So many applications stand on the home page; the rest is in their list."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A list with how many rows wait in it."""

    title: str
    url: str
    count: int


def cases(by: Actor) -> tuple[Waiting, ...]:
    """The lists of an assessor (one query for each list)."""
    if by.kind != Kind.ASSESSOR_BODY.value:
        return ()
    verifying = Verification.objects.visible_to(by).filter(state=Verifying.OPEN.value)
    reviewing = Appeal.objects.visible_to(by).live().exclude(share=None)
    assessing = LevelApplication.objects.visible_to(by).filter(state=Confirming.ASSESSING.value)
    return (
        Waiting(_("Verifications"), reverse("assessments:verifications"), verifying.count()),
        Waiting(_("Reviews by a person"), reverse("assessments:appeals"), reviewing.count()),
        Waiting(_("Confirmed levels"), reverse("assessments:applications"), assessing.count()),
    )


def levels(by: Actor) -> list[Task]:
    """The company's applications for a confirmed level that run or led to a certificate (one query)."""
    rows = LevelApplication.objects.visible_to(by).live().with_names().order_by("-started_at", "pk")
    return [
        Task(
            label=" · ".join(word for word in (row.plant_name, place_name(row.sigungu)) if word),
            url=reverse("assessments:application", args=[row.pk]),
            hint=_by_when(row),
            state=row.get_state_display(),
            state_kind="success" if row.state == Confirming.CONFIRMED.value else "info",
        )
        for row in rows[:SHOWN]
    ]


def _by_when(row: LevelApplication) -> str:
    """The day that counts now: of the certificate, the decision, the documents or the visit."""
    certificate = getattr(row, "certificate", None)
    if certificate is not None:
        said = {"number": certificate.number, "day": date_text(certificate.last_day_on)}
        return _("Certificate %(number)s, valid until %(day)s") % said
    if row.decision_due_on is not None:
        return _("The committee decides by %(day)s.") % {"day": date_text(row.decision_due_on)}
    if row.state == Confirming.SUPPLEMENT.value and row.due_on is not None:
        return _("Hand in what is missing by %(day)s.") % {"day": date_text(row.due_on)}
    if row.state == Confirming.ASSESSING.value and row.visit_on is not None:
        return _("Visit of the assessor: %(day)s") % {"day": date_text(row.visit_on)}
    return ""


def consents_that_wait(by: Actor) -> tuple[Waiting, ...]:
    """What a company has to agree to before an assessor can begin (three queries)."""
    alone = Verification.objects.visible_to(by).exclude(level_applications__state="assigned")
    places: dict[str, QuerySet[Any]] = {
        "assessments:verification": alone,
        "assessments:appeal": Appeal.objects.visible_to(by),
        "assessments:application": LevelApplication.objects.visible_to(by),
    }
    return tuple(
        Waiting(_("An assessor waits for your consent."), reverse(name, args=[key]), 1)
        for name, rows in places.items()
        for key in rows.filter(state="assigned").order_by("pk").values_list("pk", flat=True)[:5]
    )
