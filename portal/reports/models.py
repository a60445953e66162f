"""Reports: one row a key, one file a row."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models import Result
from core.accounts.actor import Actor
from core.accounts.roles import Kind


class ReportQuerySet(models.QuerySet["Report"]):
    """Doors to reports."""

    def visible_to(self, by: Actor) -> Self:
        """Reports on the results one may see; one made for a single reader only it and the company."""
        if by.is_system:
            return self
        seen = self.filter(result__in=Result.objects.visible_to(by))
        if by.kind == Kind.COMPANY.value:
            return seen
        return seen.filter(Q(audience__isnull=True) | Q(audience__in=by.organisation_ids))

    def published(self) -> Self:
        """Reports whose file is there."""
        return self.filter(published_at__isnull=False)


class Report(models.Model):
    """A PDF consulting report of one result in one language, made once by a job.

    `content` is the frozen ReportContent the file was rendered from; `content_sha256` its checksum, printed
    in the report; `file_sha256` names the file in storage. `number` is printed and public; it tells nothing.
    `audience` is the organisation for which it holds more than every reader of the result may see.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    result = models.ForeignKey("assessments.Result", models.CASCADE, related_name="reports")
    job = models.OneToOneField("core.Job", models.PROTECT, related_name="report")
    language = models.CharField(_("language"), max_length=5)
    template_version = models.CharField(max_length=20)
    number = models.CharField(_("number"), max_length=24, unique=True)
    tier = models.CharField(_("tier"), max_length=20, blank=True, default="")
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    file_sha256 = models.CharField(max_length=64, blank=True, default="")
    size_bytes = models.PositiveIntegerField(null=True, blank=True)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    audience = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(_("created at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        constraints = [
            models.UniqueConstraint(
                "result", "language", "template_version", "content_sha256", name="report_once_per_content"
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True) | ~models.Q(file_sha256=""),
                name="report_published_has_file",
            ),
        ]

    def __str__(self) -> str:
        return self.number
