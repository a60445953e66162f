"""Evidence: putting files to answers, using last year's again, taking away and bringing back."""

import uuid
from datetime import datetime

from django.db.models import Count, Q, Sum
from django.http import Http404
from django.utils.translation import gettext as _

from assessments.actions.drafts import adopt_drafts
from assessments.actions.locked import locked_session
from assessments.documents import framework_of
from assessments.models import Evidence, EvidenceFile, Session
from assessments.policies import may_change_evidence
from assessments.queries.evidence import is_verified, offered
from core import audit
from core.accounts.actor import Actor
from core.uploads import Taken, store
from core.web import Refused

FILES_AN_ITEM = 10
FILES_A_SESSION = 200
BYTES_A_COMPANY = 2 * 1024**3


def attach(*, session_id: uuid.UUID, item: str, taken: Taken, by: Actor, at: datetime) -> Evidence:
    """The file, put to the answer of the item; the same file again is the same evidence.

    A visitor's draft follows the person into their company first. Raises Http404 for a session or item one
    may not know; Refused 409 "closed", 422 "no-company", "too-many" or "too-much".
    """
    session = _changeable(session_id, item, by, at)
    file = row_of(_owner(session), taken, by, at)
    used = _used(session, item, file, by, at)
    keep(file, taken)  # last: bytes of a file that is refused would lie there for good, and count nowhere
    return used


def reuse(*, session_id: uuid.UUID, item: str, file_id: uuid.UUID, by: Actor, at: datetime) -> Evidence:
    """A file of an earlier diagnostic's same item, put to this one's. Http404 for any other file."""
    session = _changeable(session_id, item, by, at)
    file = next((each for each in offered(session, item, by) if each.file_id == file_id), None)
    if file is None:
        raise Http404
    locked = EvidenceFile.objects.select_for_update(no_key=True).filter(pk=file_id).first()
    if locked is None:
        raise Http404
    return _used(session, item, locked, by, at)


def remove(*, evidence_id: uuid.UUID, by: Actor, at: datetime) -> Evidence:
    """The evidence, taken away; its file stays for thirty days. Twice is once."""
    evidence = _locked(evidence_id, by, at)
    if evidence.removed_at is None:
        evidence.removed_at = max(at, evidence.attached_at)
        evidence.save(update_fields=["removed_at"])
        _record("evidence.removed", evidence, by, at)
    return evidence


def restore(*, evidence_id: uuid.UUID, by: Actor, at: datetime) -> Evidence:
    """The evidence, back where it was. Twice is once. Refused "too-many" when others took its place."""
    evidence = _locked(evidence_id, by, at)
    if evidence.removed_at is not None:
        _refuse_full(evidence.session_id, evidence.item)
        evidence.removed_at = None
        evidence.save(update_fields=["removed_at"])
        _record("evidence.restored", evidence, by, at)
    return evidence


def _changeable(session_id: uuid.UUID, item: str, by: Actor, at: datetime) -> Session:
    session = locked_session(session_id, by)
    if item not in framework_of(session.framework).items:
        raise Http404
    if by.kind != "company":
        raise Refused(
            _("Files are kept for a company. Sign in with your company first; your answers are kept."),
            code="no-company",
        )
    if reason := may_change_evidence(session, at, is_verified=is_verified(session)):
        raise Refused(reason, code="closed", status=409)
    if session.organisation_id is None:
        adopt_drafts(by=by, at=at, session_ids=[session.pk])
        session.refresh_from_db(fields=["organisation"])
    return session


def row_of(owner: uuid.UUID, taken: Taken, by: Actor, at: datetime) -> EvidenceFile:
    """The company's row of these bytes, locked.

    Whoever destroys files (`assessments.retention`) locks the row as well: neither takes away what the other
    has just put there.
    """
    made = EvidenceFile(
        organisation_id=owner,
        sha256=taken.sha256,
        name=taken.name,
        kind=taken.kind.code,
        size_bytes=len(taken.data),
        uploaded_at=at,
        uploaded_by_id=by.user_id,
    )
    held = EvidenceFile.objects.filter(organisation_id=owner).aggregate(bytes=Sum("size_bytes", default=0))
    if held["bytes"] + made.size_bytes > BYTES_A_COMPANY:
        raise Refused(
            _("Your company has put in 2 GB of files, which is all there is room for. Take some away first."),
            code="too-much",
            field="file",
        )
    EvidenceFile.objects.bulk_create([made], ignore_conflicts=True)
    return EvidenceFile.objects.select_for_update(no_key=True).get(organisation_id=owner, sha256=taken.sha256)


def keep(file: EvidenceFile, taken: Taken) -> None:
    """Put the bytes of the row into storage, where they may be already. Refused 503 `file-away`."""
    try:
        store.put(file.stored_name, taken.data)
    except OSError:
        raise Refused(
            _("The file cannot be stored just now. Nothing was changed; try again in a few minutes."),
            code="file-away",
            field="file",
            status=503,
        ) from None


def _used(session: Session, item: str, file: EvidenceFile, by: Actor, at: datetime) -> Evidence:
    known = Evidence.objects.filter(session=session, item=item, file=file).first()
    if known is not None:
        return restore(evidence_id=known.pk, by=by, at=at)
    _refuse_full(session.pk, item)
    evidence = Evidence.objects.create(
        organisation_id=_owner(session),
        session=session,
        item=item,
        file=file,
        attached_at=at,
        attached_by_id=by.user_id,
    )
    _record("evidence.attached", evidence, by, at)
    return evidence


def _refuse_full(session_id: uuid.UUID, item: str) -> None:
    counts = Evidence.objects.filter(session=session_id).standing()
    here = counts.aggregate(all=Count("pk"), item=Count("pk", filter=Q(item=item)))
    if here["item"] >= FILES_AN_ITEM:
        raise Refused(
            _("One question takes at most %(n)s files. Take one away first.") % {"n": FILES_AN_ITEM},
            code="too-many",
            field="file",
        )
    if here["all"] >= FILES_A_SESSION:
        raise Refused(
            _("One diagnostic takes at most %(n)s files. Take one away first.") % {"n": FILES_A_SESSION},
            code="too-many",
            field="file",
        )


def _locked(evidence_id: uuid.UUID, by: Actor, at: datetime) -> Evidence:
    found = (
        Evidence.objects.visible_to(by).filter(pk=evidence_id).values_list("session_id", flat=True).first()
    )
    if found is None:
        raise Http404
    session = locked_session(found, by)
    if reason := may_change_evidence(session, at, is_verified=is_verified(session)):
        raise Refused(reason, code="closed", status=409)
    return (
        Evidence.objects.select_related("file")
        .select_for_update(of=("self",), no_key=True)
        .get(pk=evidence_id)
    )


def _owner(session: Session) -> uuid.UUID:
    if session.organisation_id is None:
        raise ValueError("a session without a company has no evidence")
    return session.organisation_id


def _record(verb: str, evidence: Evidence, by: Actor, at: datetime) -> None:
    audit.record(
        by=by,
        at=at,
        verb=verb,
        subject_kind="evidence",
        subject_id=evidence.pk,
        data={"session": str(evidence.session_id), "item": evidence.item, "file": str(evidence.file_id)},
    )
