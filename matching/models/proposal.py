"""What a supplier would build, for how much and by when; every version stays as it was sent."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from matching.models.consultation import Consultation
from matching.proposing import LEAST_WON, MOST_WON, Standing


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Doors to proposals."""

    def visible_to(self, by: Actor) -> Self:
        """Those of the consultations one sees: no supplier reads another one's."""
        return self if by.is_system else self.filter(consultation__in=Consultation.objects.visible_to(by))


class Proposal(models.Model):
    """A proposal of the supplier of `consultation`; `version` counts from 1 within it.

    Its words and numbers never change; a new version replaces it. `reason` says why the company chose none.
    PostgreSQL lets only the supplier's side send and replace one, only the company's side decide.
    It is valid to the end of `valid_to` in Seoul. People are kept by id, so that whoever leaves is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="proposals")
    version = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, default="sent")
    what = models.CharField(_("what is built"), max_length=1000)
    least_won = models.BigIntegerField(_("price from"))
    most_won = models.BigIntegerField(_("price to"))
    months = models.PositiveSmallIntegerField(_("months"))
    begin_on = models.DateField(_("begins on"))
    after_care = models.CharField(_("after-care"), max_length=500)
    assumptions = models.CharField(_("assumptions"), max_length=500, blank=True)
    valid_to = models.DateField(_("valid until"))
    sent_at = models.DateTimeField(_("sent at"))
    sent_by_id = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by_id = models.UUIDField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in Standing]), name="proposal_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(least_won__gte=LEAST_WON, most_won__gte=F("least_won"), most_won__lte=MOST_WON),
                name="proposal_price_is_a_range",
            ),
            models.CheckConstraint(condition=Q(months__gte=1), name="proposal_takes_time"),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "replaced"], decided_at__isnull=True)
                | Q(state__in=["chosen", "not_chosen"], decided_at__isnull=False),
                name="proposal_decided_when_chosen_or_not",
            ),
            models.UniqueConstraint("consultation", "version", name="proposal_one_of_a_version"),
            models.UniqueConstraint(
                "consultation", condition=Q(state="sent"), name="proposal_one_open_per_consultation"
            ),
            models.UniqueConstraint(
                "consultation", condition=Q(state="chosen"), name="proposal_one_chosen_per_consultation"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
