"""The API of the diagnostics. Sessions are registered by the portal, whose submission recommends as well."""

import uuid
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import ParseError
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from assessments import actions
from assessments.actions import Conflict
from assessments.actions.barriers import answer_barriers, take_back_barriers
from assessments.documents import framework_of
from assessments.filters import ResultFilter, SessionFilter
from assessments.given import Given
from assessments.models import Answer, FrameworkVersion, Result, Session
from assessments.outcomes import outcome_of
from assessments.queries import answer_row, answer_rows, evidence_of, offer_of, overview, session_of
from assessments.queries.barriers import survey_of
from assessments.queries.benchmark import as_data, benchmark_of
from assessments.serializers import (
    AnswerSerializer,
    AnswerWrite,
    BenchmarkSerializer,
    EvidenceSerializer,
    FrameworkDetail,
    FrameworkLine,
    Progressed,
    ResultDetail,
    ResultLine,
    SessionSerializer,
    StartSerializer,
    SurveySerializer,
)
from assessments.support_api import SupportRulesViewSet
from core.accounts.actor import Actor
from core.audit import record_look
from core.web import Refused
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.problem import problem
from core.web.request import now


class FrameworkViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """The published frameworks; one is found by its code, its newest version unless `?version=` names one."""

    access = Access("*", public=True)
    lookup_field = "code"
    lookup_value_regex = "[a-z0-9-]{2,40}"
    serializer_class = FrameworkDetail

    def get_queryset(self) -> Any:
        """Published versions, the newest first."""
        rows = FrameworkVersion.objects.published().order_by("-published_at", "-version", "code")
        return rows if self.action == "retrieve" else rows.defer("document", "source")

    def get_serializer_class(self) -> Any:
        """The document comes with one framework, not with the list."""
        return FrameworkDetail if self.action == "retrieve" else FrameworkLine

    def get_object(self) -> FrameworkVersion:
        """The version asked for."""
        rows = self.get_queryset().defer("source").filter(code=self.kwargs["code"])
        version = self.request.query_params.get("version", "")
        if "\0" in version:
            raise Http404
        found: FrameworkVersion | None = (rows.filter(version=version) if version else rows).first()
        if found is None:
            raise Http404
        return found

    @extend_schema(parameters=[OpenApiParameter("version", str)])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A framework's document, with its checksum as ETag."""
        version = self.get_object()
        etag = f'"{version.checksum}"'
        if etag in request.headers.get("If-None-Match", ""):
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers={"ETag": etag})
        return Response(FrameworkDetail(version).data, headers={"ETag": etag})


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
            result = self.submitted(_uuid(pk), self.by, now())
        except Refused as refused:
            if refused.code != "gaps":
                raise
            return problem(422, "gaps", refused.message, items=list(refused.data["items"]))
        return Response(ResultLine(result).data)

    @extend_schema(request=None, responses={200: Progressed})
    @action(detail=True, methods=["get"])
    def progress(self, request: Request, pk: str) -> Response:
        """How many questions are asked and answered, and which are open."""
        view = overview(session_of(_uuid(pk), self.by, now()))
        return Response(Progressed(view.progress).data)

    @extend_schema(request=None, responses={200: AnswerSerializer(many=True)})
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def answers(self, request: Request, pk: str) -> Response:
        """All answers, in the order of the framework."""
        session = session_of(_uuid(pk), self.by, now())
        framework = framework_of(session.framework)
        rows = answer_rows(session)
        ordered = [rows[code] for code in framework.items if code in rows]
        answers: Any = ordered
        return Response(AnswerSerializer(answers, many=True, context=_context(session)).data)

    @extend_schema(request=None, responses={200: EvidenceSerializer(many=True)})
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def evidence(self, request: Request, pk: str) -> Response:
        """The files that show answers, in the order of the framework."""
        session = session_of(_uuid(pk), self.by, now())
        found = evidence_of(session, self.by)
        rows: Any = [row for code in framework_of(session.framework).items for row in found.get(code, ())]
        return Response(EvidenceSerializer(rows, many=True).data)


class AnswerViewSet(ScopedViewSet):
    """One answer of a session: `/sessions/<id>/answers/<item>/`."""

    access = Access("*", kinds=frozenset({"company"}))
    serializer_class = AnswerSerializer
    queryset = Answer.objects.none()
    lookup_field = "item"
    lookup_value_regex = "[0-9A-Za-z][0-9A-Za-z_.-]{0,39}"

    @extend_schema(responses={200: AnswerSerializer})
    def retrieve(self, request: Request, session: str, item: str) -> Response:
        """The answer with its version as ETag; 404 while there is none."""
        found = session_of(_uuid(session), self.by, now())
        row = answer_row(found, item)
        if row is None:
            raise Http404
        return self._shown(found, row)

    @extend_schema(request=AnswerWrite, responses={200: AnswerSerializer})
    def update(self, request: Request, session: str, item: str) -> Response:
        """Give, change or (choice null) take back an answer.

        `If-Match: "3"` says what was seen: another version is a 412, or a 409 with both values where no
        header was sent and an answer is there already. The same answer again changes nothing.
        """
        data = AnswerWrite(data=request.data)
        data.is_valid(raise_exception=True)
        matched = _seen(request)
        given = Given(
            data.validated_data["choice"],
            data.validated_data.get("comment"),
            matched if matched is not None else 0,
        )
        try:
            saved = actions.answer_all(
                session_id=_uuid(session), given={item: given}, by=self.by, at=now(), only_asked=True
            )
        except Refused as refused:
            conflicts = refused.data.get("conflicts")
            if not conflicts:
                raise
            return self._conflict(refused, conflicts[0], is_precondition=matched is not None)
        row = saved.rows.get(item)
        if row is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return self._shown(saved.session, row)

    def _shown(self, session: Session, row: Answer) -> Response:
        data = AnswerSerializer(row, context=_context(session)).data
        return Response(data, headers={"ETag": f'"{row.version}"'})

    def _conflict(self, refused: Refused, conflict: Conflict, *, is_precondition: bool) -> Response:
        code = status.HTTP_412_PRECONDITION_FAILED if is_precondition else status.HTTP_409_CONFLICT
        answer = problem(
            code,
            "stale",
            refused.message,
            stored={
                "choice": conflict.theirs,
                "comment": conflict.their_comment,
                "version": conflict.version,
                "answered_at": conflict.changed_at.isoformat(),
            },
            yours={"choice": conflict.mine, "comment": conflict.my_comment},
        )
        answer["ETag"] = f'"{conflict.version}"'
        return answer


LARGE = ("outcome", "answers", "verified__outcome", "verified__answers", "verified__changes")
"""What comes with one result only."""


class ResultViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """Results of the current company, and those shared with the organisation one works in. Read only."""

    access = Access("*")
    filterset_class = ResultFilter
    serializer_class = ResultLine
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """The last submitted first; what is large comes with one result only."""
        rows = (
            Result.objects.visible_to(self.by)
            .select_related("framework", "verified", "support_rules")
            .order_by("-submitted_at", "pk")
        )
        rows = rows.defer("framework__document", "framework__source")
        return rows if self.detail else rows.defer(*LARGE)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One result; whoever is not the company itself leaves an access record, as on the page."""
        return Response(self.get_serializer(self._looked_at(request)).data)

    @extend_schema(responses={200: BenchmarkSerializer})
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def benchmark(self, request: Request, pk: str) -> Response:
        """Where the plant stands among others of its industry, size and region; 404 without a known place."""
        row = self._looked_at(request)
        found = benchmark_of(row, timezone.localdate())
        if found is None:
            raise Http404
        return Response(BenchmarkSerializer(as_data(found, outcome_of(row))).data)

    @extend_schema(request=SurveySerializer, responses={200: SurveySerializer})
    @action(detail=True, methods=["get", "put", "delete"], pagination_class=None)
    def barriers(self, request: Request, pk: str) -> Response:
        """What holds the company's plant back (0 not at all - 2 strongly): read, answered, taken back."""
        row = self.get_object()
        if request.method == "DELETE":
            take_back_barriers(result_id=row.pk, by=self.by, at=now())
            return Response(status=status.HTTP_204_NO_CONTENT)
        if request.method == "PUT":
            data = SurveySerializer(data=request.data)
            data.is_valid(raise_exception=True)
            given = dict(data.validated_data)
            agrees = given.pop("agree")
            answer_barriers(result_id=row.pk, strengths=given, agrees=agrees, by=self.by, at=now())
        found = survey_of(row.pk, self.by)
        if found is None:  # nothing answered, or by a company that is not the caller's
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(SurveySerializer(found).data)

    def _looked_at(self, request: Request) -> Result:
        row: Result = self.get_object()
        record_look(
            request._request,
            by=self.by,
            at=now(),
            kind="result",
            subject_id=row.pk,
            organisation_id=row.organisation_id,
        )
        return row

    def get_serializer_class(self) -> Any:
        """The arithmetic comes with one result, not with the list."""
        return ResultDetail if self.action == "retrieve" else ResultLine


def _context(session: Session) -> dict[str, Any]:
    framework = framework_of(session.framework)
    return {"multiple": frozenset(code for code, item in framework.items.items() if item.kind == "multiple")}


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None


def _seen(request: Request) -> int | None:
    """The version the caller saw, from If-Match; 0 for `If-None-Match: *`; None without either."""
    if request.headers.get("If-None-Match", "").strip() == "*":
        return 0
    header = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not header:
        return None
    if not (header.isascii() and header.isdigit() and len(header) < 10):
        raise ParseError(_("If-Match must hold the version of the answer, as its ETag gave it."))
    return int(header)


router_entries: list[tuple[str, type[GenericViewSet[Any]], str]] = [
    ("frameworks", FrameworkViewSet, "framework"),
    (r"sessions/(?P<session>[0-9a-f-]{36})/answers", AnswerViewSet, "answer"),
    ("results", ResultViewSet, "result"),
    ("support-rules", SupportRulesViewSet, "support-rules"),
]
