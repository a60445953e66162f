"""Asking that a person looks at a number again: by the company, given to an assessor, opened, withdrawn."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import clock
from assessments.actions.keepers import keepers
from assessments.actions.locked import locked_row
from assessments.actions.share import share_result, withdraw_share
from assessments.actions.verification import refuse_unfit
from assessments.appealing import Act, after
from assessments.documents import framework_of
from assessments.models import Appeal, Evidence, Result, Share, Verification
from assessments.queries.appeals import kept_from, part_of
from assessments.queries.verification import candidate
from assessments.verifying import Step as Verifying
from core import audit
from core.accounts.actor import Actor
from core.accounts.locking import administrators
from core.accounts.models import Consent
from core.accounts.policies import is_programme_administrator
from core.accounts.roles import Kind
from core.notices.telling import settle, tell
from core.web import Refused
from core.web.wording import SEOUL

LONGEST = 2_000


@transaction.atomic
def ask_appeal(
    *,
    result_id: uuid.UUID,
    code: str,
    reason: str,
    evidence: Sequence[uuid.UUID] = (),
    by: Actor,
    at: datetime,
) -> Appeal:
    """The company's request that a person looks at one number (an item or a node) again, with its clock.

    One about the same number that is not decided yet is returned as it is. Programme administrators are told;
    they see company, plant, district and which number, and nothing of the result. Http404 for a result that
    is not the company's own or a number it does not have; Refused `no-reason`, `reason-length`, `evidence`,
    and 409 `verifying` while an assessor verifies the same result.
    """
    if by.kind != Kind.COMPANY.value:
        raise Http404
    result = (
        Result.objects.visible_to(by)
        .select_related("organisation", "framework")
        .defer("framework__document", "framework__source")
        .select_for_update(of=("self",), no_key=True)
        .filter(pk=result_id)
        .first()
    )
    part = part_of(framework_of(result.framework), code) if result is not None else None
    if result is None or part is None:
        raise Http404
    if (known := Appeal.objects.visible_to(by).live().filter(result=result, code=code).first()) is not None:
        return known
    reason = _checked(reason)
    refuse_while_verified(result.pk, by)
    files = set(evidence)
    here = Evidence.objects.visible_to(by).standing().filter(session_id=result.session_id, pk__in=files)
    if here.count() != len(files):
        raise Refused(
            _("Choose files of this diagnostic that are still there."), code="evidence", field="evidence"
        )
    asked_on = _day(at)
    row = Appeal.objects.create(
        result=result,
        session_id=result.session_id,
        organisation_id=result.organisation_id,
        plant_name=result.plant_name,
        sigungu=result.sigungu,
        code=code,
        title=part.title.of("ko")[:200],
        title_en=part.title.of("en")[:200],
        reason=reason,
        evidence=sorted(files),
        asked_at=at,
        asked_by_id=by.user_id,
        working_days=clock.rule_on(asked_on).working_days,
        due_on=clock.due_on(asked_on),
    )
    _record("appeal.asked", row, by, at, code=code)
    for user_id in keepers():
        tell(
            user_id,
            "appeal_asked",
            {"company": result.organisation.name, "due": row.due_on.isoformat()},
            url_of(row),
            about=about_of(row),
        )
    for user_id in askers_of(row):
        tell(user_id, "appeal_filed", {"due": row.due_on.isoformat()}, url_of(row), about=about_of(row))
    return row


@transaction.atomic
def assign_appeal(*, appeal_id: uuid.UUID, assessor_id: uuid.UUID, by: Actor, at: datetime) -> Appeal:
    """The request, given to an assessor; to another one as long as the company has not agreed.

    Refused `nobody` for somebody who is no assessor now, `tie` with the reason for one with a tie to the
    company or who judged the same result before, 409 `closed` when it went on meanwhile. Http404 for anybody
    but a programme administrator.
    """
    if not is_programme_administrator(by):
        raise Http404
    row = locked_appeal(appeal_id, by)
    move_appeal(row, Act.ASSIGN)
    found = candidate(assessor_id)
    if found is None or found.user is None:
        raise Refused(_("Choose an assessor of the list."), code="nobody", field="assessor")
    if reason := kept_from(row, [assessor_id], by).get(assessor_id):
        raise Refused(
            _("%(name)s cannot be assigned: %(reason)s") % {"name": found.user, "reason": reason},
            code="tie",
            field="assessor",
        )
    row.assessor, row.body, row.assigned_at = found.user, found.organisation, at
    row.save(update_fields=["state", "assessor", "body", "assigned_at"])
    _record("appeal.assigned", row, by, at, assessor=str(assessor_id))
    settle(about_of(row))
    for user_id in askers_of(row):
        tell(
            user_id,
            "appeal_assigned",
            {"assessor": str(found.user), "body": found.organisation.name},
            url_of(row),
            about=about_of(row),
        )
    return row


@transaction.atomic
def open_appeal(*, appeal_id: uuid.UUID, by: Actor, at: datetime) -> Appeal:
    """The request, with result and files open to its assessor, on the company's consent. Twice is once.

    The working days on which it waited for the company are added to its time. Refused as `share_result` does,
    409 `closed` when it is not the company's turn, `tie` when the assessor has one or judged the result by
    now, `gone` when they left.
    """
    row = locked_appeal(appeal_id, by)
    if row.organisation_id not in by.organisation_ids or row.body_id is None or row.assessor_id is None:
        raise Http404
    if row.share_id is not None and after(row.state, Act.UPHOLD):
        return row
    refuse_unfit(row, by)
    if reason := kept_from(row, [row.assessor_id], by).get(row.assessor_id):
        raise Refused(
            _("%(name)s cannot judge this any more: %(reason)s") % {"name": row.assessor, "reason": reason},
            code="tie",
            status=409,
        )
    move_appeal(row, Act.OPEN)
    row.share = share_result(by=by, at=at, result_id=row.result_id, recipient_id=row.body_id)
    row.opened_at = at
    row.due_on = clock.prolonged(row.due_on, _day(row.assigned_at or at), _day(at))
    row.save(update_fields=["state", "share", "opened_at", "due_on"])
    _record("appeal.opened", row, by, at)
    settle(about_of(row))
    tell(
        row.assessor_id,
        "appeal_opened",
        {"company": row.organisation.name, "due": row.due_on.isoformat()},
        url_of(row),
        about=about_of(row),
    )
    return row


@transaction.atomic
def withdraw_appeal(*, appeal_id: uuid.UUID, by: Actor, at: datetime) -> Appeal:
    """The request, withdrawn by the company, with the assessor's look. Twice is once; 409 when decided."""
    row = locked_appeal(appeal_id, by)
    if row.organisation_id not in by.organisation_ids:
        raise Http404
    if row.withdrawn_at is not None:
        return row
    _withdraw(row, by, at)
    if row.share_id is not None and not _is_used(row.share_id, row):
        withdraw_share(by=by, at=at, share_id=row.share_id)
    return row


def end_appeals_with_consent(by: Actor, at: datetime, consent: Consent) -> None:
    """Withdraw the requests that stood on a consent just withdrawn; decided ones stay decided."""
    shares = Share.objects.filter(consent=consent).values("pk")
    for row in Appeal.objects.select_for_update(no_key=True).filter(share__in=shares):
        if after(row.state, Act.WITHDRAW):
            _withdraw(row, by, at)


def locked_appeal(appeal_id: uuid.UUID, by: Actor) -> Appeal:
    """The request, locked until the transaction ends. Http404 for one that `by` may not know."""
    return locked_row(Appeal.objects.visible_to(by).select_related("organisation"), appeal_id)


def move_appeal(row: Appeal, act: Act) -> None:
    """Put the row where the act leads, without saving it. Refused 409 `closed` where it leads nowhere."""
    step = after(row.state, act)
    if step is None:
        raise Refused(
            _("This went on meanwhile, so nothing was changed. Load the page again to see how it stands."),
            code="closed",
            status=409,
        )
    row.state = step.value


def refuse_while_verified(result_id: uuid.UUID, by: Actor) -> None:
    """Refused 409 `verifying` while a verification of the result is not finished."""
    running = sorted({Verifying.ASKED.value, Verifying.ASSIGNED.value, Verifying.OPEN.value})
    if Verification.objects.visible_to(by).filter(result_id=result_id, state__in=running).exists():
        raise Refused(
            _("An assessor is verifying this result. Ask for a review once the verification is finished."),
            code="verifying",
            status=409,
        )


def askers_of(row: Appeal) -> list[uuid.UUID]:
    """Who is told at the company: its administrators, and whoever asked."""
    return list(dict.fromkeys([*administrators(row.organisation_id), *filter(None, [row.asked_by_id])]))


def about_of(row: Appeal) -> str:
    """What notices about the request are about."""
    return f"appeal:{row.pk}"


def url_of(row: Appeal) -> str:
    """The page of the request."""
    return reverse("assessments:appeal", args=[row.pk])


def _withdraw(row: Appeal, by: Actor, at: datetime) -> None:
    move_appeal(row, Act.WITHDRAW)
    row.withdrawn_at = at
    row.save(update_fields=["state", "withdrawn_at"])
    _record("appeal.withdrawn", row, by, at)
    settle(about_of(row))


def _is_used(share_id: uuid.UUID, row: Appeal) -> bool:
    """Whether the assessor's body looks at the result for another reason as well."""
    others = Appeal.objects.filter(share_id=share_id).exclude(state="withdrawn").exclude(pk=row.pk)
    return Verification.objects.live().filter(share_id=share_id).exists() or others.exists()


def _checked(reason: str) -> str:
    reason = reason.replace("\r\n", "\n").replace("\0", " ").strip()
    if not reason:
        raise Refused(
            _("Say in a sentence what should be looked at again and why."), code="no-reason", field="reason"
        )
    if len(reason) > LONGEST:
        raise Refused(
            _("The reason is too long: at most %(n)s characters.") % {"n": f"{LONGEST:,}"},
            code="reason-length",
            field="reason",
        )
    return reason


def _day(at: datetime) -> date:
    return at.astimezone(SEOUL).date()


def _record(verb: str, row: Appeal, by: Actor, at: datetime, **more: str) -> None:
    audit.record(
        by=by, at=at, verb=verb, subject_kind="appeal", subject_id=row.pk,
        data={"result": str(row.result_id), **more},
    )  # fmt: skip
