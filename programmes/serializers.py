"""What the API says of a row of the regional list."""

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
