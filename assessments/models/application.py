"""Applications for a confirmed level: where each stands, its documents, the committee's votes."""

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.clock import decision_due_on, report_due_on
from assessments.models.evidence import EvidenceFile
from assessments.models.interest import Interest, Subject
from assessments.models.result import Result
from assessments.workflow import DECIDED_BY_COMMITTEE, LIVE, SEEN_BY_ASSESSOR, SEEN_BY_COMMITTEE, Step
from core.accounts.actor import Actor
from core.accounts.policies import is_programme_administrator
from core.accounts.roles import Kind, Role
from core.web.wording import SEOUL


class ApplicationState(models.TextChoices):
    """Where an application stands."""

    DRAFT = Step.DRAFT.value, _("Being prepared")
    SUBMITTED = Step.SUBMITTED.value, _("Documents are being checked")
    SUPPLEMENT = Step.SUPPLEMENT.value, _("Something is missing")
    ACCEPTED = Step.ACCEPTED.value, _("Waits for an assessor")
    ASSIGNED = Step.ASSIGNED.value, _("Waits for the company's consent")
    ASSESSING = Step.ASSESSING.value, _("Being assessed")
    REPORTED = Step.REPORTED.value, _("With the committee")
    CONFIRMED = Step.CONFIRMED.value, _("Confirmed")
    REJECTED = Step.REJECTED.value, _("Rejected")
    WITHDRAWN = Step.WITHDRAWN.value, _("Application withdrawn")
    LAPSED = Step.LAPSED.value, _("Ended, the time was over")
    REVOKED = Step.REVOKED.value, _("Revoked")


class DocumentKind(models.TextChoices):
    """The four documents that an application needs (notice 2023-80, article 4)."""

    FORM = "form", _("Application form (annex 4)")
    SELF_ASSESSMENT = "self_assessment", _("Self-assessment sheet")
    BUSINESS = "business", _("Certificate of business registration")
    TAXES = "taxes", _("Certificates of paid national and local taxes")


def _values(steps: frozenset[Step]) -> list[str]:
    return sorted(each.value for each in steps)


class ApplicationQuerySet(models.QuerySet["LevelApplication"]):
    """Doors to applications."""

    def visible_to(self, by: Actor) -> Self:
        """The company's own; to a programme administrator all but drafts; to an assessor those they assess;
        to a member of the committee those that came before it."""
        if by.is_system:
            return self
        if by.kind == Kind.COMPANY.value:
            return self.filter(organisation_id__in=by.organisation_ids)
        if is_programme_administrator(by):
            return self.exclude(Q(state=Step.DRAFT.value) | Q(submitted_at__isnull=True))
        if by.kind == Kind.ASSESSOR_BODY.value and by.user_id is not None:
            return self.filter(
                state__in=_values(SEEN_BY_ASSESSOR),
                verification__assessor_id=by.user_id,
                verification__body_id__in=by.organisation_ids,
                verification__share__withdrawn_at__isnull=True,
            )
        if by.kind == Kind.COMMITTEE.value and by.role == Role.COMMITTEE_MEMBER.value:
            return self.filter(state__in=_values(SEEN_BY_COMMITTEE), reported_at__isnull=False)
        return self.none()

    def live(self) -> Self:
        """Those that have not ended without a certificate."""
        return self.filter(state__in=_values(LIVE))

    def with_names(self) -> Self:
        """Each with its company, framework and certificate."""
        return self.select_related("organisation", "framework", "certificate").defer(
            "framework__document", "framework__source"
        )


class LevelApplication(models.Model):
    """A company's application to have the level of one result confirmed.

    `verification` is the assessor's work on the result, from the day the documents were complete. `report` is
    what the assessor handed to the committee: claimed and verified level and score, the changed items with
    their reasons, all frozen. `reason` says why it ended, or what is missing. `visit_first_on` is the day
    that had passed when another one was set for the visit, with the last reason for that in `visit_reason`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    result = models.ForeignKey(Result, models.CASCADE, related_name="level_applications")
    session = models.ForeignKey("assessments.Session", models.CASCADE, related_name="level_applications")
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="level_applications")
    framework = models.ForeignKey("assessments.FrameworkVersion", models.PROTECT, related_name="+")
    plant_name = models.CharField(_("plant"), max_length=80, blank=True, default="")
    sigungu = models.CharField(_("district"), max_length=5)
    claimed_level = models.PositiveSmallIntegerField(_("claimed level"), null=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ApplicationState.choices, default=Step.DRAFT.value
    )
    started_at = models.DateTimeField(_("begun at"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    missing = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    missing_since_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("documents complete at"), null=True, blank=True)
    verification = models.ForeignKey(
        "assessments.Verification", models.SET_NULL, null=True, blank=True, related_name="level_applications"
    )
    visit_on = models.DateField(_("visit on"), null=True, blank=True)
    visit_first_on = models.DateField(_("visit first set for"), null=True, blank=True)
    visit_reason = models.TextField(_("why the visit was put off"), max_length=1_000, blank=True, default="")
    summary = models.TextField(_("summary"), max_length=4_000, blank=True, default="")
    report = models.JSONField(default=dict, blank=True)
    reported_at = models.DateTimeField(_("reported at"), null=True, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    body = models.ForeignKey(
        "core.Organisation", models.PROTECT, null=True, blank=True, related_name="level_reports"
    )
    reason = models.TextField(_("reason"), max_length=2_000, blank=True, default="")
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application for a confirmed level")
        constraints = [
            models.UniqueConstraint(
                "result",
                condition=Q(state__in=_values(LIVE)),
                name="level_application_live_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["reported", "confirmed", "revoked"])
                | (Q(reported_at__isnull=False) & ~Q(summary="")),
                name="level_application_reported_has_summary",
            ),
            models.CheckConstraint(
                condition=~Q(state="supplement") | Q(due_on__isnull=False),
                name="level_application_missing_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="level_application_state"),
            models.Index(fields=["organisation", "started_at"], name="level_application_company"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def report_due_on(self) -> date | None:
        """By when the report on the visit is due; None before a day is set, and once it is handed in."""
        return report_due_on(self.visit_on) if self.visit_on and self.reported_at is None else None

    @property
    def decision_due_on(self) -> date | None:
        """By when the committee is to decide; None before the report, and once it has decided."""
        if self.reported_at is None or self.state != Step.REPORTED.value:
            return None
        return decision_due_on(self.reported_at.astimezone(SEOUL).date())

    @property
    def decided_on(self) -> date | None:
        """When the committee decided; None before. Of a revoked one the day on which it was confirmed."""
        certificate = getattr(self, "certificate", None)
        if certificate is not None:
            day: date = certificate.issued_on
            return day
        is_rejected = self.state == Step.REJECTED.value and self.reported_at is not None
        return self.ended_at.astimezone(SEOUL).date() if is_rejected and self.ended_at else None


class DocumentQuerySet(models.QuerySet["ApplicationDocument"]):
    """Doors to an application's documents."""

    def visible_to(self, by: Actor) -> Self:
        """Those of applications one may see; none to the committee, which reads the report."""
        if by.is_system:
            return self
        if by.kind == Kind.COMMITTEE.value:
            return self.none()
        rows = self.filter(application__in=LevelApplication.objects.visible_to(by))
        if by.kind == Kind.ASSESSOR_BODY.value:
            free = Interest.objects.free(by, Subject.VERIFICATION)
            return rows.filter(application__verification__in=free)
        return rows


class ApplicationDocument(models.Model):
    """A file put in as one of the four documents; the file is kept as evidence is (`EvidenceFile`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(LevelApplication, models.CASCADE, related_name="documents")
    kind = models.CharField(_("document"), max_length=20, choices=DocumentKind.choices)
    file = models.ForeignKey(EvidenceFile, models.CASCADE, related_name="documents")
    attached_at = models.DateTimeField(_("attached at"))
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of an application")
        constraints = [
            models.UniqueConstraint("application", "kind", "file", name="application_document_once"),
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values), name="application_document_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}:{self.kind}"


class VoteQuerySet(models.QuerySet["CommitteeVote"]):
    """Doors to votes."""

    def visible_to(self, by: Actor) -> Self:
        """A member's own, and all of them once the committee has decided, unless one has an interest; then a
        programme administrator reads them too. The company reads reasons, never who voted."""
        if by.is_system:
            return self
        decided = Q(application__state__in=_values(DECIDED_BY_COMMITTEE))
        if is_programme_administrator(by):
            return self.filter(decided)
        if by.kind != Kind.COMMITTEE.value:
            return self.none()
        free = Interest.objects.free(by, Subject.APPLICATION)
        return self.filter(Q(member_id=by.user_id) | decided & Q(application__in=free))

    def standing(self) -> Self:
        """Those that count: not taken back."""
        return self.filter(taken_back_at__isnull=True)


class CommitteeVote(models.Model):
    """A member's vote on one application, with the reason; never changed. Until another
    member votes it may be taken back, to vote anew: it then stays with its time, and counts no more."""

    application = models.ForeignKey(LevelApplication, models.CASCADE, related_name="votes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    is_for = models.BooleanField(_("for it"))
    reason = models.CharField(_("reason"), max_length=1_000, blank=True, default="")
    voted_at = models.DateTimeField(_("voted at"))
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote of the committee")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "member"],
                condition=Q(taken_back_at__isnull=True),
                name="committee_vote_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(is_for=True) | ~Q(reason=""), name="committee_vote_against_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(taken_back_at__gte=F("voted_at")),
                name="committee_vote_taken_back_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}:{self.is_for}"
