"""Framework versions over the API: checked, drafted, compared, published, retired by the ministry."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.documents import framework_of, published_documents
from assessments.models import FrameworkVersion
from assessments.queries.versions import other_version
from assessments.scoring import DocumentFaults, checksum, difference, load, succession, yamlfile
from core.accounts.roles import Kind, Role
from core.hangul import settled
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.problem import problem
from core.web.request import now

AUTHORS = Access(
    "*", kinds=frozenset({Kind.MINISTRY.value}), roles=frozenset({Role.PROGRAMME_ADMINISTRATOR.value})
)
NAME = "framework.yaml"


class VersionSerializer(serializers.ModelSerializer[FrameworkVersion]):
    """A version in whatever state; `checksum` is what a change must have seen."""

    class Meta:
        model = FrameworkVersion
        fields = ("id", "code", "version", "state", "checksum", "published_at", "retired_at")
        read_only_fields = fields


class CheckedSerializer(serializers.Serializer[Any]):
    """A document without a fault."""

    code = serializers.CharField()
    version = serializers.CharField()
    checksum = serializers.CharField()


class SourceWrite(serializers.Serializer[Any]):
    """A framework document as YAML text (docs/frameworks.md)."""

    source = serializers.CharField(trim_whitespace=False, max_length=yamlfile.MAX_BYTES)  # type: ignore[assignment]
    seen = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        help_text="Checksum of the draft this was written over; a PUT without it is answered with 409.",
    )


class PublishWrite(serializers.Serializer[Any]):
    """The version said once more, and the checksum one looked at."""

    said = serializers.CharField(max_length=40)
    seen = serializers.CharField(max_length=64)
    sums_meant = serializers.BooleanField(
        required=False,
        default=False,
        help_text="True: sums of weights that do not come out are meant (409 `sums` otherwise).",
    )


class RetireWrite(serializers.Serializer[Any]):
    """The version said once more."""

    said = serializers.CharField(max_length=40)


class DetailSerializer(serializers.Serializer[Any]):
    """One value that differs; null where it is absent."""

    path = serializers.CharField()
    sort = serializers.ChoiceField(choices=["words", "scoring", "asking", "other"])
    before = serializers.CharField(allow_null=True)
    after = serializers.CharField(allow_null=True)


class PartSerializer(serializers.Serializer[Any]):
    """A node or item that both versions have and that differs."""

    code = serializers.CharField()
    is_item = serializers.BooleanField()
    is_moved = serializers.BooleanField()
    is_other_question = serializers.BooleanField()
    details = DetailSerializer(many=True)


class DifferenceSerializer(serializers.Serializer[Any]):
    """What differs between two versions; `asked_anew` are the items whose answers do not carry over."""

    old = serializers.CharField()
    new = serializers.CharField()
    questions = serializers.IntegerField()
    asked_anew = serializers.ListField(child=serializers.CharField())
    items_added = serializers.ListField(child=serializers.CharField(), source="found.items_added")
    items_removed = serializers.ListField(child=serializers.CharField(), source="found.items_removed")
    nodes_added = serializers.ListField(child=serializers.CharField(), source="found.nodes_added")
    nodes_removed = serializers.ListField(child=serializers.CharField(), source="found.nodes_removed")
    parts = PartSerializer(many=True, source="found.parts")
    policies = DetailSerializer(many=True, source="found.policies")
    levels = DetailSerializer(many=True, source="found.levels")
    head = DetailSerializer(many=True, source="found.head")


class VersionViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """Every version of every framework, drafts too. `checksum` is what a change must have seen."""

    access = AUTHORS
    serializer_class = VersionSerializer
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """The newest first; the text comes with one version only."""
        rows = FrameworkVersion.objects.defer("document").order_by("code", "-published_at", "-version")
        return rows if self.detail else rows.defer("document", "source")

    def handle_exception(self, exc: Exception) -> Any:
        """Faults of a document are a 422 that names each with its line."""
        if not isinstance(exc, DocumentFaults):
            return super().handle_exception(exc)
        korean = (get_language() or "ko").startswith("ko")
        faults = [
            {
                "line": each.line,
                "path": each.path,
                "message": settled(each.message_ko) if korean else each.message,
            }
            for each in exc.faults
        ]
        answer = problem(422, "document", str(exc.faults[0]), faults=faults)
        return self.finalize_response(self.request, answer)

    @extend_schema(request=SourceWrite, responses={200: CheckedSerializer})
    @action(detail=False, methods=["post"])
    def check(self, request: Request) -> Response:
        """Whether a document could be drafted: its checksum, or every fault. Stores nothing."""
        framework = load(self._source(request), name=NAME, older=published_documents)
        return Response(
            {"code": framework.code, "version": framework.version, "checksum": checksum(framework)}
        )

    @extend_schema(request=SourceWrite, responses={201: VersionSerializer})
    def create(self, request: Request) -> Response:
        """Draft a document."""
        row = actions.draft_framework(source=self._source(request), name=NAME, by=self.by, at=now())
        return self._shown(row, status.HTTP_201_CREATED)

    @extend_schema(request=SourceWrite, responses={200: VersionSerializer})
    def update(self, request: Request, pk: str) -> Response:
        """Another text for a draft; `seen` is the checksum of the draft it was written over."""
        version = self.get_object()
        data = SourceWrite(data=request.data)
        data.is_valid(raise_exception=True)
        row = actions.draft_framework(
            **data.validated_data, name=NAME, version_id=version.pk, by=self.by, at=now()
        )
        return self._shown(row)

    @extend_schema(request=None, responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Throw a draft away."""
        actions.discard_framework(version_id=self.get_object().pk, by=self.by, at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=PublishWrite, responses={200: VersionSerializer})
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """Publish a draft: frozen and on offer.

        Where weights do not come to what they should, a 409 with the code `sums` names each area with its sum
        and the one it should be, until `sums_meant` is true.
        """
        version = self.get_object()
        data = PublishWrite(data=request.data)
        data.is_valid(raise_exception=True)
        row = actions.publish_draft(version_id=version.pk, **data.validated_data, by=self.by, at=now())
        return self._shown(row)

    @extend_schema(request=RetireWrite, responses={200: VersionSerializer})
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: str) -> Response:
        """Offer it no longer; drafts of companies can be finished, results stay."""
        version = self.get_object()
        data = RetireWrite(data=request.data)
        data.is_valid(raise_exception=True)
        said = data.validated_data["said"]
        return self._shown(actions.retire_framework(version_id=version.pk, said=said, by=self.by, at=now()))

    @extend_schema(
        parameters=[
            OpenApiParameter("with", str, description="The id of another version of this framework.")
        ],
        responses={200: DifferenceSerializer},
    )
    @action(detail=True, methods=["get"], pagination_class=None)
    def difference(self, request: Request, pk: str) -> Response:
        """What differs from the version before, or from the one of `?with=`."""
        version = self.get_object()
        old = other_version(version, request.query_params.get("with", ""))
        if old is None:
            raise Http404
        first, last = framework_of(old), framework_of(version)
        found, plan = difference(first, last), succession(first, last)
        data = {
            "old": old.version,
            "new": version.version,
            "questions": len(last.items),
            "asked_anew": [code for code in last.items if code not in plan.sources],
            "found": found,
        }
        return Response(DifferenceSerializer(data).data)

    @extend_schema(responses={(200, "application/yaml"): OpenApiTypes.STR})
    @action(detail=True, methods=["get"], pagination_class=None)
    def source(self, request: Request, pk: str) -> HttpResponse:
        """The document as it was written, with the checksum that a change must have seen as ETag."""
        version: FrameworkVersion = self.get_object()
        name = f"{version.code}-{version.version}.yaml"
        return HttpResponse(
            version.source,
            content_type="application/yaml; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "ETag": f'"{version.checksum}"',
            },
        )

    def _source(self, request: Request) -> str:
        data = SourceWrite(data=request.data)
        data.is_valid(raise_exception=True)
        return str(data.validated_data["source"])

    def _shown(self, row: FrameworkVersion, code: int = status.HTTP_200_OK) -> Response:
        return Response(VersionSerializer(row).data, status=code)
