"""The company's side: begin, put the documents in, submit, withdraw, let the name be shown."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from assessments.actions.confirmation.moving import check, keepers, locked, move, tell_all
from assessments.actions.evidence import keep, row_of
from assessments.actions.verification import end_verification
from assessments.models import ApplicationDocument, DocumentKind, LevelApplication, Result
from assessments.policies import may_apply
from assessments.verifying import Act as VerificationAct
from assessments.verifying import after as verification_after
from assessments.workflow import CHANGEABLE, Act, Party, Step
from core import audit
from core.accounts.actor import Actor
from core.accounts.models import Consent
from core.accounts.roles import Kind
from core.consents.actions import give, withdraw
from core.uploads import Taken
from core.web import Refused

FILES_A_DOCUMENT = 5
NAME, SUBJECT = "publish_certificate", "level_application"
"""The consent that lets anybody with the number read the company's name."""


@transaction.atomic
def apply_for_level(*, result_id: uuid.UUID, by: Actor, at: datetime) -> LevelApplication:
    """A new application for one of the company's results; the one that runs is returned as it is.

    Http404 for a result that is not the company's own; Refused `no-level` for one whose level cannot be
    confirmed (another diagnostic, no score, below level 1).
    """
    if by.kind != Kind.COMPANY.value:
        raise Http404
    result = (
        Result.objects.visible_to(by)
        .select_for_update(of=("self",), no_key=True)
        .select_related("framework")
        .defer("framework__document", "framework__source")
        .filter(pk=result_id)
        .first()
    )
    if result is None:
        raise Http404
    known = LevelApplication.objects.visible_to(by).live().filter(result=result).first()
    if known is not None:
        return known
    if why := may_apply(result.framework.code, result.level):
        raise Refused(why, code="no-level")
    row = LevelApplication.objects.create(
        result=result,
        session_id=result.session_id,
        organisation_id=result.organisation_id,
        framework_id=result.framework_id,
        plant_name=result.plant_name,
        sigungu=result.sigungu,
        claimed_level=result.level,
        started_at=at,
        started_by_id=by.user_id,
    )
    _record("level_application.begun", row, by, at, result=str(result.pk))
    return row


@transaction.atomic
def put_document(
    *, application_id: uuid.UUID, kind: str, taken: Taken, by: Actor, at: datetime
) -> ApplicationDocument:
    """The file, put in as this document; the same file again changes nothing.

    Http404 for a document that is not asked for; Refused 409 `closed`, 422 `too-many` or `too-much`.
    """
    row = _changeable(application_id, by)
    if kind not in DocumentKind.values:
        raise Http404
    here = ApplicationDocument.objects.filter(application=row, kind=kind)
    file = row_of(row.organisation_id, taken, by, at)
    if (known := here.filter(file=file).first()) is not None:
        return known
    if here.count() >= FILES_A_DOCUMENT:
        raise Refused(
            _("One document takes at most %(n)s files. Take one away first.") % {"n": FILES_A_DOCUMENT},
            code="too-many",
            field="file",
        )
    made = ApplicationDocument.objects.create(
        application=row, kind=kind, file=file, attached_at=at, attached_by_id=by.user_id
    )
    _record("level_application.document_added", row, by, at, document=kind, file=str(file.pk))
    keep(file, taken)  # last, as for evidence: bytes of a refused file would lie there for good
    return made


@transaction.atomic
def remove_document(*, document_id: uuid.UUID, by: Actor, at: datetime) -> LevelApplication:
    """The application without the file, which is destroyed unless something else uses it. Twice is 404."""
    found = ApplicationDocument.objects.visible_to(by).filter(pk=document_id)
    application_id = found.values_list("application_id", flat=True).first()
    if application_id is None:
        raise Http404
    row = _changeable(application_id, by)
    document = ApplicationDocument.objects.filter(pk=document_id).first()
    if document is None:
        raise Http404
    document.delete()
    _record("level_application.document_removed", row, by, at, document=document.kind)
    return row


@transaction.atomic
def submit_application(
    *, application_id: uuid.UUID, by: Actor, at: datetime, shows_name: bool | None = None
) -> LevelApplication:
    """The application, handed in to the document check; after a request for more, with what was missing.

    `shows_name` gives or withdraws the consent to the name on the public page; None leaves it. Refused
    `gaps` with the documents that are still missing, 409 `closed`.
    """
    row = locked(application_id, by)
    step = check(row, Act.SUBMIT, Party.OWNER, by)
    if missing := missing_documents(row):
        names = ", ".join(str(DocumentKind(each).label) for each in missing)
        raise Refused(
            _("Put in what is missing first: %(documents)s.") % {"documents": names},
            code="gaps",
            field="documents",
            data={"documents": missing},
        )
    if shows_name is not None:
        show_name(application_id=row.pk, is_shown=shows_name, by=by, at=at)
    move(row, Act.SUBMIT, step, by, at, submitted_at=at, due_on=None)
    tell_all(keepers(), "level_submitted", row)
    return row


@transaction.atomic
def withdraw_application(*, application_id: uuid.UUID, by: Actor, at: datetime) -> LevelApplication:
    """The application, withdrawn, and with it an assessor's work that is not finished. Twice is once."""
    row = locked(application_id, by)
    if row.state == Step.WITHDRAWN.value and row.organisation_id in by.organisation_ids:
        return row
    step = check(row, Act.WITHDRAW, Party.OWNER, by)
    assessor_id = row.verification.assessor_id if row.verification else None
    was_seen = row.state in {Step.ASSESSING.value, Step.REPORTED.value}
    move(row, Act.WITHDRAW, step, by, at, due_on=None)
    if row.verification is not None and verification_after(row.verification.state, VerificationAct.END):
        end_verification(verification_id=row.verification.pk, by=by, at=at)
    if row.submitted_at is not None:
        tell_all([*keepers(), *([assessor_id] if was_seen else [])], "level_withdrawn", row)
    return row


@transaction.atomic
def show_name(*, application_id: uuid.UUID, is_shown: bool, by: Actor, at: datetime) -> LevelApplication:
    """The application, with or without the company's consent to its name on the public page."""
    row = locked(application_id, by)
    if row.organisation_id not in by.organisation_ids:
        raise Http404
    if is_shown:
        give(by=by, at=at, document=NAME, organisation=row.organisation, subject=(SUBJECT, row.pk))
        return row
    for consent in name_consents(row).filter(organisation_id__in=by.organisation_ids):
        withdraw(by=by, at=at, consent_id=consent.pk)
    return row


def name_consents(row: LevelApplication) -> QuerySet[Consent]:
    """The company's consents in force to its name on the public page."""
    return Consent.objects.in_force().filter(document=NAME, subject_kind=SUBJECT, subject_id=row.pk)


def missing_documents(row: LevelApplication) -> list[str]:
    """The documents without a file; after a request for more also those without a new one."""
    rows = (
        ApplicationDocument.objects.filter(application=row).values("kind").annotate(last=Max("attached_at"))
    )
    last = {each["kind"]: each["last"] for each in rows}
    since = row.missing_since_at
    return [
        kind
        for kind in DocumentKind.values
        if kind not in last
        or (row.state == Step.SUPPLEMENT.value and kind in row.missing and since and last[kind] <= since)
    ]


def _changeable(application_id: uuid.UUID, by: Actor) -> LevelApplication:
    row = locked(application_id, by)
    if row.organisation_id not in by.organisation_ids:
        raise Http404
    if row.state not in {each.value for each in CHANGEABLE}:
        raise Refused(_("The documents are handed in and stay as they are."), code="closed", status=409)
    return row


def _record(verb: str, row: LevelApplication, by: Actor, at: datetime, **data: str) -> None:
    audit.record(
        by=by, at=at, verb=verb, subject_kind="level_application", subject_id=row.pk, data=data
    )  # fmt: skip
