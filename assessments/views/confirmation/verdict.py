"""How an application ended, in one sentence: what, by whom, why, and what comes next."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import LevelApplication
from assessments.workflow import ENDED, Party, Step
from core.web.wording import date_text


@dataclass(frozen=True, slots=True)
class Verdict:
    """The end of an application. `reasons` are what was given for it, one of each who gave one."""

    sentence: str
    by: str
    at: datetime | None
    reasons: tuple[str, ...]
    following: str
    action: str = ""
    url: str = ""


def verdict(row: LevelApplication, party: Party, level: int | None) -> Verdict | None:
    """How it ended for this party; None while it runs. `level` is the verified one."""
    step = Step(row.state)
    if step is not Step.CONFIRMED and step not in ENDED:
        return None
    is_won = step is Step.CONFIRMED
    sentence, by = _what(row, step, level)
    may_apply = party is Party.OWNER and not is_won
    return Verdict(
        sentence=sentence,
        by=by,
        at=row.ended_at,
        reasons=() if is_won else tuple(dict.fromkeys(filter(None, row.reason.split("\n")))),
        following=_next(row, party, is_won=is_won),
        action=_("Apply again") if may_apply else "",
        url=reverse("assessments:application_start", args=[row.result_id]) if may_apply else "",
    )


def _what(row: LevelApplication, step: Step, level: int | None) -> tuple[str, str]:
    """The sentence, and whose act it was."""
    certificate = getattr(row, "certificate", None)
    number = certificate.number if certificate else ""
    if step is Step.CONFIRMED:
        return _("The committee confirmed Level %(level)s.") % {"level": level}, _("Committee")
    if step is Step.REVOKED:
        said = _("Certificate %(number)s was revoked.") % {"number": number}
        return said, _("Programme administrator")
    if step is Step.WITHDRAWN:
        return _("The company withdrew the application."), _("Company")
    if step is Step.LAPSED:
        return _("The day for the missing documents passed, so the application ended."), _("By itself")
    if row.reported_at is None:
        said = _("The application was rejected at the document check.")
        return said, _("Programme administrator")
    if level is None:
        return _("The committee did not confirm a level."), _("Committee")
    if row.claimed_level is not None and row.claimed_level != level:
        said = _("Level %(claimed)s was claimed, Level %(level)s found. The committee did not confirm it.")
        return said % {"claimed": row.claimed_level, "level": level}, _("Committee")
    return _("The committee did not confirm Level %(level)s.") % {"level": level}, _("Committee")


def _next(row: LevelApplication, party: Party, *, is_won: bool) -> str:
    """What this party does now, if anything."""
    certificate = getattr(row, "certificate", None)
    if is_won and party is Party.OWNER and certificate:
        return _("Download the certificate below. It is valid until %(day)s; you are reminded before.") % {
            "day": date_text(certificate.last_day_on)
        }
    if is_won:
        return _("The company was told and has the certificate. Nothing is left for you to do.")
    if party is Party.OWNER:
        return _("Put right what is named here and apply again, with this result or after a new diagnostic.")
    return _("The company was told and reads the reason. It may apply again. Nothing is left for you to do.")
