"""Results and with whom they are shared."""

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.reach import reach_of
from core.accounts.actor import Actor


class ResultQuerySet(models.QuerySet["Result"]):
    """Doors to results."""

    def visible_to(self, by: Actor) -> Self:
        """The current company's own results, and those shared with the current organisation by consent.

        Of those a technopark sees the districts it serves today, whoever served them when they were shared.
        """
        if by.is_system:
            return self
        if by.kind == "company":
            return self.filter(organisation_id__in=by.organisation_ids)
        reach = reach_of(by)
        return self.none() if reach is None else self.shared_with(by).filter(reach)

    def shared_with(self, by: Actor) -> Self:
        """Results whose companies let the current organisation see them, wherever they lie."""
        shares = Share.objects.filter(recipient_id__in=by.organisation_ids, withdrawn_at__isnull=True)
        return self.filter(id__in=shares.values("result_id"))

    def of_plant_of(self, result: "Result") -> Self:
        """The results of the plant that `result` is of, this one among them, newest first."""
        same = Q(pk=result.pk) if result.plant_id is None else Q(plant_id=result.plant_id)
        return self.filter(same).order_by("-submitted_at", "pk")


class Result(models.Model):
    """What a submitted session came to: immutable, with its whole trace and the answers it stands on.

    Only under which plant it is filed may change; `plant_name` and place say what was so in its time.

    Scores are in the framework's points (0-1,000 for the Korean diagnostic); `score` is None where coverage
    is too low. `outcome` is the engine's compact trace (`outcomes.outcome_of` restores every number from it),
    `answers` the counted answers as they were, in the form of the answers file. `support_rules` placed it
    when it was submitted: None is from before the rules, an empty group without a score.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.OneToOneField("assessments.Session", models.CASCADE, related_name="result")
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="results")
    framework = models.ForeignKey("assessments.FrameworkVersion", models.PROTECT, related_name="results")
    plant = models.ForeignKey(
        "assessments.Plant",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="results",
        db_constraint=False,  # result_plant_of_its_company says more
        db_index=False,
    )
    plant_name = models.CharField(_("plant"), max_length=80, blank=True, default="")
    sigungu = models.CharField(_("district"), max_length=5)
    industry = models.CharField(_("industry"), max_length=5)
    size = models.CharField(_("size class"), max_length=10)
    score = models.DecimalField(_("score"), max_digits=12, decimal_places=4, null=True)
    low = models.DecimalField(_("lowest"), max_digits=12, decimal_places=4)
    high = models.DecimalField(_("highest"), max_digits=12, decimal_places=4)
    coverage = models.DecimalField(_("coverage"), max_digits=6, decimal_places=4)
    level = models.PositiveSmallIntegerField(_("level"), null=True)
    tier = models.CharField(_("tier"), max_length=20, blank=True, default="")
    outcome = models.JSONField()
    answers = models.JSONField()
    answers_version = models.PositiveIntegerField()
    engine = models.CharField(max_length=20)
    submitted_at = models.DateTimeField(_("submitted at"))
    support_rules = models.ForeignKey(
        "assessments.SupportRules", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    support_group = models.CharField(max_length=10, blank=True, default="", db_default="")
    support_tracks = ArrayField(models.CharField(max_length=30), default=list, db_default=[], blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        constraints = [
            models.CheckConstraint(condition=Q(low__lte=models.F("high")), name="result_low_not_above_high"),
            models.CheckConstraint(
                condition=Q(score__isnull=True)
                | (Q(score__gte=models.F("low") - 1) & Q(score__lte=models.F("high") + 1)),
                name="result_score_within_interval",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-submitted_at"], name="result_organisation_submitted"),
            models.Index(fields=["-submitted_at", "id"], name="result_submitted"),
            models.Index(fields=["plant", "-submitted_at"], name="result_plant_submitted"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ShareQuerySet(models.QuerySet["Share"]):
    """Doors to shares."""

    def visible_to(self, by: Actor) -> Self:
        """Shares the current organisation gave, and those it received that are in force."""
        if by.is_system:
            return self
        if by.place is None:
            return self.none()
        here = by.place.organisation_id
        return self.filter(Q(organisation_id=here) | Q(recipient_id=here, withdrawn_at__isnull=True))


class Share(models.Model):
    """A result shared with one recipient, on a consent of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    result = models.ForeignKey(Result, models.CASCADE, related_name="shares")
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="shares_given")
    recipient = models.ForeignKey("core.Organisation", models.CASCADE, related_name="shares_received")
    consent = models.ForeignKey("core.Consent", models.PROTECT, related_name="shares")
    shared_at = models.DateTimeField(_("shared at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("share")
        constraints = [
            models.UniqueConstraint(
                "result",
                "recipient",
                condition=Q(withdrawn_at__isnull=True),
                name="share_once_per_recipient",
            )
        ]
        indexes = [
            models.Index(
                fields=["recipient", "result", "organisation"],
                condition=Q(withdrawn_at__isnull=True),
                name="share_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.result_id} -> {self.recipient_id}"
