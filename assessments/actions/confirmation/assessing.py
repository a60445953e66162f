"""From the assessor's assignment to the report. The levels themselves are the verification's."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.confirmation.moving import (
    check,
    committee,
    keepers,
    locked,
    move,
    owners,
    reason_of,
    tell_all,
    today,
)
from assessments.actions.share import share_result
from assessments.actions.verification import (
    assign_assessor,
    open_to_assessor,
    refuse_tied,
    refuse_undeclared,
    refuse_unfit,
)
from assessments.models import LevelApplication, Result, Share, Subject, Verification, VerifiedResult
from assessments.queries.confirmation import is_partly_verified
from assessments.queries.verification import is_at_work, unfit
from assessments.verifying import Act as VerificationAct
from assessments.verifying import Step as VerificationStep
from assessments.workflow import LIVE, Act, Party, Step, after
from core import audit
from core.accounts.actor import Actor
from core.accounts.models import Consent
from core.web import Refused
from core.web.wording import date_text

SHORTEST_SUMMARY, LONGEST_SUMMARY = 20, 4_000
VISIT_DAYS = 180
"""Our own bound: so far ahead a visit may be planned. A year typed wrongly is no plan."""
_FOLLOWED = {
    VerificationAct.ASSIGN: (Act.ASSIGN, Party.ADMINISTRATOR),
    VerificationAct.OPEN: (Act.AGREE, Party.OWNER),
    VerificationAct.END: (Act.WITHDRAW, Party.OWNER),
}
_NO_VISIT: dict[str, Any] = {"visit_on": None, "visit_first_on": None, "visit_reason": ""}
"""The next assessor sets a day of their own."""
_BEGUN = frozenset({VerificationStep.OPEN.value, VerificationStep.FINISHED.value})


@transaction.atomic
def assign(*, application_id: uuid.UUID, assessor_id: uuid.UUID, by: Actor, at: datetime) -> LevelApplication:
    """The application, with an assessor who has no tie to the company; another one until the company agreed.

    Refused `nobody`, `tie`, or 409 `closed` as `assign_assessor` does.
    """
    row = locked(application_id, by)
    check(row, Act.ASSIGN, Party.ADMINISTRATOR, by)
    if row.verification_id is None:
        raise Http404
    assign_assessor(verification_id=row.verification_id, assessor_id=assessor_id, by=by, at=at)
    row.refresh_from_db()
    return row


@transaction.atomic
def agree(*, application_id: uuid.UUID, by: Actor, at: datetime) -> LevelApplication:
    """The application, with result, files and documents open to the assessor, on the company's consent.

    Refused as `share_result` does, 409 `closed`, `tie` or `gone` for an assessor who cannot judge any more.
    """
    row = locked(application_id, by)
    step = check(row, Act.AGREE, Party.OWNER, by)
    verification = row.verification
    if verification is None or verification.body_id is None:
        raise Http404
    if verification.state in _BEGUN:
        refuse_unfit(verification, by)
        verification.share = share_result(
            by=by, at=at, result_id=row.result_id, recipient_id=verification.body_id
        )
        verification.opened_at = verification.opened_at or at
        verification.save(update_fields=["share", "opened_at"])
        _agreed(row, verification, step, by, at)
        return row
    open_to_assessor(verification_id=verification.pk, by=by, at=at)
    row.refresh_from_db()
    return row


@transaction.atomic
def plan_visit(
    *, application_id: uuid.UUID, on: date, by: Actor, at: datetime, reason: str = ""
) -> LevelApplication:
    """The application, with the day of the visit, which may change until the report; the company is told.

    Once the day has passed the report's time runs from it: another day needs a reason, and the first one
    stays beside it. Refused `early` for a day before the application was handed in, `late` for one more than
    half a year ahead, `no-reason` or `reason-length`, 409 `closed`.
    """
    row = locked(application_id, by)
    step = check(row, Act.PLAN_VISIT, Party.ASSESSOR, by)
    _refuse_undeclared(row, by)
    if row.submitted_at is not None and on < today(row.submitted_at):
        raise Refused(
            _("The visit cannot be before the application was handed in."), code="early", field="visit_on"
        )
    if on > (last := today(at) + timedelta(days=VISIT_DAYS)):
        raise Refused(
            _("Choose a day until %(day)s. A visit is planned half a year ahead at most.")
            % {"day": date_text(last)},
            code="late",
            field="visit_on",
        )
    if row.visit_on != on:
        moved = _put_off(row, reason, at)
        move(row, Act.PLAN_VISIT, step, by, at, visit_on=on, **moved)
        if moved:
            audit.record(
                by=by, at=at, verb="level_application.visit_put_off", subject_kind="level_application",
                subject_id=row.pk, data={"first": moved["visit_first_on"].isoformat(), "to": on.isoformat()},
            )  # fmt: skip
        code = "level_visit" if on >= today(at) else "level_visited"
        tell_all(owners(row), code, row, day=on.isoformat())
    return row


def _put_off(row: LevelApplication, reason: str, at: datetime) -> dict[str, Any]:
    """What to keep of a day that has passed, when another one is set; nothing before it has."""
    if row.visit_on is None or row.visit_on >= today(at):
        return {}
    if not reason.strip():
        raise Refused(
            _("The visit was set for %(day)s, which has passed. Say why you set another day.")
            % {"day": date_text(row.visit_on)},
            code="no-reason",
            field="reason",
        )
    return {"visit_first_on": row.visit_first_on or row.visit_on, "visit_reason": reason_of(reason)}


@transaction.atomic
def hand_in_report(*, application_id: uuid.UUID, summary: str, by: Actor, at: datetime) -> LevelApplication:
    """The application, with the committee: the summary, and both levels frozen as they are now.

    Refused `no-visit` before the day of the visit, `unfinished` before the levels are verified, `summary` for
    too few or too many words, 409 `closed`, or `tie` when the assessor has one by now.
    """
    row = locked(application_id, by)
    step = check(row, Act.REPORT, Party.ASSESSOR, by)
    _refuse_undeclared(row, by)
    if row.visit_on is None or row.visit_on > today(at):
        raise Refused(_("Visit the plant first and note the day here."), code="no-visit", field="visit_on")
    verified = VerifiedResult.objects.visible_to(by).filter(verification=row.verification).first()
    if verified is None or row.verification is None or is_partly_verified(verified):
        raise Refused(
            _("Finish the verification of the levels first. The report rests on them."),
            code="unfinished",
            data={"url": reverse("assessments:verification", args=[row.verification_id])},
        )
    refuse_tied(row.verification, by)
    text = summary.strip()
    if not SHORTEST_SUMMARY <= len(text) <= LONGEST_SUMMARY:
        raise Refused(
            _("Write a summary of %(least)s to %(most)s characters.")
            % {"least": SHORTEST_SUMMARY, "most": f"{LONGEST_SUMMARY:,}"},
            code="summary",
            field="summary",
        )
    move(
        row, Act.REPORT, step, by, at,
        summary=text, report=_report(row, verified, by), reported_at=at, reported_by_id=by.user_id,
        body_id=row.verification.body_id,
    )  # fmt: skip
    tell_all(committee(), "level_reported", row)
    tell_all([*owners(row), *keepers()], "level_with_committee", row)
    return row


def _report(row: LevelApplication, verified: VerifiedResult, by: Actor) -> dict[str, object]:
    claimed = Result.objects.visible_to(by).values("level", "score").get(pk=row.result_id)
    return {
        "claimed": {"level": claimed["level"], "score": _plain(claimed["score"])},
        "verified": {"level": verified.level, "score": _plain(verified.score)},
        "confirmed": verified.confirmed,
        "judged": verified.judged,
        "rest": verified.rest,
        "changes": verified.changes,
    }


def _plain(score: object) -> str | None:
    return None if score is None else str(score)


def verification_for(row: LevelApplication, at: datetime) -> Verification:
    """The verification of the whole result that runs or is finished, else a new one."""
    live = Verification.objects.select_for_update(no_key=True).live().whole()
    known = live.filter(result_id=row.result_id).first()
    return known or Verification.objects.create(
        result_id=row.result_id,
        session_id=row.session_id,
        organisation_id=row.organisation_id,
        plant_name=row.plant_name,
        sigungu=row.sigungu,
        asked_at=at,
        asked_by_id=row.started_by_id,
    )


def catch_up(row: LevelApplication, verification: Verification, by: Actor, at: datetime) -> None:
    """Give the application to whoever verifies its result already; the company is asked for its consent.

    An assessor who cannot judge any more is passed over as long as another one can be assigned: not where
    the levels were verified by somebody with a tie.
    """
    if verification.assessor_id is None:
        return
    if why := unfit(verification, by):
        is_gone = not is_at_work(verification.assessor_id, verification.body_id)
        if verification.state != VerificationStep.FINISHED.value or is_gone:
            return
        raise Refused(
            _("%(name)s verified this result and cannot judge any more: %(reason)s Reject the application.")
            % {"name": verification.assessor, "reason": why},
            code="tie",
        )
    move(row, Act.ASSIGN, Step.ASSIGNED, by, at)
    tell_all(owners(row), "level_agree", row)


def follow(verification: Verification, act: VerificationAct, by: Actor, at: datetime) -> None:
    """Let an application follow its verification, from whichever page that was moved."""
    if act not in _FOLLOWED:
        return
    row = _live(verification)
    if row is None:
        return
    wanted, party = _FOLLOWED[act]
    step = after(row.state, wanted, party)
    if step is None:
        return
    if wanted is Act.AGREE:
        _agreed(row, verification, step, by, at)
    elif wanted is Act.ASSIGN:
        move(row, wanted, step, by, at, **_NO_VISIT)
    else:
        move(row, wanted, step, by, at)
    if wanted is Act.ASSIGN:
        tell_all(owners(row), "level_agree", row)
    if wanted is Act.WITHDRAW:
        tell_all(keepers(), "level_withdrawn", row)


def hand_back(verification: Verification, by: Actor, at: datetime) -> None:
    """Let an application wait for another assessor when the one it had steps back; as the portal itself."""
    row = _live(verification)
    if row is not None and row.state == Step.ASSESSING.value:
        move(row, Act.STEP_BACK, Step.ACCEPTED, by, at, **_NO_VISIT)
        tell_all(owners(row), "level_accepted", row)


def _refuse_undeclared(row: LevelApplication, by: Actor) -> None:
    if row.verification_id is not None:
        refuse_undeclared(Subject.VERIFICATION, row.verification_id, by)


def withdraw_with_consent(by: Actor, at: datetime, consent: Consent) -> None:
    """Withdraw the application whose assessor just lost sight of the result, before the report."""
    shares = Share.objects.filter(consent=consent).values("pk")
    for verification in Verification.objects.filter(share__in=shares):
        row = _live(verification)
        if row is not None and row.state in {Step.ASSIGNED.value, Step.ASSESSING.value}:
            move(row, Act.WITHDRAW, Step.WITHDRAWN, by, at)
            tell_all([*keepers(), verification.assessor_id], "level_withdrawn", row)


def _live(verification: Verification) -> LevelApplication | None:
    return (
        LevelApplication.objects.select_related("organisation")
        .select_for_update(of=("self",), no_key=True)
        .filter(verification=verification, state__in=[each.value for each in LIVE])
        .first()
    )


def _agreed(row: LevelApplication, verification: Verification, step: Step, by: Actor, at: datetime) -> None:
    move(row, Act.AGREE, step, by, at)
    tell_all([verification.assessor_id], "level_to_assess", row)
