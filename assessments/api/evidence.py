"""Files that show answers, over the API: the same checks, limits and scanner as on the pages."""

from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.ids import uuid_of
from assessments.api.nested import COMPANY, ITEM, SessionPart
from assessments.documents import framework_of
from assessments.models import Evidence
from assessments.queries import evidence_of, evidence_of_item, offered
from assessments.serializers import EvidenceSerializer
from core.audit import record_look
from core.uploads import handed_out, received
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.parsers import PlainJSONParser
from core.web.request import now


class EvidenceWrite(serializers.Serializer[Any]):
    """A file, and the item whose answer it shows. At most 10 MB; PDF, picture, Office or Hangul document."""

    item = serializers.CharField(max_length=40)
    file = serializers.FileField(allow_empty_file=True)


class EvidenceReuse(serializers.Serializer[Any]):
    """A file of an earlier diagnostic, by its `file_id`."""

    file_id = serializers.UUIDField()


class EvidenceOfItem(serializers.Serializer[Any]):
    """The files of one item: those that show it, those taken away in the last thirty days, and those that
    showed the same item in other diagnostics of the company."""

    standing = EvidenceSerializer(many=True)
    removed = EvidenceSerializer(many=True)
    offered = EvidenceSerializer(many=True)


class SessionEvidenceViewSet(SessionPart):
    """`/sessions/<id>/evidence/`: the files of a session."""

    serializer_class = EvidenceSerializer
    parser_classes = (PlainJSONParser, MultiPartParser)
    lookup_field = "item"
    lookup_value_regex = ITEM

    @extend_schema(responses={200: EvidenceSerializer(many=True)})
    def list(self, request: Request, session: str) -> Response:
        """The files that show answers, in the order of the framework."""
        row = self.session()
        found = evidence_of(row, self.by)
        rows: Any = [each for code in framework_of(row.framework).items for each in found.get(code, ())]
        return Response(EvidenceSerializer(rows, many=True).data)

    @extend_schema(responses={200: EvidenceOfItem})
    def retrieve(self, request: Request, session: str, item: str) -> Response:
        """The files of one item; 404 for one that the diagnostic does not have."""
        row = self.session()
        if item not in framework_of(row.framework).items:
            raise Http404
        standing, removed = evidence_of_item(row, item, self.by)
        found = {"standing": standing, "removed": removed, "offered": offered(row, item, self.by)}
        return Response(EvidenceOfItem(found).data)

    @extend_schema(request={"multipart/form-data": EvidenceWrite}, responses={201: EvidenceSerializer})
    def create(self, request: Request, session: str) -> Response:
        """Put a file to an item; the same file again is the same evidence. Refused files leave nothing."""
        session_id, data = self.session().pk, EvidenceWrite(data=request.data)
        data.is_valid(raise_exception=True)
        asked = data.validated_data
        made = actions.attach(
            session_id=session_id,
            item=asked["item"],
            taken=received(asked["file"]),
            by=self.by,
            at=now(),
        )
        return Response(EvidenceSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=EvidenceReuse, responses={201: EvidenceSerializer})
    @action(detail=True, methods=["post"])
    def reuse(self, request: Request, session: str, item: str) -> Response:
        """Use a file of an earlier diagnostic for this item as well; 404 for one that is not offered."""
        session_id, data = self.session().pk, EvidenceReuse(data=request.data)
        data.is_valid(raise_exception=True)
        made = actions.reuse(
            session_id=session_id,
            item=item,
            file_id=data.validated_data["file_id"],
            by=self.by,
            at=now(),
        )
        return Response(EvidenceSerializer(made).data, status=status.HTTP_201_CREATED)


class EvidenceViewSet(ScopedViewSet):
    """`/evidence/<id>/`: one file of a company, for the company and the assessor it agreed to."""

    access = Access("*")
    write_access = Access("*", kinds=COMPANY)
    serializer_class = EvidenceSerializer
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """The company's own, with those taken away lately; for an assessor those that stand."""
        return Evidence.objects.visible_to(self.by).select_related("file")

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: str) -> HttpResponse:
        """The file itself; whoever is not the company leaves an access record, as on the page."""
        row: Evidence = self.get_object()
        record_look(
            request._request,
            by=self.by,
            at=now(),
            act="download",
            kind="evidence",
            subject_id=row.pk,
            organisation_id=row.organisation_id,
        )
        return handed_out(row.file)

    def retrieve(self, request: Request, pk: str) -> Response:
        """What is known of the file."""
        return Response(EvidenceSerializer(self.get_object()).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Take it away from its item; it can come back for thirty days. Twice is once."""
        actions.remove(evidence_id=uuid_of(pk), by=self.by, at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={200: EvidenceSerializer})
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Bring it back. Twice is once."""
        return Response(
            EvidenceSerializer(actions.restore(evidence_id=uuid_of(pk), by=self.by, at=now())).data
        )
