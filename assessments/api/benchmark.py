"""A place among others as the API gives it."""

from typing import Any

from rest_framework import serializers


class GroupSerializer(serializers.Serializer[Any]):
    """A group of plants; an empty part means all. `region` is a province (two digits) or a 권역."""

    industry = serializers.CharField()
    size = serializers.CharField()
    region = serializers.CharField()


class MeasureSerializer(serializers.Serializer[Any]):
    """A measure among others: "total" or an area's code; numbers are texts with the decimals that are told.

    `percentiles` maps 5-95 to scores, empty where only means are told. `within_percent` is the share in which
    this result lies, of the `end` "upper" or "lower".
    """

    code = serializers.CharField()
    score = serializers.CharField(allow_null=True)
    mean = serializers.CharField()
    percentiles = serializers.DictField(child=serializers.CharField())
    within_percent = serializers.IntegerField(allow_null=True)
    end = serializers.ChoiceField(choices=["upper", "lower"], allow_null=True)


class StepSerializer(serializers.Serializer[Any]):
    """A group on the way from narrow to wide; counts are null where too few companies are counted."""

    group = GroupSerializer()
    plants = serializers.IntegerField(allow_null=True)
    companies = serializers.IntegerField(allow_null=True)


class BenchmarkSerializer(serializers.Serializer[Any]):
    """With whom a result is compared, and its place. `synthetic`: every number is of made-up plants.

    `group` is null, and there are no `measures`, while too few companies are counted.
    """

    synthetic = serializers.BooleanField()
    group = GroupSerializer(allow_null=True)
    plants = serializers.IntegerField(allow_null=True)
    companies = serializers.IntegerField(allow_null=True)
    told_at = serializers.DateTimeField(allow_null=True)
    measures = MeasureSerializer(many=True)
    widened = StepSerializer(many=True)
