"""The way from a result of an older version to a newer one, over the API."""

from typing import Any

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.web.access import Access
from core.web.api import ScopedViewSet
from portal.reports import codec
from portal.reports.before import result_before
from portal.reports.build.bridge import bridge_of
from portal.results.looks import look
from portal.results.queries import readable, result_of


class BridgeViewSet(ScopedViewSet):
    """`/bridges/<result>/`: both scores, and what questions, rules and answers did between them.

    The three parts are exact decimal texts that add up to the difference; every question that did not stay as
    it was stands in `crossings`. Each result seen is recorded, as on the page.
    """

    access = Access("*")
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """The results one may see."""
        return readable(self.by)

    @extend_schema(
        responses=inline_serializer(
            "Bridge",
            {
                "result": serializers.UUIDField(),
                "before": serializers.UUIDField(allow_null=True),
                "bridge": serializers.DictField(allow_null=True),
            },
        )
    )
    def retrieve(self, request: Request, pk: str) -> Response:
        """The bridge; null where no result of another version came before, or one of the two has no score."""
        result = result_of(self.get_object().pk, self.by)
        old = result_before(result, self.by)
        for each in (result, old):
            if each is not None:
                look(request._request, each, self.by)
        found = bridge_of(old, result)
        return Response(
            {
                "result": str(result.pk),
                "before": str(old.pk) if old else None,
                "bridge": codec.plain(found) if found else None,
            }
        )
