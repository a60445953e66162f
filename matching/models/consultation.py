"""A company asks a supplier: what it needs, the answer, and what both write after it."""

import uuid
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models import Result
from core.accounts.actor import Actor
from matching.consultation import Side, State
from matching.models.round import EnquiryRound
from matching.models.supplier import Supplier


class Start(models.TextChoices):
    """When the company wants to begin."""

    SOON = "soon", _("As soon as possible")
    QUARTER = "quarter", _("Within three months")
    HALF_YEAR = "half_year", _("Within six months")
    LATER = "later", _("Later, or not fixed yet")


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Doors to consultations."""

    def visible_to(self, by: Actor) -> Self:
        """Those that one's own organisation asked for or was asked in."""
        if by.is_system:
            return self
        here = by.organisation_ids
        return self.filter(Q(organisation_id__in=here) | Q(recipient_id__in=here))

    def late(self, day: date) -> Self:
        """Nobody has answered, and the last day for it lies before this day in Seoul."""
        return self.filter(state=State.ASKED.value, due_on__lt=day)


class Consultation(models.Model):
    """A question of `organisation` to `supplier`, whose organisation is `recipient`.

    `due_on` is the last day, in Seoul, of an answer in time. `is_counted` says that it is part of what the
    supplier's profile says about answers: from the answer on, or once the time is over. `result_id` is the
    diagnostic it came from, which the supplier sees only where a share in force says so. `round` holds the
    enquiries with the same words; `passed_on_at` says when another supplier was asked in the place of this
    one, or that nobody was left. People are kept by id, so that whoever leaves is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="consultations_asked")
    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="consultations")
    recipient = models.ForeignKey("core.Organisation", models.CASCADE, related_name="consultations_received")
    result = models.ForeignKey(Result, models.SET_NULL, null=True, blank=True, related_name="consultations")
    state = models.CharField(_("state"), max_length=10, default="asked")
    domains = ArrayField(models.CharField(max_length=12), default=list, verbose_name=_("technology domains"))
    need = models.CharField(_("need"), max_length=1000)
    start = models.CharField(_("wished start"), max_length=10, choices=Start.choices)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by_id = models.UUIDField(null=True, blank=True)
    due_on = models.DateField(_("answer due on"))
    replied_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    replied_by_id = models.UUIDField(null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"))
    is_counted = models.BooleanField(_("counted"), default=False)
    round = models.ForeignKey(
        EnquiryRound, models.SET_NULL, null=True, blank=True, related_name="consultations"
    )
    passed_on_at = models.DateTimeField(_("passed on at"), null=True, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in State]), name="consultation_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "closed"]) | Q(replied_at__isnull=False),
                name="consultation_replied_when_answered",
            ),
            models.UniqueConstraint(
                "organisation",
                "supplier",
                condition=Q(state__in=["asked", "answered"]),
                name="consultation_one_open_per_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-asked_at"], name="consultation_received"),
            models.Index(fields=["organisation", "-asked_at"], name="consultation_asked"),
            models.Index(
                fields=["due_on"],
                condition=Q(state="asked", is_counted=False),
                name="consultation_clock",
            ),
            models.Index(
                fields=["round"],
                condition=Q(round__isnull=False, passed_on_at__isnull=True),
                name="consultation_to_pass_on",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MessageQuerySet(models.QuerySet["Message"]):
    """Doors to messages."""

    def visible_to(self, by: Actor) -> Self:
        """Those of the consultations one sees."""
        return self if by.is_system else self.filter(consultation__in=Consultation.objects.visible_to(by))


class Message(models.Model):
    """What one side wrote in a consultation; it never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="messages")
    side = models.CharField(_("side"), max_length=10, choices=[(each.value, each.value) for each in Side])
    body = models.CharField(_("text"), max_length=1000)
    written_at = models.DateTimeField(_("written at"))
    written_by_id = models.UUIDField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        indexes = [models.Index(fields=["consultation", "written_at"], name="message_in_order")]

    def __str__(self) -> str:
        return str(self.pk)
