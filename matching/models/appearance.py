"""Where suppliers were listed: apart from results, so that a supplier can be told without saying by whom."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from matching.models.supplier import Supplier


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    """Doors to appearances."""

    def visible_to(self, by: Actor) -> Self:
        """Those of one's own supplier."""
        return self if by.is_system else self.filter(supplier__in=Supplier.objects.editable_by(by))


class Appearance(models.Model):
    """A supplier stood in a list: when, for a plant in which province, in which place, for which points.

    A newcomer shown apart has `is_apart` and the place it would have had (at most 32,767).
    `domain` is the technology that the plant lacks most. No company and no result is named or can be
    followed to; a row outlives the result. Every recommendation with suppliers has exactly one row of
    place 1, so those rows count recommendations. `points` are tenths of a point by criterion.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="appearances")
    shown_on = models.DateField(_("shown on"))
    sido = models.CharField(_("province"), max_length=2)
    domain = models.CharField(_("technology domain"), max_length=12)
    place = models.PositiveSmallIntegerField(_("place"))
    is_apart = models.BooleanField(_("shown apart"), default=False, db_default=False)
    points = models.JSONField(default=dict)

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("appearance")
        indexes = [
            models.Index(fields=["supplier", "shown_on"], name="appearance_supplier_day"),
            models.Index(
                fields=["shown_on", "sido", "domain"], condition=Q(place=1), name="appearance_recommendations"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
