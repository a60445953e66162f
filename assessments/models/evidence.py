"""Files that show an answer: what a company put in, and which answers each shows."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.result import Result
from core.accounts.actor import Actor


class Proof(models.TextChoices):
    """How well an answer is shown."""

    DECLARED = "declared", _("Own statement")
    DOCUMENTED = "documented", _("With a file")
    VERIFIED = "verified", _("Confirmed by an assessor")


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    """Doors to files."""

    def visible_to(self, by: Actor) -> Self:
        """The current company's own files."""
        if by.is_system:
            return self
        return self.filter(organisation_id__in=by.organisation_ids) if by.kind == "company" else self.none()


class EvidenceFile(models.Model):
    """A file a company put in, stored once however often it is used: `sha256` names its bytes in storage.

    `kind` was told by the content (core.uploads); a picture was written anew before it was stored.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="evidence_files")
    name = models.CharField(_("file"), max_length=120)
    kind = models.CharField(_("kind"), max_length=8)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField(_("size"))
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence file")
        constraints = [
            models.UniqueConstraint("organisation", "sha256", name="evidence_file_once_per_company"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="evidence_file_has_sha256"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stored_name(self) -> str:
        """Where its bytes lie; companies share no file: one is destroyed without asking the others."""
        return f"evidence/{self.organisation_id.hex}/{self.sha256[:2]}/{self.sha256}.{self.kind}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Doors to evidence."""

    def visible_to(self, by: Actor) -> Self:
        """The current company's own, with what it took away lately; an assessor's, of results they verify."""
        if by.is_system:
            return self
        if by.kind == "assessor_body":
            results = Result.objects.visible_to(by).values("session_id")
            return self.filter(session_id__in=results, removed_at__isnull=True)
        return self.filter(organisation_id__in=by.organisation_ids) if by.kind == "company" else self.none()

    def standing(self) -> Self:
        """What was not taken away."""
        return self.filter(removed_at__isnull=True)


class Evidence(models.Model):
    """A file put to the answer of one item of one session. Taken away, it can come back for thirty days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="evidence")
    session = models.ForeignKey("assessments.Session", models.CASCADE, related_name="evidence")
    item = models.CharField(max_length=40)
    file = models.ForeignKey(EvidenceFile, models.CASCADE, related_name="uses")
    attached_at = models.DateTimeField(_("attached at"))
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        constraints = [
            models.UniqueConstraint("session", "item", "file", name="evidence_once_per_item"),
        ]
        indexes = [
            models.Index(fields=["organisation", "item"], name="evidence_organisation_item"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}:{self.item}"
