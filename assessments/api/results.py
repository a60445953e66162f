"""Results over the API: what one may see, its benchmark, its barriers."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.actions.barriers import answer_barriers, take_back_barriers
from assessments.api.benchmark import BenchmarkSerializer
from assessments.api.hints import HintSerializer, hints_as_data
from assessments.documents import framework_of
from assessments.filters import ResultFilter
from assessments.models import Result
from assessments.outcomes import outcome_of
from assessments.queries import claimed_of, evidence_by_item
from assessments.queries.barriers import survey_of
from assessments.queries.benchmark import as_data, benchmark_of
from assessments.queries.hints import raised_of
from assessments.queries.notes import notes_of
from assessments.serializers import (
    EvidenceSerializer,
    NoteSerializer,
    ResultDetail,
    ResultLine,
    SurveySerializer,
)
from core.audit import record_look
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.request import now

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

    @extend_schema(responses={200: NoteSerializer(many=True)})
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def notes(self, request: Request, pk: str) -> Response:
        """The notes beside the answers; for whom the result is shared with as well, but for an assessor."""
        row = self._looked_at(request)
        notes = notes_of(row, self.by)
        return Response([{"item": item, "comment": comment} for item, comment in notes.items()])

    @extend_schema(responses={200: EvidenceSerializer(many=True)})
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def evidence(self, request: Request, pk: str) -> Response:
        """The files behind the answers, for the company and for an assessor it agreed to; none for others."""
        row = self._looked_at(request)
        found = evidence_by_item(row.session_id, self.by)
        codes = framework_of(row.framework).items
        rows: Any = [each for code in codes for each in found.get(code, ())]
        return Response(EvidenceSerializer(rows, many=True).data)

    @extend_schema(responses={200: HintSerializer(many=True)})
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def hints(self, request: Request, pk: str) -> Response:
        """The hints that the submitted answers raise, and what was said of them."""
        row = self._looked_at(request)
        framework = framework_of(row.framework)
        raised = raised_of(framework, claimed_of(framework, row), row.session_id, self.by)
        return Response(hints_as_data(raised))

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
