"""The documents of an application for a confirmed level, over the API: read, and taken away."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.actions import confirmation
from assessments.api.ids import uuid_of
from assessments.api.nested import COMPANY
from assessments.models import ApplicationDocument, DocumentKind
from core.accounts.roles import Kind, Role
from core.audit import record_look
from core.uploads import handed_out
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.request import now

PARTIES = Access(
    "*",
    kinds=frozenset(
        {Kind.COMPANY.value, Kind.MINISTRY.value, Kind.ASSESSOR_BODY.value, Kind.COMMITTEE.value}
    ),
    roles=frozenset(
        {
            Role.ADMINISTRATOR.value,
            Role.MEMBER.value,
            Role.PROGRAMME_ADMINISTRATOR.value,
            Role.ASSESSOR.value,
            Role.COMMITTEE_MEMBER.value,
        }
    ),
)
"""Everybody who has to do with an application; the rows decide with which."""


class DocumentSerializer(serializers.ModelSerializer[ApplicationDocument]):
    """A file put in as one of the four documents; `url` hands it out as an attachment."""

    name = serializers.CharField(source="file.name", read_only=True)
    sha256 = serializers.CharField(source="file.sha256", read_only=True)
    size_bytes = serializers.IntegerField(source="file.size_bytes", read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = ApplicationDocument
        fields = ("id", "kind", "name", "sha256", "size_bytes", "attached_at", "url")
        read_only_fields = fields

    def get_url(self, row: ApplicationDocument) -> str:
        """The path of the file."""
        return reverse("api:v1:level-document-file", args=[row.pk])


class DocumentWrite(serializers.Serializer[Any]):
    """A file, and as which of the four documents."""

    kind = serializers.ChoiceField(choices=DocumentKind.choices)
    file = serializers.FileField(allow_empty_file=True)


class DocumentViewSet(ScopedViewSet):
    """`/level-documents/<id>/`: one file of an application. The committee has none: it reads the report."""

    access = PARTIES
    write_access = Access("*", kinds=COMPANY)
    serializer_class = DocumentSerializer
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """Those of applications one may see."""
        return ApplicationDocument.objects.visible_to(self.by).select_related("file", "application")

    def retrieve(self, request: Request, pk: str) -> Response:
        """What is known of the file."""
        return Response(DocumentSerializer(self.get_object()).data)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: str) -> HttpResponse:
        """The file itself; whoever is not the company leaves an access record, as on the page."""
        row: ApplicationDocument = self.get_object()
        record_look(
            request._request,
            by=self.by,
            at=now(),
            act="download",
            kind="level_document",
            subject_id=row.pk,
            organisation_id=row.application.organisation_id,
        )
        return handed_out(row.file)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Take it away, as long as the application is not handed in. Twice is 404."""
        confirmation.remove_document(document_id=uuid_of(pk), by=self.by, at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)
