"""Letterheads over the API: the versions of one's institution, and their previews as the pages print them."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from core.jobs.models import JobState
from core.web import Refused
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.request import now
from portal.letterheads.models import Letterhead
from portal.letterheads.policies import KINDS, ROLES
from portal.letterheads.preview import order_preview, preview_file
from portal.reports.download import as_pdf


class LetterheadSerializer(serializers.ModelSerializer[Letterhead]):
    """One version. `logo_sha256` is the checksum of the stored picture, empty without one; `digest` covers
    all that is printed and stands in every report that carries the version.
    """

    digest = serializers.SerializerMethodField()

    class Meta:
        model = Letterhead
        fields: ClassVar[list[str]] = [
            "id",
            "version",
            "state",
            "title",
            "subtitle",
            "colour",
            "foreword",
            "contact",
            "closing",
            "logo_sha256",
            "valid_from",
            "revision",
            "published_at",
            "retired_at",
            "digest",
        ]
        read_only_fields = fields

    def get_digest(self, row: Letterhead) -> str:
        """SHA-256 of what is printed."""
        return row.printed().digest


class LetterheadPreviewSerializer(serializers.Serializer[Any]):
    """How far the preview is: `done` says that the file is there."""

    state = serializers.CharField()
    file_url = serializers.CharField()


class LetterheadViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """The versions of one's institution, the newest first: drafts, the published and the retired.

    They are written where they can be looked at, on the pages. A report takes one up by `letterhead` in its
    order (`/reports/`).
    """

    access = Access("*", kinds=frozenset(KINDS), roles=frozenset(ROLES))
    lookup_value_regex = "[0-9a-f-]{36}"
    serializer_class = LetterheadSerializer

    def get_queryset(self) -> QuerySet[Letterhead]:
        """Of one's own institution alone."""
        return Letterhead.objects.visible_to(self.by).select_related("organisation").order_by("-version")

    @extend_schema(request=None, responses={202: LetterheadPreviewSerializer})
    @action(detail=True, methods=["post"])
    def preview(self, request: Request, pk: str) -> Response:
        """Have the sample report printed in this version; printed before, it is there at once."""
        row: Letterhead = self.get_object()
        job = order_preview(row, by=self.by, at=now())
        done = preview_file(row.printed()) is not None
        answer = {
            "state": JobState.DONE.value if done else job.state,
            "file_url": reverse("api:v1:letterhead-file", args=[row.pk]),
        }
        return Response(LetterheadPreviewSerializer(answer).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: str) -> HttpResponse:
        """The preview as a PDF; 409 while it is still to be printed."""
        pdf = preview_file(self.get_object().printed())
        if pdf is None:
            raise Refused(
                _("The file is not printed yet. Order it, and ask again in a few seconds."), code="not-yet"
            )
        return as_pdf(pdf, "preview.pdf")


router_entries: list[tuple[str, type[GenericViewSet[Any]], str]] = [
    ("letterheads", LetterheadViewSet, "letterhead"),
]
