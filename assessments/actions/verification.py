"""Verifying a result: asked for by the company, given to an assessor without a tie, opened by a consent."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.handing_on import BEGUN, carry_review, hand_on, refuse_replacing
from assessments.actions.keepers import keepers
from assessments.actions.locked import locked_row
from assessments.actions.share import share_result, withdraw_share
from assessments.appealing import Step as Reviewing
from assessments.models import Appeal, Interest, LevelApplication, Result, Share, Subject, Verification
from assessments.queries.verification import candidate, is_at_work, stepped_back
from assessments.ties import ties
from assessments.verifying import Act, after
from core import audit
from core.accounts.actor import Actor
from core.accounts.locking import administrators
from core.accounts.models import Consent
from core.accounts.policies import is_programme_administrator
from core.accounts.roles import Kind
from core.notices.telling import settle, tell
from core.web import Refused

Follower = Callable[[Verification, Act, Actor, datetime], None]
_followers: list[Follower] = []


def follow_moves(follower: Follower) -> None:
    """Call `follower` in the transaction of each assignment, opening and end; registering twice is once."""
    if follower not in _followers:
        _followers.append(follower)


def _moved(row: Verification, act: Act, by: Actor, at: datetime) -> None:
    for follower in _followers:
        follower(row, act, by, at)


@transaction.atomic
def ask_verification(*, result_id: uuid.UUID, by: Actor, at: datetime) -> Verification:
    """The company's request that an assessor verifies a result; one that runs already is returned as it is.

    Programme administrators are told; they see company, plant and district, and nothing of the result.
    Http404 for a result that is not the company's own; Refused `no-score` for one without a score.
    """
    if by.kind != Kind.COMPANY.value:
        raise Http404
    result = Result.objects.visible_to(by).select_for_update(no_key=True).filter(pk=result_id).first()
    if result is None:
        raise Http404
    whole = Verification.objects.visible_to(by).live().whole().with_names()
    if (known := whole.filter(result=result).first()) is not None:
        return known
    if result.score is None:
        raise Refused(_("A result without a score cannot be verified."), code="no-score")
    row = Verification.objects.create(
        result=result,
        session_id=result.session_id,
        organisation_id=result.organisation_id,
        plant_name=result.plant_name,
        sigungu=result.sigungu,
        asked_at=at,
        asked_by_id=by.user_id,
    )
    _record("verification.asked", row, by, at)
    for user_id in keepers():
        tell(
            user_id,
            "verification_asked",
            {"company": result.organisation.name},
            url_of_verification(row),
            about=about_of(row),
        )
    return row


@transaction.atomic
def assign_assessor(
    *, verification_id: uuid.UUID, assessor_id: uuid.UUID, by: Actor, at: datetime
) -> Verification:
    """The verification, given to an assessor; given to another one as long as the company has not agreed.

    One that has begun goes to another assessor when the one it had left or came to have a tie; the company is
    asked for its consent anew, and what was judged stays under its name. Refused `at-work` before that,
    `nobody` for somebody who is no assessor now, `same` for the one who has it, `tie` with the reason for
    one with a tie to the company, `reviews` for one who reviews a number of this result, 409 `closed` when it
    went on meanwhile. Http404 for anybody but a programme administrator.
    """
    if not is_programme_administrator(by):
        raise Http404
    row = locked(verification_id, by)
    if has_begun := row.state in BEGUN:
        refuse_replacing(row, by)
    former = row.assessor_id
    if former == assessor_id and not has_begun:
        raise Refused(
            _("%(name)s is assigned already. The company was asked for its consent.")
            % {"name": row.assessor},
            code="same",
            field="assessor",
        )
    move(row, Act.ASSIGN)
    found = candidate(assessor_id)
    if found is None or found.user is None:
        raise Refused(_("Choose an assessor of the list."), code="nobody", field="assessor")
    if reason := ties(row.organisation_id, [assessor_id], by).get(assessor_id):
        raise Refused(
            _("%(name)s cannot be assigned: %(reason)s") % {"name": found.user, "reason": reason},
            code="tie",
            field="assessor",
        )
    if assessor_id in stepped_back(Subject.VERIFICATION, row.pk, by):
        raise Refused(
            _("%(name)s stepped back from this because of an interest.") % {"name": found.user},
            code="tie",
            field="assessor",
        )
    reviewed = Appeal.objects.visible_to(by).filter(result_id=row.result_id, state=Reviewing.OPEN.value)
    if reviewed.filter(assessor_id=assessor_id).exists():
        raise Refused(
            _("%(name)s reviews a number of this result, and would decide on a judgement of their own.")
            % {"name": found.user},
            code="reviews",
            field="assessor",
        )
    if has_begun:
        hand_on(row, by, at)
    row.assessor, row.body, row.assigned_at = found.user, found.organisation, at
    row.save(update_fields=["state", "assessor", "body", "assigned_at"])
    more = {"former": str(former)} if has_begun else {}
    verb = "verification.reassigned" if has_begun else "verification.assigned"
    _record(verb, row, by, at, assessor=str(assessor_id), **more)
    settle(about_of(row))
    confirming = LevelApplication.objects.live().filter(verification=row)
    for user_id in () if confirming.exists() else owners_of(row):  # the application asks for consent itself
        tell(
            user_id,
            "verification_assigned",
            {"assessor": str(found.user), "body": found.organisation.name},
            url_of_verification(row),
            about=about_of(row),
        )
    _moved(row, Act.ASSIGN, by, at)
    return row


@transaction.atomic
def open_to_assessor(*, verification_id: uuid.UUID, by: Actor, at: datetime) -> Verification:
    """The verification, with result and files open to its assessor, on the company's consent. Twice is once.

    Refused as `share_result` does, 409 `closed` when it is not the company's turn, `tie` or `gone` when the
    assessor has come to have one, or left the body, since they were assigned.
    """
    row = locked(verification_id, by)
    if row.organisation_id not in by.organisation_ids or row.body_id is None or row.assessor_id is None:
        raise Http404
    if row.share_id is not None and after(row.state, Act.FINISH):
        return row
    refuse_unfit(row, by)
    move(row, Act.OPEN)
    row.share = share_result(by=by, at=at, result_id=row.result_id, recipient_id=row.body_id)
    row.opened_at = at
    row.save(update_fields=["state", "share", "opened_at"])
    carry_review(row, by)
    _record("verification.opened", row, by, at)
    settle(about_of(row))
    tell(
        row.assessor_id,
        "verification_opened",
        {"company": row.organisation.name},
        url_of_verification(row),
        about=about_of(row),
    )
    _moved(row, Act.OPEN, by, at)
    return row


@transaction.atomic
def end_verification(*, verification_id: uuid.UUID, by: Actor, at: datetime) -> Verification:
    """The verification, ended by the company, and with it the assessor's look. Twice is once."""
    row = locked(verification_id, by)
    if row.organisation_id not in by.organisation_ids:
        raise Http404
    if row.ended_at is not None:
        return row
    _end(row, by, at)
    if row.share_id is not None:
        withdraw_share(by=by, at=at, share_id=row.share_id)
    return row


def end_with_consent(by: Actor, at: datetime, consent: Consent) -> None:
    """End the verification that stood on a consent just withdrawn; a finished one stays finished."""
    shares = Share.objects.filter(consent=consent).values("pk")
    for row in Verification.objects.select_for_update(no_key=True).filter(share__in=shares):
        if after(row.state, Act.END):
            _end(row, by, at)


def locked(verification_id: uuid.UUID, by: Actor) -> Verification:
    """The verification, locked until the transaction ends. Http404 for one that `by` may not know."""
    return locked_row(Verification.objects.visible_to(by).select_related("organisation"), verification_id)


def refuse_unfit(row: Verification | Appeal, by: Actor) -> None:
    """Refused 409 `gone` or `tie` when the assessor left the body, or has a tie to the company by now."""
    if row.assessor_id is not None and not is_at_work(row.assessor_id, row.body_id):
        raise Refused(
            _("%(name)s is no longer an assessor there. Another assessor has to be assigned.")
            % {"name": row.assessor},
            code="gone",
            status=409,
        )
    refuse_tied(row, by)


def refuse_undeclared(subject: Subject, subject_id: uuid.UUID, by: Actor) -> None:
    """Refused 409 `declare` before this person declared to have no interest in the matter."""
    if not Interest.objects.free(by, subject).filter(subject_id=subject_id).exists():
        raise Refused(
            _("Declare first whether you have an interest in this. Nothing is open to you before."),
            code="declare",
            status=409,
        )


def refuse_tied(row: Verification | Appeal, by: Actor) -> None:
    """Refused 409 `tie` when the assessor has a tie to the company by now: it may come about at any time."""
    if row.assessor_id is None:
        return
    if reason := ties(row.organisation_id, [row.assessor_id], by).get(row.assessor_id):
        raise Refused(
            _("%(name)s cannot judge this company any more: %(reason)s Another assessor has to be assigned.")
            % {"name": row.assessor, "reason": reason},
            code="tie",
            status=409,
        )


def _end(row: Verification, by: Actor, at: datetime) -> None:
    move(row, Act.END)
    row.ended_at = at
    row.save(update_fields=["state", "ended_at"])
    _record("verification.ended", row, by, at)
    settle(about_of(row))
    _moved(row, Act.END, by, at)


def move(row: Verification, act: Act) -> None:
    step = after(row.state, act)
    if step is None:
        raise Refused(
            _("This went on meanwhile, so nothing was changed. Load the page again to see how it stands."),
            code="closed",
            status=409,
        )
    row.state = step.value


def owners_of(row: Verification) -> list[uuid.UUID]:
    return list(dict.fromkeys([*administrators(row.organisation_id), *filter(None, [row.asked_by_id])]))


def about_of(row: Verification) -> str:
    return f"verification:{row.pk}"


def url_of_verification(row: Verification) -> str:
    """The page of the verification."""
    return reverse("assessments:verification", args=[row.pk])


def _record(verb: str, row: Verification, by: Actor, at: datetime, **more: str) -> None:
    audit.record(
        by=by, at=at, verb=verb, subject_kind="verification", subject_id=row.pk,
        data={"result": str(row.result_id), **more},
    )  # fmt: skip
