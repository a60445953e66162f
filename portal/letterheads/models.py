"""Versions of an institution's letterhead."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from portal.reports.letterhead import Letterhead as Printed


class LetterheadState(models.TextChoices):
    """Where a version stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class Colour(models.TextChoices):
    """Grounds of the cover; `portal.reports.letterhead.COLOURS` holds what they look like."""

    NAVY = "navy", _("Navy")
    GREEN = "green", _("Green")
    PLUM = "plum", _("Plum")
    SLATE = "slate", _("Slate")


class LetterheadQuerySet(models.QuerySet["Letterhead"]):
    """Doors to letterheads."""

    def visible_to(self, by: Actor) -> Self:
        """All versions of one's own institution; what others published is read through `in_force`."""
        return self if by.is_system else self.filter(organisation_id__in=by.organisation_ids)

    def in_force(self, organisation_id: uuid.UUID, on: date) -> Self:
        """An institution's published versions that hold on a day (in Seoul), the one that counts first."""
        return self.filter(
            organisation_id=organisation_id, state=LetterheadState.PUBLISHED.value, valid_from__lte=on
        ).order_by("-valid_from", "-version")


class Letterhead(models.Model):
    """One version: cover, logo and texts of reports. A trigger freezes it once published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="letterheads")
    version = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=10, choices=LetterheadState.choices, default=LetterheadState.DRAFT.value
    )
    title = models.CharField(_("line above the title"), max_length=40)
    subtitle = models.CharField(_("line below the title"), max_length=60, blank=True, default="")
    colour = models.CharField(
        _("colour of the cover"), max_length=10, choices=Colour.choices, default=Colour.NAVY.value
    )
    foreword = models.TextField(_("foreword"), max_length=200, blank=True, default="")
    contact = models.TextField(_("whom to ask"), max_length=160, blank=True, default="")
    closing = models.TextField(_("closing note"), max_length=160, blank=True, default="")
    logo_sha256 = models.CharField(max_length=64, blank=True, default="")
    logo_kind = models.CharField(max_length=4, blank=True, default="")
    valid_from = models.DateField(_("valid from"))
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(_("changed at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)

    objects = LetterheadQuerySet.as_manager()

    class Meta:
        verbose_name = _("letterhead")
        constraints = [
            models.UniqueConstraint("organisation", "version", name="letterhead_version_once"),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | Q(state__in=["published", "retired"], published_at__isnull=False),
                name="letterhead_published_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}"

    def printed(self) -> Printed:
        """As a report carries it, with its digest; needs the organisation's name."""
        return Printed(
            id=str(self.pk),
            version=self.version,
            organisation=self.organisation.name,
            title=self.title,
            subtitle=self.subtitle,
            colour=self.colour,
            foreword=self.foreword,
            contact=self.contact,
            closing=self.closing,
            logo=self.logo_sha256,
            logo_kind=self.logo_kind,
        ).sealed()
