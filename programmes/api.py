"""The regional list over the API."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from assessments.models import BarrierSurvey, Result
from assessments.queries.barriers import barriers_told
from core.accounts.address import client_address
from core.accounts.roles import Kind
from core.audit import record_look
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.request import now
from programmes import actions
from programmes.filters import RegionalFilter
from programmes.queries import Desk, Listed, desk, desk_rows, regional_results
from programmes.serializers import BarriersSerializer, RegionalResultSerializer


class RegionalResultViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """Results shared with the technopark one works for, of plants in its districts today. Read only."""

    access = Access("*", kinds=frozenset({Kind.TECHNOPARK.value}))
    serializer_class = RegionalResultSerializer
    filterset_class = RegionalFilter
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> QuerySet[Any]:
        """The same rows as the page to be narrowed and counted; of one result, the result."""
        rows = desk_rows if self.action == "list" else regional_results
        return rows(self.by, self._office)

    @cached_property
    def _office(self) -> Desk:
        return desk(self.by)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filters narrow the list; one result is found by its id alone."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def paginate_queryset(self, queryset: Any) -> Any:
        """The results of a page of rows."""
        # Django's stubs ask a paginator's rows for more than a paginator asks.
        listed: Any = Listed(queryset, regional_results(self.by, self._office))
        return super().paginate_queryset(listed)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The rows, the newest first unless `sort` says otherwise; looking is recorded."""
        response = super().list(request, *args, **kwargs)
        actions.record_list_view(
            by=self.by, at=now(), address=client_address(request), count=len(response.data["results"])
        )
        return response

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One row; the company can read in its access records who looked at it."""
        row: Result = self.get_object()
        record_look(
            request._request,
            by=self.by,
            at=now(),
            kind="result",
            subject_id=row.id,
            organisation_id=row.organisation_id,
        )
        return Response(self.get_serializer(row).data)


class BarriersViewSet(ScopedViewSet):
    """What holds plants back: means from 0 to 100 of five companies at least, as on the page. Read only."""

    access = Access("*", kinds=frozenset({Kind.TECHNOPARK.value, Kind.MINISTRY.value}))
    serializer_class = BarriersSerializer
    queryset = BarrierSurvey.objects.none()

    @extend_schema(responses={200: BarriersSerializer})
    def list(self, request: Request) -> Response:
        """The country (null for too few), its provinces, its industries."""
        return Response(BarriersSerializer(barriers_told(self.by)).data)


router_entries: list[tuple[str, type[GenericViewSet[Any]], str]] = [
    ("regional-results", RegionalResultViewSet, "regional-result"),
    ("barriers", BarriersViewSet, "barriers"),
]
