"""How far a technopark is with a result, and what it noted about it: its own, nobody else reads it."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor

LONGEST_NOTE = 2_000


class State(models.TextChoices):
    """Where the technopark stands with a result; any state may follow any other."""

    NEW = "new", _("New")
    READING = "reading", _("Being read")
    CONTACTED = "contacted", _("Contacted")
    DONE = "done", _("Done")


PENDING = frozenset({State.NEW.value, State.READING.value})
"""In these states the technopark has the next step to take."""


class ReviewQuerySet(models.QuerySet["Review"]):
    """Doors to reviews."""

    def visible_to(self, by: Actor) -> Self:
        """Those of the technopark one works for; none for anybody else."""
        if by.is_system:
            return self
        return (
            self.filter(organisation_id__in=by.organisation_ids) if by.kind == "technopark" else self.none()
        )


class Review(models.Model):
    """A technopark's state and note of one result; a result without a row is new and has no note.

    `note_version` grows with every change of the note, so that nobody overwrites what they have not seen.
    `bulk_id` names the bulk change that set the present state, None when a person set it on the result.
    PostgreSQL deletes the row with its result, whose company does not see it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.PROTECT, related_name="+")
    result = models.ForeignKey("assessments.Result", models.DO_NOTHING, db_constraint=False, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW.value)
    state_at = models.DateTimeField(_("state changed at"), null=True, blank=True)
    state_by_id = models.UUIDField(null=True, blank=True)
    bulk_id = models.UUIDField(null=True, blank=True)
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True, default="")
    note_version = models.PositiveIntegerField(default=0)
    note_at = models.DateTimeField(_("note changed at"), null=True, blank=True)
    note_by_id = models.UUIDField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "result"], name="review_once_a_result"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="review_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.result_id} {self.state}"


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
