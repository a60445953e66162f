"""The rules of retention for drafts, evidence, shares, and companies that have left."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from assessments.actions import purge_drafts
from assessments.models import (
    ApplicationDocument,
    Evidence,
    EvidenceFile,
    LevelApplication,
    Result,
    Session,
    Share,
)
from assessments.workflow import Step
from core.accounts.actor import Actor
from core.accounts.models import Membership, MembershipState, Organisation
from core.accounts.roles import Kind
from core.retention.rules import destroy, end_of, keeps
from core.uploads import store

FILE_LEFT = timedelta(days=1)
"""How long a file may lie without an answer it shows: a form that was sent a moment ago is no orphan."""
FILES_A_TIME = 50


@keeps(
    "assessments.Session",
    "assessments.Plant",
    "assessments.Answer",
    "assessments.Verification",
    "assessments.Judgement",
    "assessments.VerifiedResult",
    "assessments.Appeal",
    "assessments.Interest",
    "assessments.HintReply",
    "assessments.FormerVerifiedResult",
    "assessments.FormerAnswer",
    "assessments.Delegation",
    "assessments.Result",
)
def drafts(by: Actor, at: datetime) -> int:
    """Visitors' drafts that expired, with their answers; a company's diagnostics stay."""
    return purge_drafts(by=by, at=at)


@keeps("assessments.Share")
def shares(by: Actor, at: datetime) -> int:
    """Shares that ended with their consent."""
    return destroy(Share.objects.visible_to(by).filter(withdrawn_at__lt=end_of("assessments.Share", at)))


@keeps("assessments.Evidence", "assessments.EvidenceFile")
def evidence(by: Actor, at: datetime) -> int:
    """Evidence taken away thirty days ago, and files that show nothing any more, with their bytes.

    The row of a file stays locked while its bytes go: nobody puts the same file in meanwhile. After a crash
    between the two the row is still there, and the next run destroys it.
    """
    over = Evidence.objects.visible_to(by).filter(removed_at__lt=end_of("assessments.Evidence", at))
    if gone := destroy(over):
        return gone
    unused = EvidenceFile.objects.visible_to(by).filter(
        uses__isnull=True, documents__isnull=True, uploaded_at__lt=at - FILE_LEFT
    )
    keys = list(unused.order_by("pk").values_list("pk", flat=True)[:FILES_A_TIME])
    locked = EvidenceFile.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    files = [each for each in locked if not each.uses.exists() and not each.documents.exists()]
    for each in files:
        store.delete(each.stored_name)
    EvidenceFile.objects.filter(pk__in=[each.pk for each in files]).delete()
    return len(files)


@keeps("assessments.ApplicationDocument")
def documents(by: Actor, at: datetime) -> int:
    """Documents of applications that ended or were certified a year ago, and of drafts left for a year."""
    before = end_of("assessments.ApplicationDocument", at)
    over = (
        Q(application__ended_at__lt=before)
        | Q(application__certificate__issued_on__lt=before.date())
        | Q(application__state=Step.DRAFT.value, attached_at__lt=before)
    )
    return destroy(ApplicationDocument.objects.visible_to(by).filter(over))


@keeps(
    "assessments.LevelApplication",
    "assessments.CommitteeVote",
    "assessments.LevelCertificate",
)
def applications(by: Actor, at: datetime) -> int:
    """Applications that ended, or whose certificate did, three years ago, with their votes.

    A certificate stays in the register: number, level and days, which name nobody.
    """
    before = end_of("assessments.LevelApplication", at)
    over = (
        Q(ended_at__lt=before)
        | Q(certificate__last_day_on__lt=before.date())
        | Q(state=Step.DRAFT.value, started_at__lt=before)
    )
    return destroy(LevelApplication.objects.visible_to(by).filter(over))


@keeps("core.Organisation")
def companies(by: Actor, at: datetime) -> int:
    """Companies whose last member left long ago and which keep no diagnostic here."""
    before = end_of("core.Organisation", at)
    here = {"organisation": OuterRef("pk")}
    lately = Membership.objects.exclude(state=MembershipState.ENDED.value, ended_at__lt=before).filter(**here)
    return destroy(
        Organisation.objects.filter(kind=Kind.COMPANY.value, created_at__lt=before)
        .exclude(Exists(lately))
        .exclude(Exists(Result.objects.visible_to(by).filter(**here)))
        .exclude(Exists(Session.objects.visible_to(by).filter(**here)))
        .exclude(Exists(EvidenceFile.objects.visible_to(by).filter(**here)))
        .exclude(Exists(Share.objects.visible_to(by).filter(**here)))
    )
