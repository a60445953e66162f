"""Sanctions: who may not take part, from when until when."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SanctionQuerySet(models.QuerySet["Sanction"]):
    """Doors to sanctions."""

    def in_force(self, at: datetime) -> Self:
        """Bans whose half-open interval holds this instant."""
        return self.filter(from_at__lte=at, until_at__gt=at)


class Sanction(models.Model):
    """A participation ban on an organisation: from_at <= t < until_at, at most five years.

    Source: Smart Manufacturing Innovation Act articles 31-32, decree articles 24-25.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.PROTECT, related_name="sanctions")
    ground = models.PositiveSmallIntegerField(_("ground"))
    from_at = models.DateTimeField(_("from"))
    until_at = models.DateTimeField(_("until"))
    registered_at = models.DateTimeField(_("registered at"), auto_now_add=True)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        constraints = [
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="sanction_has_length"),
            models.CheckConstraint(
                condition=Q(ground__gte=1, ground__lte=6), name="sanction_ground_is_one_of_six"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "until_at"], name="sanction_organisation_until")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.from_at:%Y-%m-%d}"
