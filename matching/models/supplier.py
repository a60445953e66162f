"""Suppliers, their solutions and track records."""

import time
import uuid
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, Func, OuterRef, Q, Value
from django.db.models.functions import Greatest, Lower, Now
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from integrity.models import Sanction

# A Korean text as its jamo (Unicode NFD), so that half-typed syllables match.
_AS_JAMO = Lower(Func("name_key", function="normalize", template="%(function)s(%(expressions)s, NFD)"))


class Evidence(models.TextChoices):
    """How well a supplier's claim to a technology domain is shown."""

    DECLARED = "declared", _("Declared")
    DOCUMENTED = "documented", _("Documented")
    VERIFIED = "verified", _("Verified")


def listed_now() -> "ExpressionWrapper[Q]":
    """For an annotation: published, and the organisation under no participation ban now."""
    banned = Sanction.objects.filter(
        organisation_id=OuterRef("organisation_id"), from_at__lte=Now(), until_at__gt=Now()
    )
    public = Q(verified_at__isnull=False, is_published=True)
    return ExpressionWrapper(public & ~Q(Exists(banned)), output_field=models.BooleanField())


class SupplierQuerySet(models.QuerySet["Supplier"]):
    """Doors to suppliers."""

    def public(self) -> Self:
        """Published profiles: everybody may see them."""
        return self.filter(verified_at__isnull=False, is_published=True)

    def listed(self) -> Self:
        """Published profiles of suppliers that may take part now: what search and lists show."""
        banned = Sanction.objects.filter(from_at__lte=Now(), until_at__gt=Now()).values("organisation_id")
        return self.public().exclude(organisation_id__in=banned)

    def visible_to(self, by: Actor) -> Self:
        """Published profiles, and one's own whatever its state."""
        if by.is_system:
            return self
        own = Q(organisation_id__in=by.organisation_ids) if by.kind == "supplier" else Q()
        published = Q(verified_at__isnull=False, is_published=True)
        return self.filter(published | own) if own else self.filter(published)

    def waiting(self) -> Self:
        """Those that asked to be verified and wait for a decision."""
        return self.filter(verification_asked_at__isnull=False)

    def shown_to(self, by: Actor) -> Self:
        """Listed profiles, and one's own whatever its state."""
        own = Q(organisation_id__in=by.organisation_ids) if by.kind == "supplier" else Q(pk=None)
        return self.filter(Q(listed_now()) | own)

    def editable_by(self, by: Actor) -> Self:
        """One's own profile."""
        if by.kind != "supplier":
            return self.none()
        return self.filter(organisation_id__in=by.organisation_ids)


class Supplier(models.Model):
    """A technology supplier's public profile and what ranking reads of it.

    `regions` are 시도 codes it serves ("all": the whole country), `industries` KSIC divisions, `sizes` size
    classes, `domains` technology domains, each mapped by `evidence` to declared, documented or verified.
    `name_key` is the normalised name, `name_initials` its 초성, both kept by the action that saves a profile;
    `exposure` is the debt of the tie rule (`actions.exposure`); `age_told_on` and `end_told_on` are the days
    on which its members were last told that the profile grows old, and that it is too old.
    Until `capacity_said_at` the free places are those a profile begins with, and nobody stated them.
    PostgreSQL computes `name_jamo` from it, `verified_domains` from `evidence`, and `facets` ("region:48",
    "domain:MES", ...), which search counts. `confirmed_records` is kept by the actions on track records.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField("core.Organisation", models.CASCADE, related_name="supplier")
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120, blank=True, default="")
    name_key = models.CharField(max_length=120)
    name_initials = models.CharField(max_length=120, blank=True, default="")
    name_jamo = models.GeneratedField(expression=_AS_JAMO, output_field=models.TextField(), db_persist=True)
    summary_ko = models.CharField(_("summary (Korean)"), max_length=600, blank=True, default="")
    summary_en = models.CharField(_("summary (English)"), max_length=600, blank=True, default="")
    search_text = models.TextField(blank=True, default="")
    home_sigungu = models.CharField(_("district"), max_length=5)
    home_sido = models.CharField(_("province"), max_length=2)
    regions = ArrayField(models.CharField(max_length=5), default=list, verbose_name=_("regions served"))
    domains = ArrayField(models.CharField(max_length=12), default=list, verbose_name=_("technology domains"))
    evidence = models.JSONField(default=dict)
    verified_domains = models.GeneratedField(
        expression=Func(F("evidence"), function="ieum_verified"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )
    facets = models.GeneratedField(
        expression=Func(
            "regions",
            "home_sido",
            "domains",
            "evidence",
            "industries",
            "sizes",
            "is_accepting",
            "capacity_open",
            function="ieum_facets",
        ),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )
    remote_domains = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    industries = ArrayField(models.CharField(max_length=5), default=list, verbose_name=_("industries"))
    sizes = ArrayField(models.CharField(max_length=10), default=list, verbose_name=_("customer sizes"))
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    sales_won = models.BigIntegerField(_("sales"), null=True, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    homepage = models.URLField(_("homepage"), blank=True, default="")
    contact_name = models.CharField(_("contact person"), max_length=60, blank=True, default="")
    contact_email = models.EmailField(_("contact address"), blank=True, default="")
    contact_phone = models.CharField(_("contact phone"), max_length=20, blank=True, default="")
    capacity_total = models.PositiveSmallIntegerField(_("projects at a time"), default=3)
    capacity_open = models.PositiveSmallIntegerField(_("free places"), default=1)
    is_accepting = models.BooleanField(_("accepts new work"), default=True)
    capacity_said_at = models.DateTimeField(null=True, blank=True)
    is_published = models.BooleanField(_("published"), default=False)
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    verified_by_id = models.UUIDField(null=True, blank=True)
    verification_asked_at = models.DateTimeField(_("verification asked for at"), null=True, blank=True)
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    return_reason = models.CharField(_("reason of the return"), max_length=500, blank=True, default="")
    profile_confirmed_on = models.DateField(_("profile confirmed on"))
    age_told_on = models.DateField(null=True, blank=True)
    end_told_on = models.DateField(null=True, blank=True)
    requests_received = models.PositiveIntegerField(default=0)
    requests_answered_in_time = models.PositiveIntegerField(default=0)
    projects_rated = models.PositiveIntegerField(default=0)
    projects_satisfied = models.PositiveIntegerField(default=0)
    confirmed_records = models.PositiveIntegerField(_("confirmed projects"), default=0)
    exposure = models.IntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(_("changed at"))

    objects = SupplierQuerySet.as_manager()

    class Meta:
        verbose_name = _("supplier")
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity_open__lte=F("capacity_total")),
                name="supplier_free_places_within_total",
                violation_error_message=_("There cannot be more free places than projects at a time."),
            ),
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(verified_at__isnull=False),
                name="supplier_published_only_when_verified",
            ),
        ]
        indexes = [
            GinIndex(fields=["domains"], name="supplier_domains"),
            GinIndex(fields=["regions"], name="supplier_regions"),
            GinIndex(fields=["industries"], name="supplier_industries"),
            GinIndex(name="supplier_name_jamo", fields=["name_jamo"], opclasses=["gin_trgm_ops"]),
            GinIndex(name="supplier_name_initials", fields=["name_initials"], opclasses=["gin_trgm_ops"]),
            models.Index(fields=["is_published", "name_key"], name="supplier_published_name"),
            # All that is listed, counted and put in its daily order without reading a row.
            models.Index(
                fields=["organisation", "id"],
                condition=Q(is_published=True, verified_at__isnull=False),
                name="supplier_listed",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class KeptManager(models.Manager[Any]):
    """The rows that nobody deleted; a deleted one waits out of sight until it can no longer come back."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Rows that are not deleted."""
        return super().get_queryset().filter(deleted_at__isnull=True)


class Solution(models.Model):
    """A product or service of a supplier in one technology domain; `deleted_at` hides it until its purge."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="solutions")
    domain = models.CharField(_("technology domain"), max_length=12)
    name = models.CharField(_("name"), max_length=80)
    description_ko = models.CharField(_("description (Korean)"), max_length=600, blank=True, default="")
    description_en = models.CharField(_("description (English)"), max_length=600, blank=True, default="")
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = KeptManager()
    everything = models.Manager["Solution"]()

    class Meta:
        verbose_name = _("solution")
        indexes = [models.Index(fields=["supplier", "domain"], name="solution_supplier_domain")]

    def __str__(self) -> str:
        return self.name


class TrackRecordQuerySet(models.QuerySet["TrackRecord"]):
    """Doors to track records."""

    def confirmed(self) -> Self:
        """Those that count: the customer confirmed and an authority checked."""
        return self.filter(customer_confirmed_at__isnull=False, checked_at__isnull=False)


class TrackRecord(models.Model):
    """One build record; it counts only when the customer confirmed and an authority checked it.

    From then on PostgreSQL refuses every change but hiding it (`deleted_at`). `customer_name` is public:
    empty unless the customer agreed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="track_records")
    year = models.PositiveSmallIntegerField(_("year"))
    finished_on = models.DateField(_("finished on"))
    domain = models.CharField(_("technology domain"), max_length=12)
    industry = models.CharField(_("industry"), max_length=5)
    sido = models.CharField(_("province"), max_length=2)
    size = models.CharField(_("size class"), max_length=10, blank=True, default="")
    level_before = models.PositiveSmallIntegerField(_("level before"), null=True, blank=True)
    level_after = models.PositiveSmallIntegerField(_("level after"), null=True, blank=True)
    amount_band = models.CharField(_("amount band"), max_length=20, blank=True, default="")
    outcome_ko = models.CharField(_("outcome (Korean)"), max_length=300, blank=True, default="")
    outcome_en = models.CharField(_("outcome (English)"), max_length=300, blank=True, default="")
    customer_name = models.CharField(_("customer"), max_length=120, blank=True, default="")
    customer_confirmed_at = models.DateTimeField(_("confirmed by the customer at"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = KeptManager.from_queryset(TrackRecordQuerySet)()
    everything = models.Manager["TrackRecord"]()

    class Meta:
        verbose_name = _("track record")
        constraints = [
            models.CheckConstraint(
                condition=Q(level_before__isnull=True) | Q(level_before__lte=5),
                name="track_record_level_before_0_to_5",
            ),
            models.CheckConstraint(
                condition=Q(level_after__isnull=True) | Q(level_after__lte=5),
                name="track_record_level_after_0_to_5",
            ),
        ]
        indexes = [models.Index(fields=["supplier", "-finished_on"], name="track_record_supplier")]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.year}"


class PoolVersion(models.Model):
    """One row that every change to a supplier moves: processes read the changed suppliers when it moved.

    Its value is an instant in microseconds, or one more than before: a value rolled back never returns.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    value = models.BigIntegerField(default=1)

    class Meta:
        verbose_name = _("pool version")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="pool_version_is_one_row")]

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def move(cls) -> None:
        """Move it, in the transaction of the change; the next change of a supplier waits for its end."""
        instant = time.time_ns() // 1_000
        cls.objects.update(
            value=Greatest(F("value") + 1, Value(instant), output_field=models.BigIntegerField())
        )
