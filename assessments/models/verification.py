"""What an assessor says of a result: whose turn it is, each judgement, and the verified result."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.assessed import AssessedQuerySet
from assessments.models.interest import Interest, Subject
from assessments.models.result import Result
from assessments.verifying import LIVE, SEEN_BY_ASSESSOR, Step
from core.accounts.actor import Actor
from core.accounts.roles import Kind


class VerificationState(models.TextChoices):
    """Where a verification stands."""

    ASKED = Step.ASKED.value, _("Asked for")
    ASSIGNED = Step.ASSIGNED.value, _("Waits for the company's consent")
    OPEN = Step.OPEN.value, _("With the assessor")
    FINISHED = Step.FINISHED.value, _("Verified")
    ENDED = Step.ENDED.value, _("Ended")


class VerificationQuerySet(AssessedQuerySet["Verification"]):
    """Doors to verifications."""

    def live(self) -> Self:
        """Those that were not ended."""
        return self.exclude(state=Step.ENDED.value)

    def whole(self) -> Self:
        """Those of the whole result, without what reviews of single numbers decided."""
        return self.filter(is_review=False)


class Verification(models.Model):
    """One result on its way to verified levels. `share` is the company's consent to the assessor's look.

    `is_review`: made, and finished at once, by the decision of a review of single numbers. A whole one may
    follow it; what was decided then stands in that one as well.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    result = models.ForeignKey(Result, models.CASCADE, related_name="verifications")
    session = models.ForeignKey("assessments.Session", models.CASCADE, related_name="verifications")
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="verifications")
    plant_name = models.CharField(_("plant"), max_length=80, blank=True, default="")
    sigungu = models.CharField(_("district"), max_length=5)
    is_review = models.BooleanField(default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=VerificationState.choices, default=VerificationState.ASKED.value
    )
    body = models.ForeignKey(
        "core.Organisation", models.PROTECT, null=True, blank=True, related_name="verifications_given"
    )
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    share = models.ForeignKey(
        "assessments.Share", models.SET_NULL, null=True, blank=True, related_name="verifications"
    )
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    assigned_at = models.DateTimeField(_("assigned at"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification")
        constraints = [
            models.UniqueConstraint(
                "result",
                condition=Q(state__in=sorted(each.value for each in LIVE), is_review=False),
                name="verification_live_once",
            ),
            models.UniqueConstraint(
                "result", condition=Q(is_review=True), name="verification_of_review_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "ended"]) | Q(body__isnull=False, assigned_at__isnull=False),
                name="verification_assigned_has_body",
            ),
        ]
        indexes = [models.Index(fields=["assessor", "state"], name="verification_assessor")]

    def __str__(self) -> str:
        return str(self.pk)


def seen_by_assessor(by: Actor) -> Q:
    """Of the results shared with an assessor's body, those that this person verifies, without an interest."""
    mine = Verification.objects.visible_to(by).filter(
        state__in=sorted(each.value for each in SEEN_BY_ASSESSOR),
        pk__in=Interest.objects.free(by, Subject.VERIFICATION),
    )
    return Q(pk__in=mine.values("result_id"))


class JudgementQuerySet(models.QuerySet["Judgement"]):
    """Doors to judgements."""

    def visible_to(self, by: Actor) -> Self:
        """Those of verifications one may see; a programme administrator sees none."""
        if by.is_system:
            return self
        if by.kind == Kind.MINISTRY.value:
            return self.none()
        return self.filter(verification__in=Verification.objects.visible_to(by))


class Judgement(models.Model):
    """An assessor's word on one item, appended and never changed: the last one of an item counts.

    Neither choices nor non-answer takes the word before back.
    """

    verification = models.ForeignKey(Verification, models.CASCADE, related_name="judgements")
    item = models.CharField(max_length=40)
    choices = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    non_answer = models.CharField(max_length=14, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=1000, blank=True, default="")
    judged_at = models.DateTimeField()
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    objects = JudgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("judgement")
        constraints = [
            models.CheckConstraint(
                condition=Q(non_answer__in=["", "not_applicable", "dont_know"]),
                name="judgement_non_answer_known",
            ),
        ]
        indexes = [models.Index(fields=["verification", "item", "id"], name="judgement_last_of_item")]

    def __str__(self) -> str:
        return f"{self.verification_id}:{self.item}"

    @property
    def is_taken_back(self) -> bool:
        """Whether this only takes back what was said before."""
        return not self.choices and not self.non_answer


class VerifiedResultQuerySet(models.QuerySet["VerifiedResult"]):
    """Doors to verified results."""

    def visible_to(self, by: Actor) -> Self:
        """Those of results one may see."""
        return self if by.is_system else self.filter(result__in=Result.objects.visible_to(by))


class VerifiedResult(models.Model):
    """What a result comes to with the assessor's levels: beside the claimed one and never in it.

    It changes only by the decision of a review (`appeal_id`, another one each time), or when a whole
    verification follows a review; PostgreSQL then keeps what it was (`FormerVerifiedResult`) and refuses
    every other change.

    `changes` are the items judged differently, in the order of the framework: item, claimed and verified
    answer, reason. `confirmed` counts items that stand as they were claimed, `judged` those that the assessor
    said a word on, one by one: the rest stands as the company answered.
    """

    result = models.OneToOneField(Result, models.CASCADE, related_name="verified", primary_key=True)
    verification = models.OneToOneField(Verification, models.CASCADE, related_name="verified")
    appeal_id = models.UUIDField(null=True, blank=True)
    body_name = models.CharField(_("assessor body"), max_length=120)
    score = models.DecimalField(_("score"), max_digits=12, decimal_places=4, null=True)
    low = models.DecimalField(_("lowest"), max_digits=12, decimal_places=4)
    high = models.DecimalField(_("highest"), max_digits=12, decimal_places=4)
    coverage = models.DecimalField(_("coverage"), max_digits=6, decimal_places=4)
    level = models.PositiveSmallIntegerField(_("level"), null=True)
    tier = models.CharField(_("tier"), max_length=20, blank=True, default="")
    outcome = models.JSONField()
    answers = models.JSONField()
    changes = models.JSONField(default=list)
    confirmed = models.PositiveIntegerField(default=0)
    judged = models.PositiveIntegerField(default=0)
    engine = models.CharField(max_length=20)
    verified_at = models.DateTimeField(_("verified at"))

    objects = VerifiedResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("verified result")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def rest(self) -> int:
        """How many of the counted answers nobody looked at one by one."""
        return len(self.answers) - self.judged
