"""Jurisdictions, and how they were handed over."""

import uuid
from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor


class JurisdictionQuerySet(models.QuerySet["Jurisdiction"]):
    """Doors to jurisdictions."""

    def on(self, day: date) -> Self:
        """In force on this day (both ends included; no end means until further notice)."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class Jurisdiction(models.Model):
    """One district (시군구) of one technopark, with its first and last day, both inclusive."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    technopark = models.ForeignKey("core.Organisation", models.PROTECT, related_name="jurisdictions")
    sigungu = models.CharField(_("district"), max_length=5)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = JurisdictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("jurisdiction")
        constraints = [
            ExclusionConstraint(
                name="jurisdiction_one_technopark_a_day",
                expressions=[
                    ("sigungu", "="),
                    (
                        Func(
                            "valid_from",
                            "valid_to",
                            Value("[]"),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                violation_error_message=_("Another technopark serves this district; end that first."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="jurisdiction_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["technopark", "sigungu"], name="jurisdiction_technopark")]

    def __str__(self) -> str:
        return f"{self.sigungu} -> {self.technopark_id}"


def served_today(by: Actor) -> Q:
    """Results of plants in districts that the technopark one works for serves today (in Seoul)."""
    served = Jurisdiction.objects.on(timezone.localdate()).filter(technopark_id__in=by.organisation_ids)
    return Q(sigungu__in=served.values("sigungu"))


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Doors to handovers."""

    def standing(self) -> Self:
        """Those that nobody has undone."""
        return self.filter(undone_at__isnull=True)


class Handover(models.Model):
    """A district given to a technopark: who did it, when and why, and what stood there before.

    `replaced` keeps the jurisdictions as they were (plain values, dates as ISO texts), so that a handover
    that has not begun can be undone to the letter. `technopark_before` is None where nobody served it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sigungu = models.CharField(_("district"), max_length=5)
    codes = ArrayField(models.CharField(max_length=5), verbose_name=_("codes"))
    technopark = models.ForeignKey("core.Organisation", models.PROTECT, related_name="+")
    technopark_before = models.ForeignKey(
        "core.Organisation", models.PROTECT, related_name="+", null=True, blank=True
    )
    valid_from = models.DateField(_("valid from"))
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="")
    replaced = models.JSONField(default=list)
    made_at = models.DateTimeField(_("made at"))
    made_by_id = models.UUIDField(null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by_id = models.UUIDField(null=True, blank=True)
    undone_reason = models.CharField(_("reason of undoing"), max_length=500, blank=True, default="")

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover")
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(undone_at__gte=F("made_at")),
                name="handover_undone_after_made",
            )
        ]
        indexes = [
            models.Index(fields=["sigungu", "-made_at"], name="handover_district"),
            models.Index(fields=["-made_at", "id"], name="handover_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.sigungu} -> {self.technopark_id}"
