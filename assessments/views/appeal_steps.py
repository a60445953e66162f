"""The way of a request for a human review, as its company sees it."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.appealing import RUNNING, Step
from assessments.models import Appeal
from core.web import components
from core.web.wording import date_text

_REACHED = {Step.ASKED: 1, Step.ASSIGNED: 2, Step.OPEN: 3, Step.UPHELD: 4, Step.CHANGED: 4}


def steps_of(row: Appeal) -> list[components.Step]:
    """What was done on which day, what is next and who does it, and by when the decision is there."""
    stamps = (row.asked_at, row.assigned_at, row.opened_at, row.decided_at)
    reached = _REACHED.get(Step(row.state), sum(each is not None for each in stamps))
    person = f"{row.assessor} · {row.body.name}" if row.assessor and row.body else ""
    labels = (
        (_("You asked for it"), ""),
        (_("An assessor is assigned"), person if reached > 1 else _("by the programme administrator")),
        (_("Your company lets the assessor see it"), ""),
        (_("The assessor decides, with reasons"), "" if reached > 3 else _limit(row)),
    )
    ended = row.state == Step.WITHDRAWN.value
    steps = [
        components.Step(
            label,
            "done" if place < reached else "now" if place == reached and not ended else "later",
            _day(stamps[place]) if place < reached else "",
            body,
        )
        for place, (label, body) in enumerate(labels)
        if place < reached or not ended
    ]
    if ended:
        steps.append(components.Step(_("Withdrawn"), "stopped", _day(row.withdrawn_at)))
    return steps


def _limit(row: Appeal) -> components.Text:
    """By when it is decided; while the clock stands, that it does."""
    if row.state in {each.value for each in RUNNING}:
        return components.Due(row.due_on, timezone.localdate()).render()
    return _("The clock stands until you decide; the days are added.")


def _day(at: datetime | None) -> str:
    return date_text(at) if at else ""
