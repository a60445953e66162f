"""Framework versions: immutable documents."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class FrameworkState(models.TextChoices):
    """Where a version stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class FrameworkVersionQuerySet(models.QuerySet["FrameworkVersion"]):
    """Doors to framework versions."""

    def published(self) -> Self:
        """Versions that a new diagnostic may use."""
        return self.filter(state=FrameworkState.PUBLISHED.value)


class FrameworkVersion(models.Model):
    """One version of a framework, stored whole with its checksum; a correction is a new version.

    `document` is the canonical JSON of `assessments.scoring`, `source` the YAML text it was read from.
    A trigger refuses to change either once the version is published. `former` holds, while it is a draft,
    what parts said before their last change (`assessments.authoring.former`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=40)
    version = models.CharField(_("version"), max_length=20)
    state = models.CharField(
        _("state"), max_length=10, choices=FrameworkState.choices, default=FrameworkState.DRAFT.value
    )
    document = models.JSONField()
    source = models.TextField()
    checksum = models.CharField(max_length=64)
    former = models.JSONField(default=dict, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)

    objects = FrameworkVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("framework version")
        constraints = [models.UniqueConstraint("code", "version", name="framework_version_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
