"""What a company spent on its plants between diagnostics, in its own words."""

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.web.naming import domain_name


class AmountBand(models.TextChoices):
    """About how much it cost, for whoever does not know exactly or does not like to say."""

    UNDER_50M = "UNDER_50M", _("under 50 million won")
    TO_100M = "50M_100M", _("50 to 100 million won")
    TO_200M = "100M_200M", _("100 to 200 million won")
    TO_400M = "200M_400M", _("200 to 400 million won")
    OVER_400M = "OVER_400M", _("400 million won or more")


class InvestmentQuerySet(models.QuerySet["Investment"]):
    """Doors to investments."""

    def visible_to(self, by: Actor) -> Self:
        """The company's own; nobody else reads one, whatever results are shared."""
        if by.is_system:
            return self
        if by.kind == Kind.COMPANY.value:
            return self.filter(organisation_id__in=by.organisation_ids)
        return self.none()

    def at_plant(self, plant_id: uuid.UUID | None) -> Self:
        """Those of this plant and those of the whole company; None: the latter alone."""
        return self.filter(Q(plant__isnull=True) | Q(plant_id=plant_id))


class Investment(models.Model):
    """One purchase or project: in which month, what (a technology domain, own words, or both), what it cost.

    `spent_on` is the first day of the month. Without `plant` it is of the whole company. `amount_won` is
    integer won, else `amount_band` says about how much; both may be empty. `grant_pct` is what a support
    programme paid of it, 0 none. `version` rises with every change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="investments")
    plant = models.ForeignKey(
        "assessments.Plant",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="investments",
        db_constraint=False,  # investment_plant_of_its_company says more
    )
    spent_on: "models.DateField[date, date]" = models.DateField(_("month"))
    domain = models.CharField(_("technology domain"), max_length=12, blank=True, default="")
    words = models.CharField(_("in your own words"), max_length=120, blank=True, default="")
    supplier_name = models.CharField(_("supplier"), max_length=80, blank=True, default="")
    amount_won = models.BigIntegerField(_("amount"), null=True, blank=True)
    amount_band = models.CharField(
        _("amount band"), max_length=10, blank=True, default="", choices=AmountBand.choices
    )
    grant_pct = models.PositiveSmallIntegerField(_("share of the grant"), null=True, blank=True)
    programme = models.CharField(_("support programme"), max_length=120, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("created at"))
    changed_at = models.DateTimeField(_("changed at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    objects = InvestmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("investment")
        constraints = [
            models.CheckConstraint(condition=Q(spent_on__day=1), name="investment_month_is_its_first_day"),
            models.CheckConstraint(condition=~Q(domain="", words=""), name="investment_says_what"),
            models.CheckConstraint(
                condition=Q(amount_won__isnull=True) | Q(amount_won__gt=0, amount_band=""),
                name="investment_amount_or_band",
            ),
            models.CheckConstraint(
                condition=Q(amount_band__in=["", *AmountBand.values]), name="investment_band_known"
            ),
            models.CheckConstraint(
                condition=Q(grant_pct__isnull=True) | Q(grant_pct__lte=100),
                name="investment_grant_pct_to_100",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "spent_on"], name="investment_organisation_month")]

    def __str__(self) -> str:
        return f"{self.spent_on:%Y-%m} {self.domain or self.words}"

    @property
    def what(self) -> str:
        """Technology and own words, in the active language."""
        return " · ".join(filter(None, [domain_name(self.domain) if self.domain else "", self.words]))
