"""The committee's votes, the certificate they come to, and its revocation."""

import uuid
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from assessments.actions.confirmation.moving import (
    about,
    check,
    keepers,
    locked,
    move,
    owners,
    reason_of,
    tell_all,
    today,
    way_to,
)
from assessments.actions.verification import refuse_undeclared
from assessments.issued import issued
from assessments.models import CommitteeVote, LevelApplication, LevelCertificate, Subject
from assessments.queries.benches import bench
from assessments.queries.confirmation import votes_cast, votes_of, why_no_vote
from assessments.workflow import Act, Party, after, decision, expires_on, number_of
from core import audit, scope
from core.accounts.actor import SYSTEM, Actor
from core.notices.telling import amend, settle
from core.web import Refused

_NEXT = """
INSERT INTO assessments_certificateyear (year, last) VALUES (%s, 1)
ON CONFLICT (year) DO UPDATE SET last = assessments_certificateyear.last + 1 RETURNING last
"""
"""The row stays locked until the transaction ends, and rolls back with it: no number is left out."""


_Told = list[uuid.UUID | None]
_OF_CERTIFICATES = ("level_confirmed", "level_expires")
"""Notices that say until when a certificate is valid."""


@transaction.atomic
def vote(
    *, application_id: uuid.UUID, is_for: bool, reason: str, by: Actor, at: datetime
) -> LevelApplication:
    """The application with the member's vote; two equal votes decide it.

    Confirmed, it has a certificate of the verified level with the year's next number; otherwise it is
    rejected with the reasons of those against. Refused `no-vote` with the reason for the assessor, a member
    with a tie; `no-level` for a yes to a level below 1; `no-reason`; 409 `voted` for whoever voted before,
    `closed`.
    """
    row = locked(application_id, by)
    _refuse_second(row, by)
    step = check(row, Act.VOTE, Party.COMMITTEE, by)
    refuse_undeclared(Subject.APPLICATION, row.pk, by)
    if why := why_no_vote(row, by):
        raise Refused(why, code="no-vote")
    level = _level(row)
    if is_for and level < 1:
        raise Refused(
            _("The verified level is below 1, so there is nothing to confirm."),
            code="no-level",
            field="is_for",
        )
    given = "" if is_for and not reason.strip() else reason_of(reason)
    CommitteeVote.objects.create(
        application=row, member_id=by.user_id, is_for=is_for, reason=given, voted_at=at
    )
    audit.record(
        by=by, at=at, verb="level_application.vote", subject_kind="level_application", subject_id=row.pk,
        data={"result": str(row.result_id), "state": step.value},
    )  # fmt: skip
    settle(about(row), by.user_id)
    votes = _counted(row, by)
    decided = decision(sum(each.is_for for each in votes), sum(not each.is_for for each in votes))
    told = _concerned(row, votes, by)
    if decided is Act.CONFIRM:
        _confirm(row, level, told, by, at)
    elif decided is Act.DECLINE:
        _decline(row, [each.reason for each in votes if not each.is_for], told, by, at)
    else:
        tell_where_votes_stand(row, by, at)
    return row


def tell_where_votes_stand(row: LevelApplication, by: Actor, at: datetime) -> None:
    """Tell who is needed: the members left where the votes are equal, the programme administrators as well;
    these alone where too few members are left to decide."""
    found = bench(row, by)
    if found.is_short:
        tell_all(keepers(), "level_too_few", row, left=len(found.left))
    elif found.is_tied:
        tell_all([*found.left, *keepers()], "level_tied", row)


def _refuse_second(row: LevelApplication, by: Actor) -> None:
    if votes_of(row, by).standing().filter(member_id=by.user_id).exists():
        is_open = after(row.state, Act.TAKE_BACK, Party.COMMITTEE) is not None
        raise Refused(
            _("You have voted on this already. Until another member votes you can take that vote back.")
            if is_open
            else _("You have voted on this already, and it is decided."),
            code="voted",
            status=409,
            data=way_to(row),
        )


@transaction.atomic
def take_vote_back(*, application_id: uuid.UUID, by: Actor, at: datetime) -> LevelApplication:
    """The application without the member's vote, which stays with its time and counts no more; they may vote
    anew. Twice is once. Refused 409 `closed` once the committee has decided, `voted-on` once another member
    has voted: nobody shall vote to learn how another did, and take it back.
    """
    row = locked(application_id, by)
    check(row, Act.TAKE_BACK, Party.COMMITTEE, by)
    mine = votes_of(row, by).standing().filter(member_id=by.user_id)
    if not mine.exists():
        return row
    if votes_cast(row) > 1:
        raise Refused(
            _("Another member has voted meanwhile, so your vote stays as it is."),
            code="voted-on",
            status=409,
            data=way_to(row),
        )
    mine.update(taken_back_at=at)
    audit.record(
        by=by, at=at, verb="level_application.vote_taken_back", subject_kind="level_application",
        subject_id=row.pk, data={"result": str(row.result_id)},
    )  # fmt: skip
    return row


@transaction.atomic
def revoke_certificate(
    *, application_id: uuid.UUID, reason: str, by: Actor, at: datetime
) -> LevelApplication:
    """The application with its certificate revoked, for a reason the company reads. Refused as others.

    Company, assessor, who voted and the other programme administrators are told once; what told them before
    that it is valid says from now on that it was revoked.
    """
    row = locked(application_id, by)
    step = check(row, Act.REVOKE, Party.ADMINISTRATOR, by)
    why = reason_of(reason)
    certificate = LevelCertificate.objects.select_for_update(no_key=True).get(application=row)
    certificate.revoked_at, certificate.revoked_reason = at, why
    certificate.save(update_fields=["revoked_at", "revoked_reason"])
    move(row, Act.REVOKE, step, by, at, reason=why)
    amend(about(row), _OF_CERTIFICATES, revoked=today(at).isoformat())
    told = [each for each in _concerned(row, _counted(row, by), by) if each != by.user_id]
    tell_all(told, "level_revoked", row, number=certificate.number)
    return row


def _counted(row: LevelApplication, by: Actor) -> list[CommitteeVote]:
    """The votes that stand, in their order. The portal reads them: to a member those of others are sealed."""
    scope.enter(SYSTEM)
    try:
        return list(
            CommitteeVote.objects.visible_to(SYSTEM).standing().filter(application=row).order_by("pk")
        )
    finally:
        scope.enter(by)


def _confirm(row: LevelApplication, level: int, told: _Told, by: Actor, at: datetime) -> None:
    step = after(row.state, Act.CONFIRM, Party.COMMITTEE)
    assert step is not None  # the row is locked and was checked for the vote
    day = today(at)
    serial = _serial(day.year)
    made = LevelCertificate.objects.create(
        application=row,
        organisation_id=row.organisation_id,
        year=day.year,
        serial=serial,
        number=number_of(day.year, serial),
        framework_id=row.framework_id,
        level=level,
        issued_on=day,
        last_day_on=expires_on(day),
    )
    move(row, Act.CONFIRM, step, by, at)
    issued(row.pk, at)
    tell_all(told, "level_confirmed", row, number=made.number, level=level)


def _decline(row: LevelApplication, reasons: list[str], told: _Told, by: Actor, at: datetime) -> None:
    step = after(row.state, Act.DECLINE, Party.COMMITTEE)
    assert step is not None
    move(row, Act.DECLINE, step, by, at, reason="\n".join(reasons))
    tell_all(told, "level_rejected", row)


def _concerned(row: LevelApplication, votes: list[CommitteeVote], by: Actor) -> _Told:
    """Who waits for the decision: the company, who assigns, the assessor, and who voted before the last."""
    voted = [each.member_id for each in votes if each.member_id != by.user_id]
    return [*owners(row), *keepers(), row.reported_by_id, *voted]


def _level(row: LevelApplication) -> int:
    return int(row.report.get("verified", {}).get("level") or 0)


def _serial(year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [year])
        found = cursor.fetchone()
    assert found is not None
    return int(found[0])
