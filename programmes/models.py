"""Jurisdictions, how they were handed over, and files taken out of the regional list."""

import uuid
from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Upper
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


class ListExportQuerySet(models.QuerySet["ListExport"]):
    """Doors to exports."""

    def visible_to(self, by: Actor) -> Self:
        """Those of the technopark one works for."""
        if by.is_system:
            return self
        return (
            self.filter(organisation_id__in=by.organisation_ids) if by.kind == "technopark" else self.none()
        )


class ListExport(models.Model):
    """Rows of the regional list that were taken out as a file: which, by whom, what for, to be deleted when.

    The file itself is never stored: it is written again from `result_ids`, as far as they may still be seen.
    `query` holds the filters as in the address of the list.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.PROTECT, related_name="+")
    made_by_id = models.UUIDField()
    made_at = models.DateTimeField(_("made at"))
    reason = models.CharField(_("reason"), max_length=500)
    query = models.CharField(_("filters"), max_length=2000, blank=True, default="")
    result_ids = ArrayField(models.UUIDField())
    rows = models.PositiveIntegerField(_("rows"))
    companies = models.PositiveIntegerField(_("companies"))
    delete_by_on = models.DateField(_("delete by"))
    deleted_at = models.DateTimeField(_("file deleted at"), null=True, blank=True)
    deleted_by_id = models.UUIDField(null=True, blank=True)

    objects = ListExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export of the regional list")
        constraints = [
            models.CheckConstraint(condition=Q(rows__gte=1), name="list_export_is_never_empty"),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True) | Q(deleted_at__gte=F("made_at")),
                name="list_export_deleted_after_made",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-made_at"], name="list_export_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.rows}"


class DeskRowQuerySet(models.QuerySet["DeskRow"]):
    """Doors to the rows of desks."""

    def visible_to(self, by: Actor) -> Self:
        """Those of the technopark one works for, in the districts it serves today; none for anybody else."""
        if by.is_system:
            return self
        if by.kind != "technopark":
            return self.none()
        return self.received_by(by).filter(served_today(by))

    def received_by(self, by: Actor) -> Self:
        """Those of results shared with the organisation one works for, wherever their plants lie."""
        return self.filter(recipient_id__in=by.organisation_ids)


class DeskRow(models.Model):
    """A result that is shared with a technopark, as its desk finds it: what filters, order and count read.

    Triggers write these rows (migration 0006), so that they follow every share, withdrawal and new name; the
    application only reads them. They say where a result stands in the list, never what is shown: that is read
    from the results themselves. `words` are the names in capitals, for searching.
    """

    share = models.OneToOneField(
        "assessments.Share", models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+"
    )
    recipient = models.ForeignKey(
        "core.Organisation", models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    result = models.ForeignKey(
        "assessments.Result", models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    organisation = models.ForeignKey(
        "core.Organisation", models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    framework = models.ForeignKey(
        "assessments.FrameworkVersion",
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    company = models.CharField(max_length=120)
    plant_name = models.CharField(max_length=80)
    business_number = models.CharField(max_length=10)
    words = models.GeneratedField(
        expression=Upper(Concat("company", Value("\x1f"), "plant_name")),
        output_field=models.TextField(),
        db_persist=True,
    )
    sigungu = models.CharField(max_length=5)
    industry = models.CharField(max_length=5)
    size = models.CharField(max_length=10)
    tier = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField(null=True)
    score = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    submitted_at = models.DateTimeField()

    objects = DeskRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of a desk")
        indexes = [
            models.Index(
                fields=["recipient", "-submitted_at", "result"],
                include=["sigungu", "industry", "size", "tier", "level", "score", "framework", "words"],
                name="desk_row_newest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.company}"
