"""Versions of an answer as the API gives them."""

from typing import Any

from rest_framework import serializers

from assessments.models import Origin
from assessments.queries import Version
from assessments.serializers import ChoiceField


class AnswerVersionSerializer(serializers.Serializer[Version]):
    """One version. `person` and `link` say whose it is; both are empty where nobody was signed in.

    `origin`: carried over from another diagnostic, chosen between two answers, undone (brought back), or "".
    """

    version = serializers.IntegerField(source="number")
    choice = ChoiceField(source="value", allow_null=True)
    comment = serializers.CharField()
    origin = serializers.ChoiceField(choices=Origin.choices)
    answered_at = serializers.DateTimeField(source="at")
    person = serializers.CharField()
    link = serializers.CharField(source="delegation.name", default="")
    is_answer_changed = serializers.BooleanField()
    is_note_changed = serializers.BooleanField()


class RestoreWrite(serializers.Serializer[Any]):
    """Which version shall stand again."""

    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
