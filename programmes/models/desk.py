"""Where a shared result stands in the list of a desk."""

from typing import Self

from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat, Upper
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from programmes.models.jurisdiction import served_today


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
            models.Index(fields=["recipient", "sigungu"], name="desk_row_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.company}"
