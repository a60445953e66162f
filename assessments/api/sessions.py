"""Diagnostic sessions over the API. The portal registers them, whose submission recommends as well."""

import uuid
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.answers import answer_context
from assessments.api.ids import uuid_of
from assessments.documents import framework_of
from assessments.filters import SessionFilter
from assessments.models import Result, Session
from assessments.queries import answer_rows, evidence_of, offer_of, overview, session_of
from assessments.serializers import (
    AnswerSerializer,
    EvidenceSerializer,
    Progressed,
    ResultLine,
    SessionSerializer,
    StartSerializer,
)
from core.accounts.actor import Actor
from core.web import Refused
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.problem import problem
from core.web.request import now


class SessionViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """A company's diagnostic sessions, their answers and their submission."""

    access = Access("*", kinds=frozenset({"company"}))
    serializer_class = SessionSerializer
    filterset_class = SessionFilter
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """The current company's sessions, the last changed first."""
        return Session.objects.visible_to(self.by).with_framework().order_by("-changed_at", "pk")

    def submitted(self, session_id: uuid.UUID, by: Actor, at: datetime) -> Result:
        """What submitting does; the portal adds to it."""
        result, _is_new = actions.submit(session_id=session_id, by=by, at=at)
        return result

    @extend_schema(request=StartSerializer, responses={201: SessionSerializer})
    def create(self, request: Request) -> Response:
        """Start a diagnostic."""
        data = StartSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        offer = offer_of(data.validated_data["framework"])
        if offer is None:
            raise Refused(_("This diagnostic is not offered. Choose another one."), code="framework")
        session = actions.start(
            framework_id=offer.id,
            plant=data.plant(),
            by=self.by,
            at=now(),
            carry_from=data.validated_data.get("carry_from"),
        )
        return Response(SessionSerializer(session).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={200: ResultLine})
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Submit; the result, the same one when it was submitted before."""
        try:
            result = self.submitted(uuid_of(pk), self.by, now())
        except Refused as refused:
            if refused.code != "gaps":
                raise
            return problem(422, "gaps", refused.message, items=list(refused.data["items"]))
        return Response(ResultLine(result).data)

    @extend_schema(request=None, responses={200: Progressed})
    @action(detail=True, methods=["get"])
    def progress(self, request: Request, pk: str) -> Response:
        """How many questions are asked and answered, and which are open."""
        view = overview(session_of(uuid_of(pk), self.by, now()))
        return Response(Progressed(view.progress).data)

    @extend_schema(request=None, responses={200: AnswerSerializer(many=True)})
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def answers(self, request: Request, pk: str) -> Response:
        """All answers, in the order of the framework."""
        session = session_of(uuid_of(pk), self.by, now())
        framework = framework_of(session.framework)
        rows = answer_rows(session)
        ordered = [rows[code] for code in framework.items if code in rows]
        answers: Any = ordered
        return Response(AnswerSerializer(answers, many=True, context=answer_context(session)).data)

    @extend_schema(request=None, responses={200: EvidenceSerializer(many=True)})
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def evidence(self, request: Request, pk: str) -> Response:
        """The files that show answers, in the order of the framework."""
        session = session_of(uuid_of(pk), self.by, now())
        found = evidence_of(session, self.by)
        rows: Any = [row for code in framework_of(session.framework).items for row in found.get(code, ())]
        return Response(EvidenceSerializer(rows, many=True).data)
