"""What a company says keeps its plant from going on."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.result import Result
from core.accounts.actor import Actor
from core.accounts.roles import Kind


class Strength(models.IntegerChoices):
    """How much something holds back."""

    NOT = 0, _("not at all")
    SOME = 1, _("somewhat")
    STRONG = 2, _("strongly")


class BarrierSurveyQuerySet(models.QuerySet["BarrierSurvey"]):
    """Doors to surveys."""

    def visible_to(self, by: Actor) -> Self:
        """The company's own; nobody else reads one, the portal itself counts them."""
        if by.is_system:
            return self
        if by.kind == Kind.COMPANY.value:
            return self.filter(organisation_id__in=by.organisation_ids)
        return self.none()


def _strength(label: object) -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(label, choices=Strength.choices)  # type: ignore[arg-type]


class BarrierSurvey(models.Model):
    """One plant's answers, beside its result, on a consent of their own; gone when it is withdrawn.

    `block` is the block in which they count, sealed with `block_size` answers of plants in `block_industry`
    and `block_region`; None while they wait for others. They are in one block at most, ever.
    """

    result = models.OneToOneField(Result, models.CASCADE, related_name="barriers", primary_key=True)
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="barrier_surveys")
    consent = models.ForeignKey("core.Consent", models.PROTECT, related_name="+")
    technology = _strength(_("technology"))
    people = _strength(_("people"))
    money = _strength(_("money"))
    uncertainty = _strength(_("uncertainty"))
    rules = _strength(_("rules"))
    answered_at = models.DateTimeField(_("answered at"))
    block: "models.UUIDField[uuid.UUID | None, uuid.UUID | None]" = models.UUIDField(null=True, blank=True)
    block_size = models.PositiveIntegerField(default=0)
    block_industry = models.CharField(max_length=2, blank=True, default="")
    block_region = models.CharField(max_length=10, blank=True, default="")

    objects = BarrierSurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey of barriers")
        constraints = [
            models.CheckConstraint(
                condition=Q(technology__lte=2, people__lte=2, money__lte=2, uncertainty__lte=2, rules__lte=2),
                name="barriersurvey_strengths_known",
            ),
            models.CheckConstraint(
                condition=Q(block__isnull=True) | Q(block_size__gte=5),
                name="barriersurvey_block_of_five_at_least",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
