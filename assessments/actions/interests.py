"""Declaring one's interests before a company's content opens, and stepping back from a matter."""

import uuid
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from assessments.actions.appeal import about_of as about_appeal
from assessments.actions.appeal import locked_appeal, move_appeal, url_of
from assessments.actions.confirmation.assessing import hand_back
from assessments.actions.confirmation.deciding import tell_where_votes_stand
from assessments.actions.confirmation.moving import about as about_application
from assessments.actions.confirmation.moving import locked as locked_application
from assessments.actions.confirmation.moving import reason_of
from assessments.actions.handing_on import is_used, take_back_all
from assessments.actions.keepers import keepers
from assessments.actions.verification import about_of, locked, move, url_of_verification
from assessments.appealing import Act as Reviewing
from assessments.models import Appeal, Interest, LevelApplication, Share, Subject, Verification
from assessments.verifying import Act as Verifying
from assessments.workflow import Step
from core import audit, scope
from core.accounts.actor import SYSTEM, Actor
from core.accounts.roles import Kind
from core.consents.actions import withdraw
from core.notices.telling import settle, tell
from core.web import Refused

Matter = Verification | Appeal | LevelApplication


@transaction.atomic
def declare_interests(
    *, subject: Subject, subject_id: uuid.UUID, is_free: bool, reason: str, by: Actor, at: datetime
) -> Interest:
    """The declaration: no interest, which opens the content, or stepping back with a reason. Twice is once.

    Stepping back, an assessor hands the matter back to the programme administrator, who is told, and what
    they judged in it is taken back; a member of the committee has no vote in it. Refused `no-reason`,
    `reason-length`, 409 `closed` when it went on too far, `stepped-back` for a no after a yes to stepping
    back. Http404 for a matter that one does not judge.
    """
    row = _matter(subject, subject_id, by)
    mine = Interest.objects.visible_to(by).filter(
        subject=subject.value, subject_id=subject_id, person_id=by.user_id
    )
    if mine.filter(is_free=False).exists():
        raise Refused(_("You stepped back from this and stay out of it."), code="stepped-back", status=409)
    if is_free and (known := mine.first()) is not None:
        return known
    missing = _("Give the reason. Only programme administrators read it.")
    why = "" if is_free else reason_of(reason, missing=missing)
    made = Interest.objects.create(
        organisation_id=row.organisation_id,
        subject=subject.value,
        subject_id=subject_id,
        person_id=by.user_id,
        is_free=is_free,
        reason=why,
        declared_at=at,
    )
    audit.record(
        by=by, at=at, verb=f"interest.{'none' if is_free else 'stepped_back'}", subject_kind=subject.value,
        subject_id=subject_id, data={"result": str(row.result_id)},
    )  # fmt: skip
    if not is_free:
        _step_back(row, by, at)
    return made


def _matter(subject: Subject, subject_id: uuid.UUID, by: Actor) -> Matter:
    """The matter, locked, for whoever judges it."""
    if subject is Subject.APPLICATION:
        if by.kind != Kind.COMMITTEE.value:
            raise Http404
        return locked_application(subject_id, by)
    row = locked(subject_id, by) if subject is Subject.VERIFICATION else locked_appeal(subject_id, by)
    if by.user_id is None or row.assessor_id != by.user_id or row.opened_at is None:
        raise Http404
    return row


def _step_back(row: Matter, by: Actor, at: datetime) -> None:
    """Whoever judges it cannot write it over to nobody: that is the portal's own act."""
    if isinstance(row, LevelApplication):
        if row.state != Step.REPORTED.value:
            raise Refused(_("The committee has decided this already."), code="closed", status=409)
        if row.votes.standing().filter(member_id=by.user_id).exists():
            raise Refused(_("You have voted, so you cannot step back any more."), code="closed", status=409)
        settle(about_application(row), by.user_id)
        tell_where_votes_stand(row, by, at)
        return
    scope.enter(SYSTEM)
    try:
        if isinstance(row, Verification):
            move(row, Verifying.STEP_BACK)
            take_back_all(row, at)
            hand_back(row, by, at)
        else:
            move_appeal(row, Reviewing.STEP_BACK)
        _release(row, at)
    finally:
        scope.enter(by)


def _release(row: Verification | Appeal, at: datetime) -> None:
    """Nobody has it, the body sees it no longer, and the programme administrators are told."""
    share_id, body = row.share_id, row.body
    row.share = row.body = row.assessor = None
    row.assigned_at = row.opened_at = None
    row.save(update_fields=["state", "share", "body", "assessor", "assigned_at", "opened_at"])
    is_verification = isinstance(row, Verification)
    about = about_of(row) if isinstance(row, Verification) else about_appeal(row)
    url = url_of_verification(row) if isinstance(row, Verification) else url_of(row)
    settle(about)
    for user_id in keepers():
        code = "verification_handed_back" if is_verification else "appeal_handed_back"
        params = {"company": row.organisation.name, "body": body.name if body else ""}
        tell(user_id, code, params, url, about=about)
    if share_id is not None and not is_used(share_id):
        withdraw(by=SYSTEM, at=at, consent_id=Share.objects.get(pk=share_id).consent_id)
