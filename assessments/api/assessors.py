"""Who could be assigned, over the API: every assessor, with what keeps them from this company."""

from collections.abc import Callable
from typing import Any, Protocol

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.queries.verification import Candidate
from core.accounts.actor import Actor
from core.accounts.policies import is_programme_administrator


class CandidateSerializer(serializers.Serializer[Candidate]):
    """An assessor; `tie` says in words why this one cannot be assigned, empty for whoever can."""

    id = serializers.UUIDField(source="user.id")
    name = serializers.CharField(source="user")
    body = serializers.CharField()
    tie = serializers.CharField()


class _Assigning(Protocol):
    """What a viewset brings: who asks, the row, and every assessor with what keeps them from it."""

    by: Actor
    candidates_of: Callable[[Any], list[Candidate]]

    def get_object(self) -> Any: ...


class AssigningMixin:
    """`GET .../<id>/assessors/` for viewsets whose rows an assessor is assigned to."""

    @extend_schema(responses={200: CandidateSerializer(many=True)})
    @action(detail=True, methods=["get"], pagination_class=None)
    def assessors(self: _Assigning, request: Request, pk: str) -> Response:
        """Every assessor, for the programme administrator who assigns one."""
        row = self.get_object()
        if not is_programme_administrator(self.by):
            raise PermissionDenied
        rows: Any = self.candidates_of(row)
        return Response(CandidateSerializer(rows, many=True).data)
