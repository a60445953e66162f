"""Certificates on paper over the API: the same order, file, refusals and records as the pages."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from assessments.models import LevelCertificate
from core.jobs.models import JobState
from core.web import Refused
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.request import now
from portal.certificates.composition import KINDS, LANGUAGES, ROLES
from portal.certificates.handing import handed_out
from portal.certificates.printing import Printable, order_certificate, printable


class PaperOrderSerializer(serializers.Serializer[Any]):
    """What an order needs."""

    application = serializers.UUIDField()
    language = serializers.ChoiceField(choices=list(LANGUAGES), default="ko")


class PaperSerializer(serializers.Serializer[Any]):
    """How far the print is: `done` says that the file is there."""

    number = serializers.CharField()
    state = serializers.CharField()
    file_url = serializers.CharField()


class CertificateFileViewSet(ScopedViewSet):
    """A valid certificate as a PDF of one page, by its application; for the company, the committee and
    programme administrators."""

    access = Access("*", kinds=frozenset(KINDS), roles=frozenset(ROLES))
    lookup_value_regex = "[0-9a-f-]{36}"
    queryset = LevelCertificate.objects.none()
    serializer_class = PaperOrderSerializer

    @extend_schema(request=PaperOrderSerializer, responses={202: PaperSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Have it printed; printed before, it is there at once. 409 for one that is valid no longer."""
        asked = PaperOrderSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        application, language = asked.validated_data["application"], asked.validated_data["language"]
        paper = self._found(application, language)
        done = JobState.DONE.value
        state = done if paper.pdf is not None else order_certificate(paper=paper, by=self.by, at=now()).state
        address = reverse("api:v1:level-certificate-file-detail", args=[application])
        answer = {"number": paper.row.number, "state": state, "file_url": f"{address}?language={language}"}
        return Response(PaperSerializer(answer).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(
        parameters=[OpenApiParameter("language", str, enum=list(LANGUAGES), default="ko")],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def retrieve(self, request: Request, pk: str) -> HttpResponse:
        """The PDF; 409 while it is still to be printed."""
        paper = self._found(pk, request.query_params.get("language", "ko"))
        pdf = paper.pdf
        if pdf is None:
            raise Refused(
                _("The file is not printed yet. Order it, and ask again in a few seconds."), code="not-yet"
            )
        return handed_out(paper, pdf, by=self.by, at=now(), request=request._request)

    def _found(self, application: Any, language: str) -> Printable:
        try:
            return printable(application_id=application, language=language, by=self.by, at=now())
        except (LevelCertificate.DoesNotExist, ValueError):
            raise Http404 from None


router_entries: list[tuple[str, type[GenericViewSet[Any]], str]] = [
    ("level-certificate-files", CertificateFileViewSet, "level-certificate-file"),
]
