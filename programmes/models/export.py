"""Files taken out of the regional list."""

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor


class ListExportQuerySet(models.QuerySet["ListExport"]):
    """Doors to exports."""

    def visible_to(self, by: Actor) -> Self:
        """Those of the technopark one works for."""
        if by.is_system:
            return self
        return (
            self.filter(organisation_id__in=by.organisation_ids) if by.kind == "technopark" else self.none()
        )


class ListExport(models.Model):
    """Rows of the regional list that were taken out as a file: which, by whom, what for, to be deleted when.

    The file itself is never stored: it is written again from `result_ids`, as far as they may still be seen.
    `query` holds the filters as in the address of the list, `has_notes` says whether the notes of
    the technopark are in the file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.PROTECT, related_name="+")
    made_by_id = models.UUIDField()
    made_at = models.DateTimeField(_("made at"))
    reason = models.CharField(_("reason"), max_length=500)
    query = models.CharField(_("filters"), max_length=2000, blank=True, default="")
    result_ids = ArrayField(models.UUIDField())
    rows = models.PositiveIntegerField(_("rows"))
    companies = models.PositiveIntegerField(_("companies"))
    delete_by_on = models.DateField(_("delete by"))
    deleted_at = models.DateTimeField(_("file deleted at"), null=True, blank=True)
    deleted_by_id = models.UUIDField(null=True, blank=True)
    has_notes = models.BooleanField(default=False)

    objects = ListExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export of the regional list")
        constraints = [
            models.CheckConstraint(condition=Q(rows__gte=1), name="list_export_is_never_empty"),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True) | Q(deleted_at__gte=F("made_at")),
                name="list_export_deleted_after_made",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-made_at"], name="list_export_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.rows}"
