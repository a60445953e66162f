"""The way of an application, from top to bottom."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from assessments.models import LevelApplication
from assessments.workflow import ENDED, Step
from core.web.components import Step as Line
from core.web.wording import date_text

_ORDER = (Step.DRAFT, Step.SUBMITTED, Step.ACCEPTED, Step.ASSESSING, Step.REPORTED, Step.CONFIRMED)
_PLACE = {
    Step.DRAFT: 0, Step.SUPPLEMENT: 1, Step.SUBMITTED: 1, Step.ACCEPTED: 2, Step.ASSIGNED: 2,
    Step.ASSESSING: 3, Step.REPORTED: 4, Step.CONFIRMED: 6, Step.REVOKED: 6,
}  # fmt: skip


def timeline(row: LevelApplication) -> list[Line]:
    """Application, document check, assessor, visit, committee, certificate, each with its day."""
    labels = (
        _("Application with four documents"), _("Document check"), _("Assignment of an assessor"),
        _("Visit and report"), _("Committee"), _("Certificate"),
    )  # fmt: skip
    certificate = getattr(row, "certificate", None)
    days: tuple[date | datetime | None, ...] = (
        row.submitted_at, row.accepted_at, None, row.reported_at or row.visit_on,
        certificate.issued_on if certificate else None, certificate.issued_on if certificate else None,
    )  # fmt: skip
    step = Step(row.state)
    here = _PLACE.get(step, _stopped_at(row))
    stopped = len(labels) - 1 if step is Step.REVOKED else here if step in ENDED else None
    lines = []
    for place, (label, day) in enumerate(zip(labels, days, strict=True)):
        if place == stopped:
            lines.append(Line(label, "stopped", date_text(row.ended_at), row.get_state_display()))
        else:
            state = "done" if place < here else "now" if place == here else "later"
            due = row.decision_due_on if _ORDER[place] is Step.REPORTED else None
            when = date_text(day) if day else _("by %(day)s") % {"day": date_text(due)} if due else ""
            lines.append(Line(label, state, when))  # type: ignore[arg-type]
    return lines


def _stopped_at(row: LevelApplication) -> int:
    """How far an application had come that ended without a certificate."""
    passed = (row.submitted_at, row.accepted_at, row.visit_on, row.reported_at)
    place = next((n for n, at in enumerate(passed) if at is None), len(passed))
    return 2 if place == 2 else place
