"""With whom a result is shared, over the API: the same consents as on the pages."""

import uuid
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.actions.share import share_result, withdraw_share
from assessments.models import Result, Share
from core.accounts.models import Organisation
from core.accounts.roles import Kind
from core.consents.document import sharing_with
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.request import now
from matching.queries.recommendations import latest
from portal.results.queries import Sharing, is_owner, recipient_of, result_of, sharing_of

RESULT = OpenApiParameter("result", uuid.UUID)


class ShareSerializer(serializers.ModelSerializer[Share]):
    """A share and the consent it stands on; `withdrawn_at` is null while the recipient sees the result."""

    recipient_name = serializers.CharField(source="recipient.name", read_only=True)
    recipient_kind = serializers.CharField(source="recipient.kind", read_only=True)
    consent = serializers.CharField(source="consent.document", read_only=True)
    consent_version = serializers.CharField(source="consent.version", read_only=True)

    class Meta:
        model = Share
        fields = (
            "id",
            "result",
            "recipient",
            "recipient_name",
            "recipient_kind",
            "consent",
            "consent_version",
            "shared_at",
            "withdrawn_at",
        )
        read_only_fields = fields


class RecipientSerializer(serializers.Serializer[Any]):
    """Whom a result may be given to, and the words one agrees to by giving it."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.CharField()
    consent = serializers.CharField()
    consent_version = serializers.CharField()
    wording = serializers.DictField()


class ShareWrite(serializers.Serializer[Any]):
    """A result, its recipient, the consent's version that was read, and that one agrees to it."""

    result = serializers.UUIDField()
    recipient = serializers.UUIDField()
    consent_version = serializers.CharField(max_length=20)
    agree = serializers.BooleanField()

    def validate_agree(self, value: bool) -> bool:
        """Only a yes opens anything."""
        if not value:
            raise serializers.ValidationError(_("Tick the box if you agree. Without it nothing is shared."))
        return value


class ShareViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """The shares of the company's own results, those taken back as well."""

    access = Access("*", kinds=frozenset({Kind.COMPANY.value}))
    serializer_class = ShareSerializer
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """The last given first."""
        rows = Share.objects.visible_to(self.by).filter(organisation_id__in=self.by.organisation_ids)
        return rows.select_related("recipient", "consent").order_by("-shared_at", "pk")

    @extend_schema(parameters=[RESULT])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Every share; `?result=` narrows to one result."""
        rows = self.get_queryset()
        if typed := request.query_params.get("result", ""):
            rows = rows.filter(result_id=_asked(typed))
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(ShareSerializer(page, many=True).data)

    @extend_schema(parameters=[RESULT], responses={200: RecipientSerializer(many=True)})
    @action(detail=False, methods=["get"], pagination_class=None)
    def recipients(self, request: Request) -> Response:
        """Whom the result of `?result=` may be given to now: the technopark of its district, and suppliers
        recommended for it."""
        _result, sharing = self._own(_asked(request.query_params.get("result", "")))
        known = [] if sharing.technopark is None else [sharing.technopark]
        wanted = set(sharing.suppliers.values()) - sharing.recipients
        known += Organisation.objects.filter(pk__in=wanted).order_by("name", "pk")
        return Response(RecipientSerializer([_offered(each) for each in known], many=True).data)

    @extend_schema(request=ShareWrite, responses={201: ShareSerializer})
    def create(self, request: Request) -> Response:
        """Give a result to a recipient; given before, it is the same share."""
        data = ShareWrite(data=request.data)
        data.is_valid(raise_exception=True)
        asked = data.validated_data
        result, sharing = self._own(asked["result"])
        recipient = recipient_of(sharing, asked["recipient"])
        if asked["consent_version"] != sharing_with(recipient.kind).version:
            said = _("The words of this consent have changed. Read them again (recipients).")
            raise serializers.ValidationError({"consent_version": [said]})
        share = share_result(by=self.by, at=now(), result_id=result.pk, recipient_id=recipient.pk)
        row = self.get_queryset().get(pk=share.pk)
        return Response(ShareSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Take it back: the recipient loses sight of the result at once. Twice is once."""
        withdraw_share(by=self.by, at=now(), share_id=self.get_object().pk)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _own(self, result_id: uuid.UUID) -> tuple[Result, Sharing]:
        result = result_of(result_id, self.by)
        if not is_owner(result, self.by):
            raise Http404
        return result, sharing_of(result, latest(result), self.by)


def _offered(recipient: Organisation) -> dict[str, Any]:
    document = sharing_with(recipient.kind)
    return {
        "id": recipient.pk,
        "name": recipient.name,
        "kind": recipient.kind,
        "consent": document.code,
        "consent_version": document.version,
        "wording": document.frozen(recipient.name),
    }


def _asked(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise serializers.ValidationError({"result": [_("This is no id.")]}) from None
