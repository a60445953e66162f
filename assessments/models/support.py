"""Rules of support fitted to capability: dated, versioned, frozen once published."""

import uuid
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.support import Rules, read


class SupportState(models.TextChoices):
    """Where rules stand."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class SupportRulesQuerySet(models.QuerySet["SupportRules"]):
    """Doors to rules."""

    def published(self) -> Self:
        """Rules that hold, held, or will hold."""
        return self.filter(state=SupportState.PUBLISHED.value)

    def in_force(self, framework: str, on: date) -> Self:
        """Those that hold on the day for results of a framework, first of all the one that counts: of those
        begun the one begun last, of those of one day the one published last."""
        return (
            self.published()
            .filter(framework=framework, valid_from__lte=on)
            .order_by("-valid_from", "-published_at", "-version")
        )


class SupportRules(models.Model):
    """One version of the rules: whoever submits from `valid_from` (a day in Seoul) on is placed by it.

    `document` is what `assessments.support.read` reads. A trigger refuses to change published rules; before
    their first day they may be withdrawn, which makes them a draft again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.CharField(_("version"), max_length=20, unique=True)
    framework = models.CharField(_("diagnostic"), max_length=40)
    valid_from = models.DateField(_("valid from"))
    state = models.CharField(
        _("state"), max_length=10, choices=SupportState.choices, default=SupportState.DRAFT.value
    )
    document = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(_("changed at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    objects = SupportRulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("support rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | Q(state="published", published_at__isnull=False),
                name="supportrules_published_has_time",
            )
        ]

    def __str__(self) -> str:
        return self.version

    def rules(self) -> Rules:
        """The document as rules."""
        document: dict[str, Any] = self.document
        return read(document)
