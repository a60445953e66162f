"""Diagnostic sessions and their answers."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor


class SessionState(models.TextChoices):
    """Where a session stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")


class SessionQuerySet(models.QuerySet["Session"]):
    """Doors to sessions."""

    def visible_to(self, by: Actor) -> Self:
        """The current company's sessions and the drafts of one's own cookie, begun or resumed with it."""
        if by.is_system:
            return self
        mine = Q()
        if by.kind == "company":
            mine |= Q(organisation_id__in=by.organisation_ids)
        if by.draft_key:
            mine |= Q(organisation__isnull=True) & (Q(draft_key=by.draft_key) | Q(resumed_key=by.draft_key))
        return self.filter(mine) if mine else self.none()

    def drafts(self) -> Self:
        """Not yet submitted."""
        return self.filter(state=SessionState.DRAFT.value)

    def with_framework(self) -> Self:
        """Each with its framework version, whose document stays in the database (see documents.py)."""
        return self.select_related("framework").defer("framework__document", "framework__source")


class Session(models.Model):
    """One diagnostic of one plant with one framework version.

    A visitor's draft has no organisation; it belongs to the hash of the signed cookie it was begun with
    (`draft_key`) and of the one it was last resumed with by a mailed link (`resumed_key`, another device). It
    expires. On submit it follows the person into their company. `answers_version` counts changes of answers;
    `is_shared` says whether a part was ever given away, so that nobody else's pages look for it.
    A company's is of one of its plants; place, industry and size are said here as they were at the time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(
        "assessments.FrameworkVersion", models.PROTECT, related_name="sessions", verbose_name=_("framework")
    )
    organisation = models.ForeignKey(
        "core.Organisation", models.CASCADE, null=True, blank=True, related_name="diagnostic_sessions"
    )
    plant = models.ForeignKey(
        "assessments.Plant",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="sessions",
        db_constraint=False,  # session_plant_of_its_company says more
    )
    draft_key = models.CharField(max_length=64, blank=True, default="")
    resumed_key = models.CharField(max_length=64, blank=True, default="")
    resume_hash = models.CharField(max_length=64, blank=True, default="")
    resume_sent_at = models.DateTimeField(null=True, blank=True)
    resume_count = models.PositiveSmallIntegerField(default=0)
    plant_name = models.CharField(_("plant"), max_length=80, blank=True, default="")
    sigungu = models.CharField(_("district"), max_length=5, blank=True, default="")
    industry = models.CharField(_("industry"), max_length=5, blank=True, default="")
    size = models.CharField(_("size class"), max_length=10, blank=True, default="")
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    average_sales_won = models.BigIntegerField(_("average sales"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=SessionState.choices, default=SessionState.DRAFT.value
    )
    answers_version = models.PositiveIntegerField(default=0)
    is_shared = models.BooleanField(default=False, db_default=False)
    started_at = models.DateTimeField(_("started at"))
    changed_at = models.DateTimeField(_("changed at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("diagnostic session")
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(draft_key=""), name="session_belongs_to_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(state="submitted", organisation__isnull=False, submitted_at__isnull=False),
                name="session_submitted_has_owner_and_time",
            ),
            models.CheckConstraint(
                condition=Q(plant__isnull=True) | Q(organisation__isnull=False),
                name="session_plant_has_company",
            ),
            models.CheckConstraint(
                condition=Q(sigungu="") | Q(sigungu__regex=r"^[0-9]{5}$"), name="session_sigungu_five_digits"
            ),
        ]
        indexes = [
            # None on changed_at: every saved answer moves it, and would then write to every index.
            models.Index(fields=["draft_key"], condition=~Q(draft_key=""), name="session_draft_key"),
            models.Index(fields=["resumed_key"], condition=~Q(resumed_key=""), name="session_resumed_key"),
            models.Index(fields=["resume_hash"], condition=~Q(resume_hash=""), name="session_resume_hash"),
            models.Index(fields=["expires_at"], condition=Q(state="draft"), name="session_draft_expiry"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Origin(models.TextChoices):
    """How an answer came about, where it was not simply given."""

    GIVEN = "", _("given")
    CARRIED = "carried", _("carried over")
    CHOSEN = "chosen", _("chosen between two answers")
    UNDONE = "undone", _("brought back")


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Doors to answers."""

    def visible_to(self, by: Actor) -> Self:
        """Answers of the sessions one may see."""
        return self if by.is_system else self.filter(session__in=Session.objects.visible_to(by))


class Answer(models.Model):
    """The answer to one item: choice codes, or one of the two spoken non-answers.

    No row is the third non-answer, "not started". `version` rises by one with every change; what the answer
    was before is kept (`FormerAnswer`). `mark` is the random word of the sending that brought it, if any.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="answers")
    item = models.CharField(max_length=40)
    choices = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    non_answer = models.CharField(max_length=14, blank=True, default="")
    comment = models.CharField(_("comment"), max_length=2000, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    origin = models.CharField(max_length=10, blank=True, default="", db_default="")
    mark = models.CharField(max_length=16, blank=True, default="", db_default="")
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
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

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        constraints = [
            models.UniqueConstraint("session", "item", name="answer_once_per_item"),
            models.CheckConstraint(
                condition=Q(non_answer__in=["", "not_applicable", "dont_know"]),
                name="answer_non_answer_known",
            ),
            models.CheckConstraint(
                condition=Q(non_answer="") | Q(choices=[]), name="answer_choice_or_non_answer"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["", "carried", "chosen", "undone"]), name="answer_origin_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}:{self.item}"
