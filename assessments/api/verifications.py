"""Verifications over the API: asked for, assigned, opened, judged item by item, finished."""

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

from assessments import actions
from assessments.api.assessors import AssigningMixin
from assessments.api.interests import DeclaringMixin
from assessments.api.nested import ITEM
from assessments.documents import framework_of
from assessments.given import of_row
from assessments.models import Result, Subject, Verification
from assessments.queries import candidates, claimed_of, evidence_by_item, history_of, judged_of
from assessments.queries.verification import Candidate
from assessments.scoring import asked_in_order
from assessments.serializers import ChoiceField, EvidenceSerializer, VerifiedDetail
from core.accounts.roles import Kind
from core.audit import record_look
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.request import now

ITEM_PATH = f"items/(?P<item>{ITEM})"
SIDES = frozenset({Kind.COMPANY.value, Kind.MINISTRY.value, Kind.ASSESSOR_BODY.value})


class VerificationSerializer(serializers.ModelSerializer[Verification]):
    """A verification and whose turn it is. `assessor` is empty until one is assigned."""

    company = serializers.CharField(source="organisation.name", read_only=True)
    assessor = serializers.SerializerMethodField()
    body = serializers.CharField(source="body.name", read_only=True, default="")

    class Meta:
        model = Verification
        fields = (
            "id",
            "result",
            "company",
            "plant_name",
            "sigungu",
            "state",
            "assessor",
            "body",
            "asked_at",
            "assigned_at",
            "opened_at",
            "finished_at",
            "ended_at",
        )
        read_only_fields = fields

    def get_assessor(self, row: Verification) -> str:
        """The assessor's name."""
        return str(row.assessor) if row.assessor else ""


class AskWrite(serializers.Serializer[Any]):
    """Which result an assessor shall verify."""

    result = serializers.UUIDField()


class AssessorWrite(serializers.Serializer[Any]):
    """Which assessor."""

    assessor_id = serializers.UUIDField(help_text="The id of a person who works as an assessor.")


class AgreeWrite(serializers.Serializer[Any]):
    """The company's consent, said in so many words."""

    agree = serializers.BooleanField(help_text="true: the assessor may see the result and its files.")

    def validate_agree(self, value: bool) -> bool:
        """Only a yes opens anything."""
        if not value:
            raise serializers.ValidationError(_("Tick the box if you agree. Without it nothing is shared."))
        return value


class JudgementWrite(serializers.Serializer[Any]):
    """The level found; the reason is needed where it differs from the level claimed."""

    choice = ChoiceField()
    reason = serializers.CharField(required=False, allow_blank=True, default="")


class FinishWrite(serializers.Serializer[Any]):
    """Whether the items that were not judged count as confirmed."""

    confirms_rest = serializers.BooleanField(default=False)


class JudgedSerializer(serializers.Serializer[Any]):
    """An item as the company claims it and as the assessor found it; `found` is null until judged."""

    item = serializers.CharField()
    claimed = ChoiceField(allow_null=True)
    found = ChoiceField(allow_null=True)
    reason = serializers.CharField()
    judged_at = serializers.DateTimeField(allow_null=True)


class SaidSerializer(serializers.Serializer[Any]):
    """What was said of an item once; `choice` is null where what was said before was taken back."""

    choice = ChoiceField(allow_null=True)
    reason = serializers.CharField()
    judged_at = serializers.DateTimeField()
    judged_by = serializers.CharField()


class JudgedDetail(JudgedSerializer):
    """The same with the company's files and everything that was said of it, the newest first."""

    files = EvidenceSerializer(many=True)
    history = SaidSerializer(many=True)


class VerificationViewSet(AssigningMixin, DeclaringMixin, ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """The verifications that one's company asked for, that one assigns, or that one judges."""

    access = Access("*", kinds=SIDES)
    subject = Subject.VERIFICATION
    serializer_class = VerificationSerializer
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """The last asked for first."""
        return Verification.objects.visible_to(self.by).with_names().order_by("-asked_at", "pk")

    def candidates_of(self, row: Verification) -> list[Candidate]:
        """Every assessor with the tie that keeps them from this company."""
        return candidates(row.organisation_id, self.by)

    @extend_schema(request=AskWrite, responses={201: VerificationSerializer})
    def create(self, request: Request) -> Response:
        """Ask that an assessor verifies a result of the company; the one that runs already is given back."""
        data = AskWrite(data=request.data)
        data.is_valid(raise_exception=True)
        row = actions.ask_verification(result_id=data.validated_data["result"], by=self.by, at=now())
        return self._shown(row.pk, status.HTTP_201_CREATED)

    @extend_schema(request=AssessorWrite, responses={200: VerificationSerializer})
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: str) -> Response:
        """Assign an assessor; somebody with a tie to the company is refused with the tie."""
        row = self.get_object()
        data = AssessorWrite(data=request.data)
        data.is_valid(raise_exception=True)
        actions.assign_assessor(
            verification_id=row.pk,
            assessor_id=data.validated_data["assessor_id"],
            by=self.by,
            at=now(),
        )
        return self._shown(uuid.UUID(pk))

    @extend_schema(request=AgreeWrite, responses={200: VerificationSerializer})
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: str) -> Response:
        """The company's consent: the assessor sees the result and its files from now on."""
        row = self.get_object()
        AgreeWrite(data=request.data).is_valid(raise_exception=True)
        actions.open_to_assessor(verification_id=row.pk, by=self.by, at=now())
        return self._shown(uuid.UUID(pk))

    @extend_schema(request=None, responses={200: VerificationSerializer})
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """The company ends it; the assessor sees nothing from now on."""
        actions.end_verification(verification_id=self.get_object().pk, by=self.by, at=now())
        return self._shown(uuid.UUID(pk))

    @extend_schema(request=FinishWrite, responses={200: VerifiedDetail})
    @action(detail=True, methods=["post"])
    def finish(self, request: Request, pk: str) -> Response:
        """The assessor finishes; the verified result with every change and its reason."""
        row = self.get_object()
        data = FinishWrite(data=request.data)
        data.is_valid(raise_exception=True)
        verified = actions.finish(
            verification_id=row.pk,
            confirms_rest=data.validated_data["confirms_rest"],
            by=self.by,
            at=now(),
        )
        return Response(VerifiedDetail(verified).data)

    @extend_schema(request=None, responses={200: JudgedSerializer(many=True)})
    @action(detail=True, methods=["get"], pagination_class=None)
    def items(self, request: Request, pk: str) -> Response:
        """Every item asked, as claimed and as found; for the assessor, once the company agreed."""
        row, result = self._judged_here(request)
        framework = framework_of(result.framework)
        claimed, judged = claimed_of(framework, result), judged_of(row, framework)
        found = {code: each.value for code, each in judged.items()}
        lines: Any = [
            {
                "item": code,
                "claimed": claimed.get(code),
                "found": found.get(code),
                "reason": judged[code].reason if code in judged else "",
                "judged_at": judged[code].at if code in judged else None,
            }
            for code in asked_in_order(framework, {**claimed, **found})
        ]
        return Response(JudgedSerializer(lines, many=True).data)

    @extend_schema(methods=["GET"], responses={200: JudgedDetail})
    @extend_schema(methods=["PUT"], request=JudgementWrite, responses={204: None})
    @extend_schema(methods=["DELETE"], request=None, responses={204: None})
    @action(detail=True, methods=["get", "put", "delete"], url_path=ITEM_PATH, pagination_class=None)
    def item(self, request: Request, pk: str, item: str) -> Response:
        """GET shows an item with its files and all that was said of it. PUT keeps the level found and its
        reason; DELETE takes them back. The history keeps both."""
        if request.method == "GET":
            return self._item(request, item)
        row = self.get_object()
        if request.method == "DELETE":
            actions.take_back(verification_id=row.pk, item=item, by=self.by, at=now())
            return Response(status=status.HTTP_204_NO_CONTENT)
        data = JudgementWrite(data=request.data)
        data.is_valid(raise_exception=True)
        actions.judge(
            verification_id=row.pk,
            item=item,
            value=data.validated_data["choice"],
            reason=data.validated_data["reason"],
            by=self.by,
            at=now(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _item(self, request: Request, code: str) -> Response:
        row, result = self._judged_here(request)
        framework = framework_of(result.framework)
        if code not in framework.items:
            raise Http404
        claimed, found = claimed_of(framework, result), judged_of(row, framework).get(code)
        line = {
            "item": code,
            "claimed": claimed.get(code),
            "found": found.value if found else None,
            "reason": found.reason if found else "",
            "judged_at": found.at if found else None,
            "files": evidence_by_item(row.session_id, self.by).get(code, ()),
            "history": [
                {
                    "choice": of_row(framework.items[code], each.choices, each.non_answer),
                    "reason": each.reason,
                    "judged_at": each.judged_at,
                    "judged_by": str(each.judged_by or ""),
                }
                for each in history_of(row, code)
            ],
        }
        return Response(JudgedDetail(line).data)

    def _judged_here(self, request: Request) -> tuple[Verification, Result]:
        row: Verification = self.get_object()
        rows = Result.objects.visible_to(self.by).select_related("framework").defer("outcome")
        result = rows.filter(pk=row.result_id).first()
        if result is None or row.assessor_id != self.by.user_id or row.assessor_id is None:
            raise Http404
        record_look(
            request._request,
            by=self.by,
            at=now(),
            kind="result",
            subject_id=result.pk,
            organisation_id=result.organisation_id,
        )
        return row, result

    def _shown(self, verification_id: uuid.UUID, code: int = status.HTTP_200_OK) -> Response:
        row = self.get_queryset().get(pk=verification_id)
        return Response(VerificationSerializer(row).data, status=code)
