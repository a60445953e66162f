"""Many results given one state at once: what was changed, and what is being checked."""

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from programmes.models.review import State


class BulkChangeQuerySet(models.QuerySet["BulkChange"]):
    """Doors to bulk changes."""

    def visible_to(self, by: Actor) -> Self:
        """Those of the technopark one works for; none for anybody else."""
        if by.is_system:
            return self
        return (
            self.filter(organisation_id__in=by.organisation_ids) if by.kind == "technopark" else self.none()
        )


class BulkChange(models.Model):
    """Many results given one state at once: which, from what state, which were left out, and whether undone.

    `before` maps result ids to the state they had; `left_out` maps those that were not changed to the reason
    (`same`, `gone`, `changed`). Undone, `kept` holds the ids that somebody had changed since.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    before = models.JSONField(default=dict)
    left_out = models.JSONField(default=dict)
    query = models.CharField(_("filters"), max_length=2000, blank=True, default="")
    made_at = models.DateTimeField(_("made at"))
    made_by_id = models.UUIDField()
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by_id = models.UUIDField(null=True, blank=True)
    kept = models.JSONField(default=list)

    objects = BulkChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulk change of states")
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(undone_at__gte=F("made_at")),
                name="bulk_change_undone_after_made",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.state} {len(self.before)}"


class BulkDraftQuerySet(models.QuerySet["BulkDraft"]):
    """Doors to drafts of bulk changes."""

    def visible_to(self, by: Actor) -> Self:
        """One's own at the technopark one works for; none for anybody else."""
        if by.is_system:
            return self
        here = self.filter(organisation_id__in=by.organisation_ids, made_by_id=by.user_id)
        return here if by.kind == "technopark" else self.none()


class BulkDraft(models.Model):
    """A bulk change that is being checked: which results and what state, so that its page has an address.

    `over` is how many were too many for one change. `change` is what came of it, None as long as nothing did.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.PROTECT, related_name="+")
    made_by_id = models.UUIDField()
    made_at = models.DateTimeField(_("made at"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    result_ids = ArrayField(models.UUIDField())
    over = models.PositiveIntegerField(default=0)
    query = models.CharField(_("filters"), max_length=2000, blank=True, default="")
    change = models.ForeignKey(BulkChange, models.CASCADE, null=True, blank=True, related_name="+")

    objects = BulkDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of a bulk change")

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.state} {len(self.result_ids)}"
