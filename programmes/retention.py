"""The rules of retention at the regional desk."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from assessments.models import Share
from core.accounts.actor import Actor
from core.retention import destroy, destroy_of_leavers, keeps
from core.retention.rules import end_of
from programmes.models import BulkChange, BulkDraft, Review, SavedView


@keeps("programmes.Review", "programmes.FormerNote", "programmes.BulkChange", "programmes.BulkDraft")
def reviews(by: Actor, at: datetime) -> int:
    """States and notes, former ones too, of results no longer shared; records and drafts of bulk changes."""
    before = end_of("programmes.Review", at)
    shares = Share.objects.visible_to(by).filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=before),
        result_id=OuterRef("result_id"),
        recipient_id=OuterRef("organisation_id"),
    )
    return (
        destroy(Review.objects.exclude(Exists(shares)))
        + destroy(BulkDraft.objects.filter(made_at__lt=before))
        + destroy(BulkChange.objects.filter(made_at__lt=before))
    )


@keeps("programmes.SavedView")
def views(by: Actor, at: datetime) -> int:
    """Saved views of people who left the institution."""
    return destroy_of_leavers(SavedView, at)
