"""What else an assessor has at hand: verifications, reports to write, and reviews, the first due first."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.appealing import Step as Reviewing
from assessments.models import Appeal, LevelApplication, Verification
from assessments.queries.verification import due_dates
from assessments.verifying import Step as Verifying
from assessments.workflow import Step as Confirming
from core.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class AtHand:
    """A case that waits for its assessor: whose, what is to be done, where, and by when."""

    company: str
    task: str
    url: str
    due_on: date | None


def at_hand(by: Actor, *, besides: Iterable[uuid.UUID] = ()) -> list[AtHand]:
    """The cases that wait for this assessor, without some of them, those without a day last (four queries).

    A case whose levels are still open counts as its verification, not twice.
    """
    done = list(besides)
    mine = Verification.objects.visible_to(by).whole().with_names().filter(assessor_id=by.user_id)
    rows = list(mine.filter(state=Verifying.OPEN.value).exclude(pk__in=done))
    days = due_dates(rows, by)
    found = [
        AtHand(
            row.organisation.name,
            _("Verify the levels"),
            reverse("assessments:verification", args=[row.pk]),
            days.get(row.pk),
        )
        for row in rows
    ]
    reports = (
        LevelApplication.objects.visible_to(by)
        .with_names()
        .filter(
            state=Confirming.ASSESSING.value,
            verification__assessor=by.user_id,
            verification__state=Verifying.FINISHED.value,
        )
    )
    found += [
        AtHand(
            row.organisation.name,
            _("Write the report to the committee"),
            reverse("assessments:application", args=[row.pk]),
            row.report_due_on,
        )
        for row in reports.exclude(pk__in=done)
    ]
    reviews = (
        Appeal.objects.visible_to(by).with_names().filter(assessor_id=by.user_id, state=Reviewing.OPEN.value)
    )
    found += [
        AtHand(
            row.organisation.name,
            _("Decide the review of a number"),
            reverse("assessments:appeal", args=[row.pk]),
            row.due_on,
        )
        for row in reviews.exclude(pk__in=done)
    ]
    return sorted(found, key=lambda each: (each.due_on or date.max, each.company))
