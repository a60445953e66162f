"""Deciding a request for a human review: it stays, or levels change beside the claimed result, not in it."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from assessments import given as answers
from assessments.actions.appeal import (
    about_of,
    askers_of,
    locked_appeal,
    move_appeal,
    refuse_while_verified,
    url_of,
)
from assessments.actions.judging import LONGEST_REASON, plain_answer, reckoned, verified_row
from assessments.actions.keepers import keepers
from assessments.actions.verification import refuse_tied, refuse_undeclared
from assessments.appealing import Act, Step
from assessments.documents import framework_of
from assessments.given import Given
from assessments.models import Appeal, Judgement, Result, Subject, Verification, VerifiedResult
from assessments.queries.appeals import items_under, standing_of
from assessments.queries.confirmation import is_partly_verified
from assessments.scoring import Answer as Value
from assessments.scoring import Framework
from core import audit, scope
from core.accounts.actor import SYSTEM, Actor
from core.notices.telling import settle, tell
from core.web import Refused
from core.web.wording import SEOUL, date_text


@transaction.atomic
def decide_appeal(
    *, appeal_id: uuid.UUID, levels: Mapping[str, Value], reason: str, by: Actor, at: datetime
) -> Appeal:
    """The request, decided by its assessor: upheld where `levels` is empty, else changed.

    `levels` are answers to items that the number is made of; those that stand already do not count. A change
    is a judgement of a verification and gives a verified result beside the claimed one. Refused `no-reason`,
    `reason-length`, `same` (no level differs), `elsewhere` (an item of another number), `gaps` (the levels
    open questions that nobody answered), 409 `decided`, `closed` when it is not open, `verifying`, or
    `tie` when the assessor has one by now.
    """
    row = locked_appeal(appeal_id, by)
    if by.user_id is None or row.assessor_id != by.user_id:
        raise Http404
    refuse_decided(row)
    reason = " ".join(reason.replace("\0", " ").split())
    if not reason:
        raise Refused(_("Say why you decide so. The company reads it."), code="no-reason", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(
            _("The reason is too long: at most %(n)s characters.") % {"n": f"{LONGEST_REASON:,}"},
            code="reason-length",
            field="reason",
        )
    refuse_undeclared(Subject.APPEAL, row.pk, by)
    refuse_tied(row, by)
    move_appeal(row, Act.CHANGE if levels else Act.UPHOLD)
    result = (
        Result.objects.visible_to(by)
        .select_related("framework", "verified")
        .defer("framework__document", "framework__source")
        .filter(pk=row.result_id)
        .first()
    )
    if result is None:
        raise Http404
    framework = framework_of(result.framework)
    before = getattr(result, "verified", None)
    row.score_before = row.score_after = before.score if before is not None else result.score
    row.decided_at, row.decision = at, reason
    if levels:
        _change(row, result, framework, levels, by, at)
    row.save(update_fields=["state", "decided_at", "decision", "score_before", "score_after", "changes"])
    audit.record(
        by=by, at=at, verb=f"appeal.{row.state}", subject_kind="appeal", subject_id=row.pk,
        data={"result": str(result.pk), "items": [each["item"] for each in row.changes]},
    )  # fmt: skip
    settle(about_of(row))
    for user_id in askers_of(row):
        tell(user_id, f"appeal_{row.state}", {"body": row.body.name if row.body else ""}, url_of(row))
    return row


def refuse_decided(row: Appeal) -> None:
    """Refused 409 `decided`, with the way to the decision, for a request that was decided."""
    if row.is_decided:
        raise Refused(
            _("You have decided this already, on %(day)s. It stays as you decided.")
            % {"day": date_text(row.decided_at)},
            code="decided",
            status=409,
            data={"url": url_of(row), "go": _("See the decision")},
        )


def tell_overdue(*, by: Actor, at: datetime) -> int:
    """Tell assessor, programme administrators and company of the requests whose day is over; once each.

    How many there were. `by` is the portal itself.
    """
    today = at.astimezone(SEOUL).date()
    late = (
        Appeal.objects.visible_to(by)
        .running()
        .filter(due_on__lt=today, overdue_told_at__isnull=True)
        .select_related("organisation")
        .select_for_update(of=("self",), no_key=True, skip_locked=True)
        .order_by("pk")
    )
    rows = list(late)
    for row in rows:
        row.overdue_told_at = at
        row.save(update_fields=["overdue_told_at"])
        who = [*keepers(), *([row.assessor_id] if row.state == Step.OPEN.value else [])]
        params = {"company": row.organisation.name, "due": row.due_on.isoformat()}
        for user_id in dict.fromkeys(each for each in who if each is not None):
            tell(user_id, "appeal_overdue", params, url_of(row), about=about_of(row))
        for user_id in askers_of(row):
            tell(user_id, "appeal_late", params, url_of(row), about=about_of(row))
    return len(rows)


def _change(
    row: Appeal,
    result: Result,
    framework: Framework,
    levels: Mapping[str, Value],
    by: Actor,
    at: datetime,
) -> None:
    before = getattr(result, "verified", None)
    standing = standing_of(framework, result, before)
    known = {item.code for item in items_under(framework, row.code)}
    changed: dict[str, Value] = {}
    for code, level in levels.items():
        if code not in known:
            raise Refused(_("Change only what the number is made of."), code="elsewhere", data={"item": code})
        value = answers.checked(framework, code, Given(level)).value
        if value is not None and value != standing.get(code):
            changed[code] = value
    if not changed:
        raise Refused(
            _("No level differs from what stands. Change one, or decide that it stays."),
            code="same",
            field="levels",
        )
    scope.enter(SYSTEM)  # the judgements may belong to another assessor's verification
    try:
        verified = _judged(row, result, framework, before, changed, by, at)
    finally:
        scope.enter(by)
    row.score_after = verified.score
    row.changes = [
        {"item": code, "before": plain_answer(standing.get(code)), "after": plain_answer(value)}
        for code, value in changed.items()
    ]


def _judged(
    row: Appeal,
    result: Result,
    framework: Framework,
    before: VerifiedResult | None,
    changed: Mapping[str, Value],
    by: Actor,
    at: datetime,
) -> VerifiedResult:
    """The verified result with these levels, scored once; the one before it is kept by PostgreSQL."""
    Result.objects.select_for_update(no_key=True).filter(pk=result.pk).first()
    refuse_while_verified(result.pk, SYSTEM)
    verification = before.verification if before is not None else _made(row, at)
    for code, value in changed.items():
        choices, non_answer = answers.to_row(value)
        Judgement.objects.create(
            verification=verification,
            item=code,
            choices=choices,
            non_answer=non_answer,
            reason=row.decision,
            judged_at=at,
            judged_by_id=by.user_id,
        )
    found = reckoned(verification, result, framework)
    if found.missing:
        raise Refused(
            _("Your levels ask for questions that nobody answered, so this cannot be decided here."),
            code="gaps",
            data={"items": found.missing},
        )
    made = verified_row(
        verification, result, framework, found, at,
        confirms_rest=before is not None and not is_partly_verified(before),
    )  # fmt: skip
    made.appeal_id = row.pk
    if before is None:
        made.save(force_insert=True)
    else:
        made.body_name = before.body_name
        made.save(force_update=True)
    return made


def _made(row: Appeal, at: datetime) -> Verification:
    """A finished verification of these levels alone, for a result that nobody verified."""
    return Verification.objects.create(
        result_id=row.result_id,
        session_id=row.session_id,
        organisation_id=row.organisation_id,
        plant_name=row.plant_name,
        sigungu=row.sigungu,
        state="finished",
        is_review=True,
        body_id=row.body_id,
        assessor_id=row.assessor_id,
        share_id=row.share_id,
        asked_at=row.asked_at,
        asked_by_id=row.asked_by_id,
        assigned_at=row.assigned_at,
        opened_at=row.opened_at,
        finished_at=at,
    )
