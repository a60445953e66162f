"""Reports over the API: the same actions, files and records as the pages."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from assessments.models import Result
from core.audit import record_look
from core.jobs import actions as jobs
from core.jobs.models import Job
from core.web import Refused
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.request import now
from portal.reports.actions import order_report
from portal.reports.composition import edition_of
from portal.reports.download import download
from portal.reports.models import Report
from portal.reports.queries import public_report
from portal.reports.serializers import PublicReportSerializer, ReportOrderSerializer, ReportSerializer


class ReportViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """Reports of the results one may see. Ordering one answers 202; `state` says when the file is there."""

    access = Access("*")
    lookup_value_regex = "[0-9a-f-]{36}"
    serializer_class = ReportSerializer

    def get_queryset(self) -> QuerySet[Report]:
        """The newest first."""
        return (
            Report.objects.visible_to(self.by)
            .select_related("job", "result__organisation")
            .defer("content", "result__outcome", "result__answers")
            .order_by("-created_at", "id")
        )

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One report; whoever is not the company itself leaves an access record, as on the page."""
        report: Report = self.get_object()
        record_look(
            request._request,
            by=self.by,
            at=now(),
            kind="report",
            subject_id=report.pk,
            organisation_id=report.result.organisation_id,
        )
        return Response(self.get_serializer(report).data)

    @extend_schema(request=ReportOrderSerializer, responses={202: ReportSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Order the report of a result; the same facts give the report that is there already."""
        order = ReportOrderSerializer(data=request.data)
        order.is_valid(raise_exception=True)
        asked = order.validated_data
        try:
            edition = edition_of(
                result_id=asked["result"],
                language=asked["language"],
                by=self.by,
                is_dressed=asked["letterhead"],
            )
            report = order_report(result_id=asked["result"], edition=edition, by=self.by, at=now())
        except Result.DoesNotExist:
            raise Http404 from None
        return Response(ReportSerializer(report).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: str | None = None) -> HttpResponse:
        """The PDF; 409 while it is still being made."""
        report = self.get_object()
        if report.published_at is None:
            raise Refused(_("The file is still being made. Ask again in a few seconds."), code="not-yet")
        return download(report, by=self.by, at=now(), request=request._request)

    @extend_schema(request=None, responses={202: ReportSerializer})
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: str) -> Response:
        """Try a report that failed again; 409 for one that did not. Whoever ordered it may."""
        report: Report = self.get_object()
        try:
            jobs.retry(job_id=report.job_id, by=self.by, at=now())
        except Job.DoesNotExist:
            raise Http404 from None
        return Response(ReportSerializer(self.get_object()).data, status=status.HTTP_202_ACCEPTED)


class PublishedReportViewSet(ScopedViewSet):
    """A report by its number, for anybody: nothing about the company, a person or a place.

    Whoever holds a file compares its SHA-256 with `file_sha256`.
    """

    access = Access("*", public=True)
    serializer_class = PublicReportSerializer
    queryset = Report.objects.none()
    lookup_field = "number"
    lookup_value_regex = "[0-9A-Za-z-]{10,40}"

    @extend_schema(responses={200: PublicReportSerializer})
    def retrieve(self, request: Request, number: str) -> Response:
        """What the number tells; 404 for one that nobody has."""
        found = public_report(number)
        if found is None:
            raise Http404
        return Response(PublicReportSerializer(found).data)


router_entries: list[tuple[str, type[GenericViewSet[Any]], str]] = [
    ("reports", ReportViewSet, "report"),
    ("published-reports", PublishedReportViewSet, "published-report"),
]
