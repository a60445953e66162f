"""The rules of retention of requests to confirm projects, of consultations and of saved searches."""

from datetime import datetime

from django.db.models import Q

from core.accounts.actor import Actor
from core.retention import destroy, destroy_of_leavers, keeps
from core.retention.rules import BATCH, end_of
from matching.models import Confirmation, Consultation, EnquiryRound, SavedSearch
from matching.workflow import Step


@keeps("matching.Confirmation")
def confirmations(by: Actor, at: datetime) -> int:
    """Requests that led nowhere; of those that led to a confirmed project who answered, and from where."""
    before = end_of("matching.Confirmation", at)
    unanswered = Q(state=Step.ASKED.value, expires_at__lt=before)
    ended = Q(ended_at__lt=before) & ~Q(state=Step.CHECKED.value)
    gone = destroy(Confirmation.objects.filter(unanswered | ended))
    told = ~Q(email="") | ~Q(answered_by="") | Q(answered_by_id__isnull=False)
    named = Confirmation.objects.filter(told, state=Step.CHECKED.value, ended_at__lt=before)
    batch = list(named.values_list("pk", flat=True)[:BATCH])
    blank = Confirmation.objects.filter(pk__in=batch)
    return gone + blank.update(email="", answered_by="", answered_by_id=None)


@keeps("matching.Consultation", "matching.Message", "matching.Proposal", "matching.EnquiryRound")
def consultations(by: Actor, at: datetime) -> int:
    """Consultations in which nothing happened for long, with all in them; what was counted stays."""
    before = end_of("matching.Consultation", at)
    gone = destroy(Consultation.objects.visible_to(by).filter(changed_at__lt=before))
    empty = EnquiryRound.objects.visible_to(by).filter(made_at__lt=before, consultations=None)
    return gone + destroy(empty)


@keeps("matching.SavedSearch")
def searches(by: Actor, at: datetime) -> int:
    """Saved searches of people who left the organisation."""
    return destroy_of_leavers(SavedSearch, at)
