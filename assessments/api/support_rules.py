"""The API of the rules of support: read by everybody, written by programme administrators as on the pages."""

import uuid
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.actions.support import (
    discard_support,
    draft_support,
    publish_support,
    withdraw_support,
)
from assessments.models import SupportRules
from assessments.policies import may_set_support
from assessments.queries.support import areas_of, preview, reach_for
from assessments.support import Malformed, document, out_of_reach, read
from assessments.support_words import count_lines
from core.accounts.roles import Kind, Role
from core.web import Refused
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.request import now


class SupportRulesSerializer(serializers.ModelSerializer[SupportRules]):
    """Rules of support; numbers of the document are decimal texts (docs/support.md)."""

    version = serializers.CharField(max_length=20)
    revision = serializers.IntegerField(required=False, help_text="What was seen, when a draft is changed.")
    document = serializers.JSONField()

    class Meta:
        model = SupportRules
        fields = ("id", "version", "framework", "valid_from", "state", "revision", "published_at", "document")
        read_only_fields = ("id", "framework", "state", "published_at")

    def validate_document(self, data: Any) -> Any:
        """Refused with the place and code of every fault."""
        try:
            rules = read(data)
        except Malformed as faults:
            raise serializers.ValidationError([f"{place}: {what}" for place, what in faults.faults]) from None
        except (KeyError, TypeError, AttributeError, ValueError):
            raise serializers.ValidationError(_("The document is not whole (docs/support.md).")) from None
        areas = {code for code, _title in areas_of(rules.framework)}
        if strange := {need.measure for track in rules.tracks for need in track.needs} - areas:
            raise serializers.ValidationError(
                _("The diagnostic has no area %(areas)s.") % {"areas": ", ".join(sorted(strange))}
            )
        if beyond := out_of_reach(rules, reach_for(rules.framework)):
            raise serializers.ValidationError([f"{place}: {what}" for place, what in beyond])
        return document(rules)


class SupportPublishSerializer(serializers.Serializer[Any]):
    """What was looked at: the revision, and the name typed again."""

    revision = serializers.IntegerField()
    version = serializers.CharField()


class SupportCountSerializer(serializers.Serializer[Any]):
    """How many results fall into a group or are open to a track; texts, since small numbers are not told."""

    title = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    is_track = serializers.BooleanField()


class SupportPreviewSerializer(serializers.Serializer[Any]):
    """What rules would do to present results, beside the rules `before`."""

    results = serializers.IntegerField()
    before = serializers.CharField(allow_null=True)
    lines = SupportCountSerializer(many=True)


class SupportRulesViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """The rules that hold, held or will hold; a programme administrator sees drafts as well and sets them."""

    access = Access("*", public=True)
    write_access = Access(
        "*",
        kinds=frozenset({Kind.MINISTRY.value}),
        roles=frozenset({Role.PROGRAMME_ADMINISTRATOR.value}),
    )
    serializer_class = SupportRulesSerializer
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """The last to begin first."""
        rows = SupportRules.objects.order_by("-valid_from", "-published_at", "-version")
        return rows.published() if may_set_support(self.by) else rows

    @extend_schema(request=SupportRulesSerializer, responses={201: SupportRulesSerializer})
    def create(self, request: Request) -> Response:
        """Draft rules."""
        return Response(self._drafted(request, None), status=status.HTTP_201_CREATED)

    @extend_schema(request=SupportRulesSerializer, responses={200: SupportRulesSerializer})
    def update(self, request: Request, pk: str) -> Response:
        """Change a draft; `revision` says what was seen, another one is a 409."""
        return Response(self._drafted(request, self._key(pk)))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Throw a draft away."""
        discard_support(rules_id=self._key(pk), by=self.by, at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses={200: SupportPreviewSerializer})
    @action(detail=True, methods=["get"], pagination_class=None)
    def preview(self, request: Request, pk: str) -> Response:
        """How many present results would fall where, before and after; for programme administrators."""
        if reason := may_set_support(self.by):
            raise Refused(reason, code="not-allowed", status=403)
        row = self.get_object()
        found, other = preview(row, self.by, now())
        lines = count_lines(found, row.rules(), other.rules() if other else None)
        data = {"results": found.results, "before": other.version if other else None, "lines": lines}
        return Response(SupportPreviewSerializer(data).data)

    @extend_schema(request=SupportPublishSerializer, responses={200: SupportRulesSerializer})
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """Publish a draft: frozen from then on."""
        data = SupportPublishSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        row = publish_support(
            rules_id=self._key(pk),
            said=data.validated_data["version"],
            seen=data.validated_data["revision"],
            by=self.by,
            at=now(),
        )
        return Response(SupportRulesSerializer(row).data)

    @extend_schema(request=None, responses={200: SupportRulesSerializer})
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Make published rules a draft again, before their first day."""
        row = withdraw_support(rules_id=self._key(pk), by=self.by, at=now())
        return Response(SupportRulesSerializer(row).data)

    def _drafted(self, request: Request, key: uuid.UUID | None) -> Any:
        data = SupportRulesSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        given = data.validated_data
        row = draft_support(
            version=given["version"],
            valid_from=given["valid_from"],
            document=given["document"],
            rules_id=key,
            seen=given.get("revision", 0),
            by=self.by,
            at=now(),
        )
        return SupportRulesSerializer(row).data

    def _key(self, pk: str) -> uuid.UUID:
        try:
            return uuid.UUID(pk)
        except ValueError:
            raise Http404 from None
