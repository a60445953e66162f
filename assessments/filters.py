"""Filters of sessions and results, the same for pages and the API."""

import django_filters as filters

from assessments.models import Plant, Result, Session, SessionState


class PlantFilter(filters.FilterSet):
    """`?retired=false`."""

    retired = filters.BooleanFilter(field_name="retired_at", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Plant
        fields = ("retired",)


class SessionFilter(filters.FilterSet):
    """`?state=draft&framework=kr-smart-factory&plant=<id>`."""

    state = filters.ChoiceFilter(choices=SessionState.choices)
    framework = filters.CharFilter(field_name="framework__code")
    plant = filters.UUIDFilter(field_name="plant_id")

    class Meta:
        model = Session
        fields = ("state", "framework", "plant")


class ResultFilter(filters.FilterSet):
    """`?tier=basic&level=2&sigungu=48121&industry=29&submitted_after=2026-01-01`."""

    framework = filters.CharFilter(field_name="framework__code")
    plant = filters.UUIDFilter(field_name="plant_id")
    industry = filters.CharFilter(lookup_expr="startswith")
    submitted = filters.DateFromToRangeFilter(field_name="submitted_at")

    class Meta:
        model = Result
        fields = ("framework", "plant", "tier", "level", "sigungu", "industry", "size", "submitted")
