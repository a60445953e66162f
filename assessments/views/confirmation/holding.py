"""Who holds an application now: since when, and what is due from them by which day."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from assessments.models import LevelApplication
from assessments.workflow import Step
from core.web.wording import SEOUL

_COMPANY, _ADMINISTRATOR, _ASSESSOR, _COMMITTEE = range(4)
_HOLDERS = {
    Step.SUBMITTED: _ADMINISTRATOR, Step.ACCEPTED: _ADMINISTRATOR, Step.SUPPLEMENT: _COMPANY,
    Step.ASSIGNED: _COMPANY, Step.ASSESSING: _ASSESSOR, Step.REPORTED: _COMMITTEE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """An application and whose turn it is; `who` is empty once it has ended. `what` is due on `due_on`."""

    row: LevelApplication
    who: str
    since: date | None = None
    what: str = ""
    due_on: date | None = None
    is_undated: bool = False


def held(rows: Iterable[LevelApplication], ours: Collection[uuid.UUID], today: date) -> list[Held]:
    """Each with its holder. `ours` are those that are back with the administrator: their assessor left, or
    too few members can vote. Needs the verification with its people."""
    return [_held(row, row.pk in ours, today) for row in rows]


def _held(row: LevelApplication, is_ours: bool, today: date) -> Held:
    step = Step(row.state)
    holder = _HOLDERS.get(step)
    if holder is None:
        return Held(row, "")
    verification = row.verification
    since = {
        Step.SUPPLEMENT: row.missing_since_at,
        Step.ACCEPTED: row.accepted_at,
        Step.ASSIGNED: verification.assigned_at if verification else None,
        Step.ASSESSING: verification.opened_at if verification else None,
        Step.REPORTED: row.reported_at,
    }.get(step, row.submitted_at)
    if is_ours or holder == _ADMINISTRATOR:
        return Held(row, _("Programme administrator"), _day(since))
    if holder == _COMPANY:
        what = _("Documents") if step is Step.SUPPLEMENT else _("Consent")
        return Held(row, _("Company"), _day(since), what, row.due_on if step is Step.SUPPLEMENT else None)
    if holder == _COMMITTEE:
        return Held(row, _("Committee"), _day(since), _("Decision"), row.decision_due_on)
    name = str(verification.assessor) if verification and verification.assessor else ""
    who = _("Assessor %(name)s") % {"name": name} if name else _("Assessor")
    is_visited = row.visit_on is not None and row.visit_on < today
    what, due_on = (_("Report"), row.report_due_on) if is_visited else (_("Visit"), row.visit_on)
    return Held(row, who, _day(since), what, due_on, is_undated=row.visit_on is None)


def _day(at: datetime | None) -> date | None:
    return at.astimezone(SEOUL).date() if at else None
