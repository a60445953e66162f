"""Policies, supplier snapshots, and every recommendation that was shown."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models import Result
from core.accounts.actor import Actor


class PolicyState(models.TextChoices):
    """Where a policy version stands."""

    DRAFT = "draft", _("Draft")
    LIVE = "live", _("Live")
    RETIRED = "retired", _("Retired")


class MatchingPolicy(models.Model):
    """One version of the matching policy: an immutable document with the instant it takes effect."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=40, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=PolicyState.choices, default=PolicyState.DRAFT.value
    )
    document = models.JSONField()
    checksum = models.CharField(max_length=64)
    effective_from = models.DateTimeField(_("effective from"))

    class Meta:
        verbose_name = _("matching policy")

    def __str__(self) -> str:
        return self.code


class SupplierSnapshot(models.Model):
    """A supplier as ranking saw it, addressed by the SHA-256 of its canonical JSON."""

    checksum = models.CharField(max_length=64, primary_key=True)
    supplier_id = models.UUIDField()
    document = models.JSONField()

    class Meta:
        verbose_name = _("supplier snapshot")

    def __str__(self) -> str:
        return self.checksum[:12]


class PoolSnapshot(models.Model):
    """Which snapshots took part in a ranking: their SHA-256 digests (32 bytes each), in the pool's order."""

    checksum = models.CharField(max_length=64, primary_key=True)
    members = models.BinaryField()

    class Meta:
        verbose_name = _("pool snapshot")

    def __str__(self) -> str:
        return self.checksum[:12]


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Doors to recommendations."""

    def visible_to(self, by: Actor) -> Self:
        """Recommendations for the results one may see."""
        return self if by.is_system else self.filter(result__in=Result.objects.visible_to(by))


class Recommendation(models.Model):
    """What was recommended for a result, with everything needed to compute it again to the last byte.

    `checksum` is that of the whole ranking (`Ranking.to_json`); `ranking` holds what is shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    result = models.ForeignKey("assessments.Result", models.CASCADE, related_name="recommendations")
    policy = models.ForeignKey(MatchingPolicy, models.PROTECT, related_name="recommendations")
    engine = models.CharField(max_length=20)
    need = models.JSONField()
    pool = models.ForeignKey(PoolSnapshot, models.PROTECT, related_name="recommendations")
    ranking = models.JSONField()
    checksum = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("created at"))

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        indexes = [models.Index(fields=["result", "-created_at"], name="recommendation_result_created")]

    def __str__(self) -> str:
        return str(self.pk)
