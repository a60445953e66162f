"""All that a report says over the API, as data and as a spreadsheet."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.spreadsheet import CONTENT_TYPE
from core.web.access import Access
from core.web.api import ScopedViewSet
from portal.results.files import as_data, as_spreadsheet, taken_out
from portal.results.queries import readable, result_of


class ContentViewSet(ScopedViewSet):
    """`/contents/<result>/`: all that the report says, in the language asked for.

    Score with interval and coverage, level and tier, every area and module (claimed, and verified where an
    assessor finished, each change with its reason), gaps, answers with their sentences and how well they are
    shown, the change since earlier results, the way from an older version, plan and suppliers. Files,
    investments and earlier results only for whoever may see them. Taking it out is recorded, as a download
    is.
    """

    access = Access("*")
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """The results one may see."""
        return readable(self.by)

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    def retrieve(self, request: Request, pk: str) -> Response:
        """The content as data."""
        result = result_of(self.get_object().pk, self.by)
        return Response(as_data(result, taken_out(request._request, result, self.by)))

    @extend_schema(responses={(200, CONTENT_TYPE): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def spreadsheet(self, request: Request, pk: str) -> HttpResponse:
        """The same as an XLSX file."""
        result = result_of(self.get_object().pk, self.by)
        return as_spreadsheet(taken_out(request._request, result, self.by))
