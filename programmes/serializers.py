"""What the API says of a row of the regional list."""

from typing import Any

from rest_framework import serializers

from assessments.models import Result


class RegionalResultSerializer(serializers.ModelSerializer[Result]):
    """A shared result: the company, the place, the numbers."""

    company = serializers.CharField(source="organisation.name")
    business_number = serializers.CharField(source="organisation.business_number")

    class Meta:
        model = Result
        fields = [
            "id",
            "company",
            "business_number",
            "plant_name",
            "sigungu",
            "industry",
            "size",
            "score",
            "low",
            "high",
            "coverage",
            "level",
            "tier",
            "submitted_at",
        ]


class BarrierLineSerializer(serializers.Serializer[Any]):
    """A group: "" the country, a province (two digits) or an industry (division)."""

    code = serializers.CharField()
    companies = serializers.IntegerField(source="firms")
    plants = serializers.IntegerField()
    strengths = serializers.DictField(child=serializers.IntegerField())


class BarriersSerializer(serializers.Serializer[Any]):
    """Means from 0 (not at all) to 100 (strongly); `everybody` is null for fewer than five companies."""

    everybody = BarrierLineSerializer(allow_null=True)
    regions = BarrierLineSerializer(many=True)
    industries = BarrierLineSerializer(many=True)
