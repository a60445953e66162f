"""The rules of retention for drafts, shares, and companies that have left."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from assessments.actions import purge_drafts
from assessments.models import Result, Session, Share
from core.accounts.actor import Actor
from core.accounts.models import Membership, MembershipState, Organisation
from core.accounts.roles import Kind
from core.retention.rules import destroy, end_of, keeps


@keeps("assessments.Session", "assessments.Answer", "assessments.Result")
def drafts(by: Actor, at: datetime) -> int:
    """Visitors' drafts that expired, with their answers; a company's diagnostics stay."""
    return purge_drafts(by=by, at=at)


@keeps("assessments.Share")
def shares(by: Actor, at: datetime) -> int:
    """Shares that ended with their consent."""
    return destroy(Share.objects.visible_to(by).filter(withdrawn_at__lt=end_of("assessments.Share", at)))


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
        .exclude(Exists(Share.objects.visible_to(by).filter(**here)))
    )
