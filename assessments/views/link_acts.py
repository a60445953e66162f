"""What was done with a link, as steps in time: none is forgotten when the link is freed or ended."""

from collections.abc import Sequence

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from assessments.models import Delegation
from core.audit.models import Event
from core.web.components import Step, StepState
from core.web.wording import date_text, datetime_text


def past_steps(events: Sequence[Event], row: Delegation) -> list[Step]:
    """The events of a link in words, the oldest first; its end is marked as long as it holds."""
    found: list[Step] = []
    is_ended = is_opened = False
    for each in events:
        is_now = each.verb == "delegation.reopened" and each.at == row.reopened_at
        is_end = each.verb == "delegation.revoked" and each.at == row.revoked_at
        if label := _label(each, is_ended, is_opened, is_now):
            state: StepState = "stopped" if is_end else "now" if is_now else "done"
            found.append(Step(label, state, datetime_text(each.at)))
        is_ended = each.verb == "delegation.revoked" or (is_ended and each.verb != "delegation.prolonged")
        is_opened = is_opened or each.verb == "delegation.taken"
    return found


def _label(event: Event, is_ended: bool, is_opened: bool, is_now: bool) -> str:
    match event.verb.removeprefix("delegation."):
        case "made":
            return _("Link made")
        case "taken":
            return _("Link opened once more") if is_opened else _("Link opened")
        case "reported":
            return _("Handed back with gaps") if event.data.get("open") else _("Says it is done")
        case "reopened":
            if event.data.get("is_changed"):
                return _("Changed an answer after that")
            return _("Answers what was left open") if is_now else _("Went on with what was left open")
        case "asked":
            return _("Somebody asked to be let in")
        case "declined":
            return _("Left as it was")
        case "freed":
            return _("Let be opened once more")
        case "prolonged":
            said = _("Opened again, until %(day)s") if is_ended else _("Prolonged until %(day)s")
            until = parse_datetime(str(event.data.get("until", "")))
            return said % {"day": date_text(until or event.at)}
        case "revoked":
            return _("Link ended")
    return ""
