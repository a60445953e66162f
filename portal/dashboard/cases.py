"""What waits for an assessor, a member of the committee, or a company, as the lists behind it count."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Appeal, LevelApplication, Verification
from assessments.queries.confirmation import waiting_for_vote
from assessments.verifying import Step as Verifying
from assessments.workflow import Step as Confirming
from core.accounts.actor import Actor
from core.accounts.roles import Kind


@dataclass(frozen=True, slots=True)
class Waiting:
    """A list with how many rows wait in it, and the first of them."""

    title: str
    url: str
    count: int
    first: str = ""


def cases(by: Actor) -> tuple[Waiting, ...]:
    """The lists of an assessor or of a member of the committee (one query for each list)."""
    if by.kind == Kind.COMMITTEE.value:
        rows = waiting_for_vote(by).select_related("organisation").order_by("reported_at", "pk")
        names = [each.organisation.name for each in rows[:50]]
        url = reverse("assessments:applications")
        return (Waiting(_("Reports that wait for your vote"), url, len(names), first=", ".join(names[:3])),)
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
