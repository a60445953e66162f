"""Requests to confirm a finished project: to its customer first, to an authority then."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left, Now
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Organisation
from core.accounts.policies import is_programme_administrator
from core.accounts.roles import Kind
from matching.models.supplier import Supplier, TrackRecord
from matching.workflow import OPEN, SEEN_BY_AUTHORITIES, Step


class ConfirmationState(models.TextChoices):
    """The steps with their names."""

    ASKED = Step.ASKED.value, _("Waiting for the customer")
    CONFIRMED = Step.CONFIRMED.value, _("Confirmed by the customer, to be checked")
    REFUSED = Step.REFUSED.value, _("Not confirmed by the customer")
    WITHDRAWN = Step.WITHDRAWN.value, _("Taken back")
    CHECKED = Step.CHECKED.value, _("Confirmed and checked")
    RETURNED = Step.RETURNED.value, _("Returned")


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    """Doors to requests."""

    def visible_to(self, by: Actor) -> Self:
        """The supplier's own and those the customer was asked; what is confirmed also to its authority.

        A technopark sees the projects at plants in its province, a programme administrator all.
        """
        if by.is_system:
            return self
        here = by.organisation_ids
        mine = Q(supplier__organisation_id__in=here) | Q(organisation_id__in=here)
        seen = Q(state__in=[each.value for each in SEEN_BY_AUTHORITIES], record__deleted_at__isnull=True)
        if is_programme_administrator(by):
            return self.filter(mine | seen)
        if by.kind == Kind.TECHNOPARK.value:
            parks = Organisation.objects.filter(pk__in=here, sigungu__gt="")
            return self.filter(mine | seen & Q(record__sido__in=parks.values_list(Left("sigungu", 2))))
        return self.filter(mine)

    def asked_of(self, by: Actor) -> Self:
        """What waits for an answer of the organisation one works in."""
        return self.filter(
            organisation_id__in=by.organisation_ids, state=Step.ASKED.value, expires_at__gt=Now()
        )

    def to_check(self) -> Self:
        """What waits for an authority."""
        return self.filter(state=Step.CONFIRMED.value)


class Confirmation(models.Model):
    """A supplier's request that a customer confirms a project, and what customer and authority decided.

    The customer is an organisation of the portal or an e-mail address; of the link in the mail only the
    hash is stored, and no longer than it is open. `customer` is who answered by the link, in their own words.
    `is_named` lets the profile name the company. `reason` is the last "no". `evidence_before` is how well the
    technology was shown before this project counted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="confirmations")
    record = models.ForeignKey(TrackRecord, models.CASCADE, related_name="confirmations")
    organisation = models.ForeignKey(
        "core.Organisation", models.SET_NULL, null=True, blank=True, related_name="confirmations_asked"
    )
    email = models.EmailField(_("address of the customer"), blank=True, default="")
    token_hash = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=ConfirmationState.choices)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by_id = models.UUIDField(null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"))
    customer = models.CharField(_("company of the customer"), max_length=120, blank=True, default="")
    answered_by = models.CharField(_("answered by"), max_length=80, blank=True, default="")
    answered_by_id = models.UUIDField(null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    is_named = models.BooleanField(_("may be named"), default=False)
    checked_by_id = models.UUIDField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="")
    evidence_before = models.CharField(max_length=10, blank=True, default="")
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation of a project")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in Step]), name="confirmation_state_known"
            ),
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(state__in=sorted(each.value for each in OPEN)),
                name="confirmation_open_once",
                violation_error_message=_("This project is being confirmed already."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state"], name="confirmation_customer"),
            models.Index(fields=["state", "answered_at"], name="confirmation_queue"),
            models.Index(fields=["token_hash"], condition=~Q(token_hash=""), name="confirmation_link"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.state}"
