"""Diagnostic sessions over the API. The portal registers them, whose submission recommends as well."""

import hashlib
import uuid
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.actions.locked import locked_draft
from assessments.api.answers import answer_context, both_values
from assessments.api.ids import uuid_of
from assessments.api.nested import COMPANY
from assessments.api.progress import CarrySerializer, Progressed
from assessments.documents import framework_of
from assessments.filters import SessionFilter
from assessments.given import Given
from assessments.models import Plant, Result, Session
from assessments.queries import answer_rows, carry_sources, of_plant, offer_of, overview, session_of
from assessments.queries.carrying import ANYWHERE
from assessments.serializers import (
    AnswerSerializer,
    AnswersWrite,
    FactsWrite,
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

FACTS = ("sigungu", "industry", "size", "employees", "average_sales_won", "plant_name")


class SessionViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """A company's diagnostic sessions, their answers and their submission."""

    access = Access("*", kinds=COMPANY)
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
        data = StartSerializer(data=self._with_plant(request.data))
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
            plant_id=data.validated_data.get("plant_id"),
        )
        return Response(SessionSerializer(session).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={200: SessionSerializer})
    def retrieve(self, request: Request, pk: str) -> Response:
        """A session, with what it is about as ETag; its answers have their own."""
        return self._shown(self.get_object())

    @extend_schema(request=FactsWrite, responses={200: SessionSerializer})
    def update(self, request: Request, pk: str) -> Response:
        """Mend what a draft is about. Needs its ETag as `If-Match`: 428 without, 412 with what is stored."""
        stored = locked_draft(uuid_of(pk), self.by, now())
        seen = request.headers.get("If-Match", "").strip()
        if not seen:
            return problem(428, "if_match_missing", _("Send If-Match with the ETag of the session you saw."))
        data = FactsWrite(data=request.data)
        data.is_valid(raise_exception=True)
        if seen.removeprefix("W/") != _etag(stored):
            shown = SessionSerializer(stored).data
            said = _("The session was changed in the meantime. Look at it and change it again.")
            answer = problem(412, "stale", said, stored=shown)
            answer["ETag"] = _etag(stored)
            return answer
        actions.change_details(session_id=stored.pk, plant=data.plant(), by=self.by, at=now())
        return self._shown(self.get_object())

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Destroy a draft with its answers; 409 for one that was submitted."""
        actions.discard(session_id=uuid_of(pk), by=self.by, at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _with_plant(self, sent: Any) -> Any:
        """What was sent; what it leaves out of a plant of the company is as this has it."""
        try:
            wanted = uuid.UUID(str(sent["plant_id"]))
        except (KeyError, TypeError, ValueError):
            return sent
        row = Plant.objects.visible_to(self.by).filter(pk=wanted).first()
        if row is None:
            return sent
        return {"plant_name": row.name, **{name: getattr(row, name) for name in FACTS[:-1]}, **sent}

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
        return Response(Progressed(overview(session_of(uuid_of(pk), self.by, now()))).data)

    @extend_schema(methods=["GET"], responses={200: AnswerSerializer(many=True)})
    @extend_schema(methods=["PATCH"], request=AnswersWrite, responses={200: AnswerSerializer(many=True)})
    @action(detail=True, methods=["get", "patch"], pagination_class=None, filterset_class=None)
    def answers(self, request: Request, pk: str) -> Response:
        """All answers, in the order of the framework. PATCH gives several: all are stored, or none.

        As on a page of questions, one to a question that is not asked is kept and counts once it is. Versions
        that changed meanwhile are a 409 with both values of each; the same answer again changes nothing.
        """
        session = session_of(uuid_of(pk), self.by, now())
        if request.method == "PATCH":
            try:
                self._answer_all(session, request)
            except Refused as refused:
                if not (conflicts := refused.data.get("conflicts")):
                    raise
                both = [{"item": each.item, **both_values(each)} for each in conflicts]
                return problem(status.HTTP_409_CONFLICT, "stale", refused.message, conflicts=both)
        framework = framework_of(session.framework)
        rows = answer_rows(session)
        ordered = [rows[code] for code in framework.items if code in rows]
        answers: Any = ordered
        return Response(AnswerSerializer(answers, many=True, context=answer_context(session)).data)

    @extend_schema(
        parameters=[OpenApiParameter("framework", str), OpenApiParameter("plant", uuid.UUID)],
        responses={200: CarrySerializer(many=True)},
    )
    @action(
        detail=False, methods=["get"], pagination_class=None, filterset_class=None, url_path="carry-sources"
    )
    def carry_sources(self, request: Request) -> Response:
        """What a new diagnostic can take over (`carry_from`), most answers first; 404 for none on offer.

        `plant` asks for what one plant of the company can take over.
        """
        offer = offer_of(request.query_params.get("framework", ""))
        if offer is None:
            raise Http404
        plant = request.query_params.get("plant", "")
        found = carry_sources(offer, self.by, now(), of_plant(uuid_of(plant)) if plant else ANYWHERE)
        return Response([CarrySerializer(each).data for each in found])

    def _answer_all(self, session: Session, request: Request) -> None:
        data = AnswersWrite(data=request.data)
        data.is_valid(raise_exception=True)
        given = {
            each["item"]: Given(each["choice"], each.get("comment"), each["version"])
            for each in data.validated_data["answers"]
        }
        actions.answer_all(session_id=session.pk, given=given, by=self.by, at=now())

    def _shown(self, session: Session) -> Response:
        return Response(SessionSerializer(session).data, headers={"ETag": _etag(session)})


def _etag(session: Session) -> str:
    """Changes with what the session is about; its answers have versions of their own."""
    said = [getattr(session, name) for name in FACTS]
    return f'"{hashlib.sha256(repr(said).encode()).hexdigest()[:16]}"'
