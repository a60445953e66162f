"""What answers were before they changed."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.session import Session
from core.accounts.actor import Actor


class FormerAnswerQuerySet(models.QuerySet["FormerAnswer"]):
    """Doors to former answers."""

    def visible_to(self, by: Actor) -> Self:
        """Those of the sessions one may see."""
        return self if by.is_system else self.filter(session__in=Session.objects.visible_to(by))


class FormerAnswer(models.Model):
    """One version of an answer that a later one replaced, as it was.

    Written by a trigger in the statement that changes the answer, never by the application; append-only, and
    destroyed by the database with its session. The person is an id without a constraint: who leaves takes no
    history along.
    """

    id = models.BigAutoField(primary_key=True)
    session = models.ForeignKey(
        Session, models.DO_NOTHING, related_name="former_answers", db_constraint=False, db_index=False
    )
    item = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    choices = ArrayField(models.CharField(max_length=40))
    non_answer = models.CharField(max_length=14, blank=True)
    comment = models.CharField(max_length=2000, blank=True)
    origin = models.CharField(max_length=10, blank=True)
    mark = models.CharField(max_length=16, blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    delegation = models.ForeignKey(
        "assessments.Delegation",
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )

    objects = FormerAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("former answer")
        constraints = [
            models.UniqueConstraint("session", "item", "version", name="former_answer_once_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.session_id}:{self.item}:{self.version}"
