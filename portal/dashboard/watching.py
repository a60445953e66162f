"""Days that run with others: what a programme administrator keeps an eye on, the overdue first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.appealing import RUNNING
from assessments.appealing import Step as Reviewing
from assessments.models import Appeal, LevelApplication
from assessments.views.confirmation.holding import held
from assessments.workflow import Step
from core.accounts.actor import Actor

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Watched:
    """A case with somebody else: whose, what is due, from whom, by when."""

    company: str
    url: str
    what: str
    who: str
    due_on: date


def watched(by: Actor, today: date) -> tuple[Watched, ...]:
    """The first `SHOWN` days that are due from somebody else (four queries, however many cases run)."""
    found = [*_levels(by, today), *_reviews(by)]
    return tuple(sorted(found, key=lambda each: (each.due_on, each.company, each.url))[:SHOWN])


def _levels(by: Actor, today: date) -> Iterator[Watched]:
    rows = LevelApplication.objects.visible_to(by).with_names().select_related("verification__assessor")
    firsts = ((Step.SUPPLEMENT, "due_on"), (Step.ASSESSING, "visit_on"), (Step.REPORTED, "reported_at"))
    for step, field in firsts:
        for each in held(rows.filter(state=step.value).order_by(field, "pk")[:SHOWN], (), today):
            if each.due_on is not None:
                url = reverse("assessments:application", args=[each.row.pk])
                yield Watched(each.row.organisation.name, url, each.what, each.who, each.due_on)


def _reviews(by: Actor) -> Iterator[Watched]:
    """Reviews that have an assessor, and whose clock runs."""
    running = [each.value for each in RUNNING if each is not Reviewing.ASKED]
    rows = Appeal.objects.visible_to(by).with_names().filter(state__in=running, assessor__isnull=False)
    for row in rows.order_by("due_on", "pk")[:SHOWN]:
        who = _("Assessor %(name)s") % {"name": row.assessor}
        url = reverse("assessments:appeal", args=[row.pk])
        yield Watched(row.organisation.name, url, _("Review by a person"), who, row.due_on)
