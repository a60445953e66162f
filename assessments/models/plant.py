"""The plants of companies: what diagnostics are of."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.roles import Kind


class PlantQuerySet(models.QuerySet["Plant"]):
    """Doors to plants."""

    def visible_to(self, by: Actor) -> Self:
        """The current company's own; others see of a plant what a shared result says."""
        if by.is_system:
            return self
        if by.kind == Kind.COMPANY.value:
            return self.filter(organisation_id__in=by.organisation_ids)
        return self.none()

    def in_use(self) -> Self:
        """Those that were not retired."""
        return self.filter(retired_at__isnull=True)

    def by_name(self) -> Self:
        """In the order in which a company lists them."""
        return self.order_by("name", "sigungu", "pk")


class Plant(models.Model):
    """A plant as its company knows it today; sessions and results keep what was so in their time.

    Within a company, name and district tell plants apart; the only one of a district may have no name.
    Sales are the yearly average of the last three years. A retired plant keeps its results and is offered
    for no new diagnostic.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="plants")
    name = models.CharField(_("plant"), max_length=80, blank=True, default="")
    sigungu = models.CharField(_("district"), max_length=5)
    address = models.CharField(_("address"), max_length=200, blank=True, default="")
    industry = models.CharField(_("industry"), max_length=5)
    size = models.CharField(_("size class"), max_length=10)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    average_sales_won = models.BigIntegerField(_("average sales"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"))
    changed_at = models.DateTimeField(_("changed at"))
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PlantQuerySet.as_manager()

    class Meta:
        verbose_name = _("plant")
        constraints = [
            models.UniqueConstraint(
                "organisation",
                "name",
                "sigungu",
                name="plant_once_per_name_and_district",
                violation_error_message=_("You already have a plant of this name in this district."),
            ),
            # What `session_plant_of_its_company` and `result_plant_of_its_company` refer to.
            models.UniqueConstraint(fields=["id", "organisation"], name="plant_with_its_company"),
            models.CheckConstraint(
                condition=Q(sigungu__regex=r"^[0-9]{5}$"), name="plant_sigungu_five_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.sigungu
