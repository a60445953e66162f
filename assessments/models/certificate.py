"""Certificates of confirmed levels, numbered without gaps in each year."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.models.application import LevelApplication
from assessments.models.interest import Interest, Subject
from assessments.workflow import Standing, standing
from core.accounts.actor import Actor
from core.accounts.policies import is_programme_administrator
from core.accounts.roles import Kind


class CertificateQuerySet(models.QuerySet["LevelCertificate"]):
    """Doors to certificates. Anybody may look one up by its number (`queries.public_certificate`)."""

    def visible_to(self, by: Actor) -> Self:
        """The company's own; to programme administrators all; to others those of applications they see, to a
        member of the committee once they declared to have no interest."""
        if by.is_system or is_programme_administrator(by):
            return self
        if by.kind == Kind.COMPANY.value:
            return self.filter(organisation_id__in=by.organisation_ids)
        seen = self.filter(application__in=LevelApplication.objects.visible_to(by))
        if by.kind == Kind.COMMITTEE.value:
            return seen.filter(application__in=Interest.objects.free(by, Subject.APPLICATION))
        return seen


class LevelCertificate(models.Model):
    """A certificate: only its revocation is ever written to it. It outlives its application."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(
        LevelApplication, models.SET_NULL, null=True, related_name="certificate"
    )
    organisation = models.ForeignKey(
        "core.Organisation", models.SET_NULL, null=True, related_name="level_certificates"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("serial number"))
    number = models.CharField(_("number"), max_length=20, unique=True)
    framework = models.ForeignKey("assessments.FrameworkVersion", models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"))
    issued_on = models.DateField(_("issued on"))
    last_day_on = models.DateField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_reason = models.TextField(_("reason"), max_length=2_000, blank=True, default="")

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate of a level")
        constraints = [
            models.UniqueConstraint("year", "serial", name="level_certificate_number_once"),
            models.CheckConstraint(
                condition=Q(last_day_on__gt=F("issued_on")), name="level_certificate_lasts"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_reason=""),
                name="level_certificate_revoked_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["last_day_on"], name="level_certificate_last_day")]

    def __str__(self) -> str:
        return self.number

    def standing(self, on: date) -> Standing:
        """What it is worth on a day."""
        return standing(self.last_day_on, on, is_revoked=self.revoked_at is not None)


class CertificateYear(models.Model):
    """The last serial number of a year; its row is locked by whoever takes the next one."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("year of certificates")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
