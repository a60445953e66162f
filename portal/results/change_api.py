"""A plant's change over the API: the same numbers and words as the page."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from core.web.access import Access
from core.web.api import ScopedViewSet
from portal.reports import codec
from portal.reports.build.change import changed
from portal.results.looks import opened
from portal.results.queries import is_owner, readable


class ChangeViewSet(ScopedViewSet):
    """`/results/<result>/change/`: up to five results of the plant, and what became of each number.

    `points` are the results, the oldest first; `legs` lead from one to the next, the newest first, with the
    verdict on the total, every area and module, its reliable change index and what the index rests on.
    Investments and confirmed projects in between are there for the company itself alone.
    """

    access = Access("*")
    pagination_class = None

    def get_queryset(self) -> Any:
        """The results one may see."""
        return readable(self.by)

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    def list(self, request: Request, pk: str) -> Response:
        """The change up to this result, in the language asked for."""
        result = opened(request._request, self.get_object().pk, self.by)
        return Response(codec.plain(changed(result, self.by, owns=is_owner(result, self.by))))
