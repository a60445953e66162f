"""What assessors and members of the committee say of their interests before a company's content opens."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.policies import is_programme_administrator


class Subject(models.TextChoices):
    """What somebody is to judge."""

    VERIFICATION = "verification", _("verification")
    APPEAL = "appeal", _("request for a human review")
    APPLICATION = "application", _("application for a confirmed level")


class InterestQuerySet(models.QuerySet["Interest"]):
    """Doors to declarations."""

    def visible_to(self, by: Actor) -> Self:
        """One's own; to a programme administrator all."""
        if by.is_system or is_programme_administrator(by):
            return self
        return self.filter(person_id=by.user_id) if by.user_id else self.none()

    def free(self, by: Actor, subject: Subject) -> "models.QuerySet[Interest, Any]":
        """The ids of what this person declared to have no interest in, and did not step back from since."""
        mine = self.filter(person_id=by.user_id, subject=subject.value)
        stepped_back = mine.filter(is_free=False).values("subject_id")
        return mine.filter(is_free=True).exclude(subject_id__in=stepped_back).values("subject_id")


class Interest(models.Model):
    """A person has no interest in a matter (`is_free`), or steps back from it with a reason; append-only.

    Who stepped back from a matter once stays out of it. The company of a matter is kept beside it: the
    declaration goes with the company.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="+")
    subject = models.CharField(max_length=12, choices=Subject.choices)
    subject_id = models.UUIDField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    is_free = models.BooleanField(_("without an interest"))
    reason = models.CharField(_("reason"), max_length=1_000, blank=True, default="")
    declared_at = models.DateTimeField(_("declared at"))

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("declaration of interests")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_free=True) | ~Q(reason=""), name="interest_stepped_back_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(subject__in=["verification", "appeal", "application"]),
                name="interest_subject_known",
            ),
        ]
        indexes = [models.Index(fields=["person", "subject", "subject_id"], name="interest_person")]

    def __str__(self) -> str:
        return f"{self.subject}:{self.subject_id}"
