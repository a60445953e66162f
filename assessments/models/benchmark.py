"""The benchmark: blocks of results that count together, and what is told about groups."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor


class Grouped(models.Model):
    """Columns of a group (assessments.benchmark.Group); an empty one means all. Two kinds never mix.

    `series` names the versions of a framework that count alike. `is_synthetic`: made up, of no real plant.
    """

    series = models.CharField(max_length=16)
    is_synthetic = models.BooleanField(_("synthetic"))
    industry = models.CharField(_("industry"), max_length=2, blank=True, default="")
    size = models.CharField(_("size class"), max_length=10, blank=True, default="")
    region = models.CharField(_("region"), max_length=10, blank=True, default="")

    class Meta:
        abstract = True


class BenchmarkBlock(Grouped):
    """Results that enter and leave the numbers together; `entry_count` is how many it was sealed with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry_count = models.PositiveIntegerField()
    sealed_at = models.DateTimeField(_("sealed at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("benchmark block")
        constraints = [
            models.CheckConstraint(
                condition=Q(entry_count__gte=5), name="benchmarkblock_holds_five_entries_at_least"
            )
        ]
        indexes = [
            models.Index(
                fields=["series", "is_synthetic"],
                condition=Q(ended_at__isnull=True),
                name="benchmarkblock_standing",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class BenchmarkEntryQuerySet(models.QuerySet["BenchmarkEntry"]):
    """Doors to entries."""

    def visible_to(self, by: Actor) -> Self:
        """All of them for the portal's own job; nobody else reads whose results count together."""
        return self if by.is_system else self.none()


class BenchmarkEntry(models.Model):
    """A plant in a block: the measures of its result, in millionths. A result is in one block, once for all.

    An entry stays when its block ends, so that its result never enters another. A synthetic plant has no
    result; `firm` is then its number in the made-up population.
    """

    block = models.ForeignKey(BenchmarkBlock, models.CASCADE, related_name="entries")
    result = models.OneToOneField(
        "assessments.Result", models.CASCADE, null=True, blank=True, related_name="benchmark_entry"
    )
    firm = models.CharField(max_length=36)
    scores = models.JSONField()
    is_synthetic = models.BooleanField(_("synthetic"))

    objects = BenchmarkEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("benchmark entry")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_synthetic=True, result__isnull=True)
                | Q(is_synthetic=False, result__isnull=False),
                name="benchmarkentry_is_of_a_result_or_synthetic",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class BenchmarkCell(Grouped):
    """What is told about a group, to everybody: the only numbers that pages, reports and API read.

    `numbers` is, by measure, {"mean": millionths, "ladder": {percentile: millionths}}. `told_at` is since
    when it says so.
    """

    plants = models.PositiveIntegerField(_("plants"))
    firms = models.PositiveIntegerField(_("companies"))
    numbers = models.JSONField()
    told_at = models.DateTimeField(_("told at"))

    class Meta:
        verbose_name = _("benchmark")
        constraints = [
            models.UniqueConstraint(
                "series", "is_synthetic", "industry", "size", "region", name="benchmarkcell_once_a_group"
            ),
            models.CheckConstraint(condition=Q(firms__gte=5), name="benchmarkcell_of_five_firms_at_least"),
            models.CheckConstraint(
                condition=Q(plants__gte=models.F("firms")), name="benchmarkcell_no_fewer_plants_than_firms"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.industry or '*'} {self.size or '*'} {self.region or '*'}: {self.plants}"
