"""The published frameworks over the API."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.models import FrameworkVersion
from assessments.serializers import FrameworkDetail, FrameworkLine
from core.web.access import Access
from core.web.api import ScopedViewSet


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
