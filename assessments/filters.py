"""Filters of sessions and results, the same for pages and the API."""

import django_filters as filters

from assessments.models import Result, Session, SessionState


class SessionFilter(filters.FilterSet):
    """`?state=draft&framework=kr-smart-factory`."""

    state = filters.ChoiceFilter(choices=SessionState.choices)
    framework = filters.CharFilter(field_name="framework__code")

    class Meta:
        model = Session
        fields = ("state", "framework")


class ResultFilter(filters.FilterSet):
    """`?tier=basic&level=2&sigungu=48121&industry=29&submitted_after=2026-01-01`."""

    framework = filters.CharFilter(field_name="framework__code")
    industry = filters.CharFilter(lookup_expr="startswith")
    submitted = filters.DateFromToRangeFilter(field_name="submitted_at")

    class Meta:
        model = Result
        fields = ("framework", "tier", "level", "sigungu", "industry", "size", "submitted")
