"""How far a session has come, and what a new one can take over, as the API gives them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from assessments.queries import CarrySource, Overview

PART_STATES = ["complete", "started", "untouched", "skipped"]


class ProgressPartSerializer(serializers.Serializer[Any]):
    """A page of questions: how many are asked and apply (`total`), are answered, are still open."""

    code = serializers.CharField(source="node.code")
    state = serializers.ChoiceField(choices=PART_STATES)
    asked = serializers.IntegerField()
    total = serializers.IntegerField()
    done = serializers.IntegerField()
    open = serializers.IntegerField()


class Progressed(serializers.Serializer[Any]):
    """How far a session has come, and each of its parts in the order of the framework."""

    asked = serializers.IntegerField(source="progress.asked")
    answered = serializers.IntegerField(source="progress.answered")
    unanswered = serializers.ListField(source="progress.unanswered", child=serializers.CharField())
    parts = serializers.SerializerMethodField()

    @extend_schema_field(ProgressPartSerializer(many=True))
    def get_parts(self, view: Overview) -> list[dict[str, Any]]:
        """One for each page of questions."""
        rows: Any = [line for area in view.areas for line in area.modules]
        return list(ProgressPartSerializer(rows, many=True).data)


class CarrySerializer(serializers.Serializer[CarrySource]):
    """A session whose answers a new diagnostic takes over: how many, and how many items stay open then."""

    session = serializers.UUIDField(source="session.id")
    framework = serializers.CharField(source="framework.code")
    version = serializers.CharField(source="framework.version")
    carried = serializers.IntegerField()
    left = serializers.IntegerField()
    is_older_version = serializers.BooleanField()
