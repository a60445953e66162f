"""How far a technopark is with a result, and what it noted about it: its own, nobody else reads it."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
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

    `state_version` and `note_version` grow with every change, so that nobody overwrites what they have not
    seen. `contact_asked_at` is when the company was last asked to let its contact be seen. `bulk_id` names
    the bulk change that set the present state, None when a person set it on the result.
    PostgreSQL deletes the row with its result, whose company does not see it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.PROTECT, related_name="+")
    result = models.ForeignKey("assessments.Result", models.DO_NOTHING, db_constraint=False, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW.value)
    state_at = models.DateTimeField(_("state changed at"), null=True, blank=True)
    state_by_id = models.UUIDField(null=True, blank=True)
    state_version = models.PositiveIntegerField(default=0)
    bulk_id = models.UUIDField(null=True, blank=True)
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True, default="")
    note_version = models.PositiveIntegerField(default=0)
    note_at = models.DateTimeField(_("note changed at"), null=True, blank=True)
    note_by_id = models.UUIDField(null=True, blank=True)
    contact_asked_at = models.DateTimeField(_("contact asked for at"), null=True, blank=True)
    contact_asked_by_id = models.UUIDField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "result"], name="review_once_a_result"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="review_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.result_id} {self.state}"


class FormerNoteQuerySet(models.QuerySet["FormerNote"]):
    """Doors to former notes."""

    def visible_to(self, by: Actor) -> Self:
        """Those of the technopark one works for; none for anybody else."""
        if by.is_system:
            return self
        return (
            self.filter(organisation_id__in=by.organisation_ids) if by.kind == "technopark" else self.none()
        )


class FormerNote(models.Model):
    """What a note said before a change that took words out of it; `version` is the one it had then.

    Rows are added only: PostgreSQL lets a technopark change or remove none, and removes it with its review.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.DO_NOTHING, db_constraint=False, related_name="former_notes")
    version = models.PositiveIntegerField()
    note = models.CharField(_("note"), max_length=LONGEST_NOTE)

    objects = FormerNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("former note")
        constraints = [models.UniqueConstraint(fields=["review", "version"], name="former_note_once")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.version}"
