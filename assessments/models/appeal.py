"""A company's request that a person looks at a number again, and what a verified result was before it."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.appealing import DECIDED, LIVE, RUNNING, SEEN_BY_ASSESSOR, Step
from assessments.models.assessed import AssessedQuerySet
from assessments.models.interest import Interest, Subject
from assessments.models.result import Result
from assessments.models.verification import seen_by_assessor
from core.accounts.actor import Actor


class AppealState(models.TextChoices):
    """Where a request for a human review stands."""

    ASKED = Step.ASKED.value, _("Asked for")
    ASSIGNED = Step.ASSIGNED.value, _("Waits for the company's consent")
    OPEN = Step.OPEN.value, _("With the assessor")
    UPHELD = Step.UPHELD.value, _("Decided: it stays")
    CHANGED = Step.CHANGED.value, _("Decided: it was changed")
    WITHDRAWN = Step.WITHDRAWN.value, _("Withdrawn")


class AppealQuerySet(AssessedQuerySet["Appeal"]):
    """Doors to requests for a human review."""

    def live(self) -> Self:
        """Those that are not decided or withdrawn."""
        return self.filter(state__in=sorted(each.value for each in LIVE))

    def running(self) -> Self:
        """Those whose clock runs."""
        return self.filter(state__in=sorted(each.value for each in RUNNING))


class Appeal(models.Model):
    """One number of a result (`code`: an item or a node), and why a person should look at it again.

    `evidence` are ids of the company's files (`Evidence`) it points at. `share` is its consent to the
    assessor's look. A decision holds the scores before and after and, where something changed, each item with
    both answers in `changes`; the claimed result itself never changes (`VerifiedResult`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    result = models.ForeignKey(Result, models.CASCADE, related_name="appeals")
    session = models.ForeignKey("assessments.Session", models.CASCADE, related_name="appeals")
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="appeals")
    plant_name = models.CharField(_("plant"), max_length=80, blank=True, default="")
    sigungu = models.CharField(_("district"), max_length=5)
    code = models.CharField(max_length=40)
    title = models.CharField(_("number"), max_length=200)
    title_en = models.CharField(max_length=200, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=2000)
    evidence = ArrayField(models.UUIDField(), default=list, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=AppealState.choices, default=AppealState.ASKED.value
    )
    body = models.ForeignKey(
        "core.Organisation", models.PROTECT, null=True, blank=True, related_name="appeals_given"
    )
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    share = models.ForeignKey(
        "assessments.Share", models.SET_NULL, null=True, blank=True, related_name="appeals"
    )
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    working_days = models.PositiveSmallIntegerField(_("working days"))
    due_on = models.DateField(_("due on"))
    overdue_told_at = models.DateTimeField(null=True, blank=True)
    assigned_at = models.DateTimeField(_("assigned at"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=1000, blank=True, default="")
    score_before = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    score_after = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    changes = models.JSONField(default=list, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a human review")
        constraints = [
            models.UniqueConstraint(
                "result",
                "code",
                condition=Q(state__in=sorted(each.value for each in LIVE)),
                name="appeal_live_once_per_number",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "withdrawn"])
                | Q(body__isnull=False, assigned_at__isnull=False),
                name="appeal_assigned_has_body",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(each.value for each in DECIDED))
                | (Q(decided_at__isnull=False) & ~Q(decision="")),
                name="appeal_decided_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["assessor", "state"], name="appeal_assessor"),
            models.Index(fields=["state", "due_on"], name="appeal_clock"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def name(self) -> str:
        """What the number is called, in the active language."""
        is_english = (get_language() or "ko").startswith("en")
        return self.title_en if is_english and self.title_en else self.title

    @property
    def is_decided(self) -> bool:
        """Whether an assessor has decided it."""
        return self.state in DECIDED


def opened_to_assessor(by: Actor) -> Q:
    """Of the results shared with an assessor's body, those that this person verifies or reviews."""
    mine = Appeal.objects.visible_to(by).filter(
        state__in=sorted(each.value for each in SEEN_BY_ASSESSOR),
        pk__in=Interest.objects.free(by, Subject.APPEAL),
    )
    return seen_by_assessor(by) | Q(pk__in=mine.values("result_id"))


class FormerVerifiedResultQuerySet(models.QuerySet["FormerVerifiedResult"]):
    """Doors to what verified results were before."""

    def visible_to(self, by: Actor) -> Self:
        """Those of results one may see."""
        return self if by.is_system else self.filter(result__in=Result.objects.visible_to(by))


class FormerVerifiedResult(models.Model):
    """A verified result as it was before a review changed it: the whole row, in `data`.

    Written by a trigger in the statement that changes it, never by the application; append-only.
    """

    id = models.BigAutoField(primary_key=True)
    result = models.ForeignKey(Result, models.CASCADE, related_name="former_verified")
    data = models.JSONField()
    replaced_at = models.DateTimeField()

    objects = FormerVerifiedResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("former verified result")

    def __str__(self) -> str:
        return f"{self.result_id}:{self.pk}"
