"""What the API says of suppliers and recommendations: codes, not words."""

from dataclasses import fields
from typing import Any

from rest_framework import serializers

from matching.models import Supplier


class SupplierLine(serializers.Serializer[dict[str, Any]]):
    """A row of the list. It documents the list, whose rows come as PostgreSQL gave them."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    summary_ko = serializers.CharField()
    summary_en = serializers.CharField()
    home_sido = serializers.CharField()
    home_sigungu = serializers.CharField()
    regions = serializers.ListField(child=serializers.CharField())
    domains = serializers.ListField(child=serializers.CharField())
    evidence = serializers.DictField(child=serializers.CharField())
    industries = serializers.ListField(child=serializers.CharField())
    sizes = serializers.ListField(child=serializers.CharField())
    capacity_open = serializers.IntegerField()
    is_accepting = serializers.BooleanField()
    verified_at = serializers.DateTimeField()
    profile_confirmed_on = serializers.DateField()
    confirmed_records = serializers.IntegerField()


class SolutionLine(serializers.Serializer[Any]):
    """A product."""

    domain = serializers.CharField()
    name = serializers.CharField()
    description_ko = serializers.CharField()
    description_en = serializers.CharField()


class RecordLine(serializers.Serializer[Any]):
    """A finished project; `is_confirmed` says that the customer and an authority confirmed it."""

    id = serializers.UUIDField()
    finished_on = serializers.DateField()
    domain = serializers.CharField()
    industry = serializers.CharField()
    sido = serializers.CharField()
    size = serializers.CharField()
    level_before = serializers.IntegerField(allow_null=True)
    level_after = serializers.IntegerField(allow_null=True)
    amount_band = serializers.CharField()
    outcome_ko = serializers.CharField()
    outcome_en = serializers.CharField()
    is_confirmed = serializers.SerializerMethodField()

    def get_is_confirmed(self, row: Any) -> bool:
        """Both said so."""
        return row.customer_confirmed_at is not None and row.checked_at is not None


class SupplierDetail(SupplierLine):
    """A supplier with products and projects."""

    remote_domains = serializers.ListField(child=serializers.CharField())
    employees = serializers.IntegerField(allow_null=True)
    founded_on = serializers.DateField(allow_null=True)
    homepage = serializers.CharField()
    solutions = SolutionLine(many=True)
    track_records = RecordLine(many=True)


class OwnProfile(SupplierDetail):
    """One's own profile, whatever its state."""

    contact_name = serializers.CharField()
    contact_email = serializers.CharField()
    contact_phone = serializers.CharField()
    capacity_total = serializers.IntegerField()
    is_published = serializers.BooleanField()
    version = serializers.IntegerField()


class ProfileChange(serializers.Serializer[Supplier]):
    """What may be changed of one's own profile; only what is sent changes."""

    name = serializers.CharField(max_length=120, required=False)
    name_en = serializers.CharField(max_length=120, required=False, allow_blank=True)
    summary_ko = serializers.CharField(max_length=600, required=False, allow_blank=True)
    summary_en = serializers.CharField(max_length=600, required=False, allow_blank=True)
    home_sigungu = serializers.CharField(max_length=5, required=False)
    employees = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False, allow_null=True)
    founded_on = serializers.DateField(required=False, allow_null=True)
    homepage = serializers.URLField(max_length=200, required=False, allow_blank=True)
    contact_name = serializers.CharField(max_length=60, required=False, allow_blank=True)
    contact_email = serializers.EmailField(required=False, allow_blank=True)
    contact_phone = serializers.CharField(max_length=20, required=False, allow_blank=True)
    domains = serializers.ListField(child=serializers.CharField(max_length=12), max_length=60, required=False)
    remote_domains = serializers.ListField(
        child=serializers.CharField(max_length=12), max_length=60, required=False
    )
    regions = serializers.ListField(child=serializers.CharField(max_length=5), max_length=60, required=False)
    industries = serializers.ListField(
        child=serializers.CharField(max_length=5), max_length=60, required=False
    )
    sizes = serializers.ListField(child=serializers.CharField(max_length=10), max_length=10, required=False)
    capacity_total = serializers.IntegerField(min_value=1, max_value=999, required=False)
    capacity_open = serializers.IntegerField(min_value=0, max_value=999, required=False)
    is_accepting = serializers.BooleanField(required=False)


class AskedRecommendation(serializers.Serializer[Any]):
    """For which result suppliers are wanted."""

    result = serializers.UUIDField()


def plain(value: Any) -> Any:
    """A frozen view as plain data: dataclasses become maps, tuples lists."""
    if hasattr(value, "__dataclass_fields__"):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    return [plain(each) for each in value] if isinstance(value, tuple) else value
