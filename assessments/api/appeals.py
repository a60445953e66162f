"""Requests for a human review over the API: the same actions as the pages."""

import uuid
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.assessors import AssigningMixin
from assessments.api.interests import DeclaringMixin
from assessments.appealing import SEEN_BY_ASSESSOR
from assessments.clock import is_overdue
from assessments.models import Appeal, Subject
from assessments.queries.appeals import reviewers
from assessments.queries.verification import Candidate
from core.accounts.roles import Kind, Role
from core.web import Refused
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.request import now
from core.web.wording import SEOUL


class AppealSerializer(serializers.ModelSerializer[Appeal]):
    """A request. What was written and decided is empty for whoever may not see the result."""

    state = serializers.CharField(read_only=True)
    company = serializers.CharField(source="organisation.name", read_only=True)
    assessor_body = serializers.CharField(source="body.name", default=None, read_only=True)
    is_overdue = serializers.SerializerMethodField()

    class Meta:
        model = Appeal
        fields = (
            "id",
            "result",
            "code",
            "title",
            "company",
            "plant_name",
            "sigungu",
            "state",
            "reason",
            "evidence",
            "assessor_body",
            "working_days",
            "due_on",
            "is_overdue",
            "asked_at",
            "assigned_at",
            "opened_at",
            "decided_at",
            "decision",
            "score_before",
            "score_after",
            "changes",
            "withdrawn_at",
        )
        read_only_fields = fields

    def get_is_overdue(self, row: Appeal) -> bool:
        """Whether its clock runs and its day is over."""
        return is_overdue(row.state, row.due_on, now().astimezone(SEOUL).date())

    def to_representation(self, row: Appeal) -> dict[str, Any]:
        """The request as this reader may know it."""
        data: dict[str, Any] = super().to_representation(row)
        by = self.context["view"].by
        reads = by.kind == Kind.COMPANY.value or (
            by.kind == Kind.ASSESSOR_BODY.value
            and row.state in SEEN_BY_ASSESSOR
            and row.pk in self.context["free"]
        )
        if not reads:
            data |= {"reason": "", "evidence": [], "decision": "", "changes": []}
            data |= {"score_before": None, "score_after": None}
        return data


class AppealWrite(serializers.Serializer[Any]):
    """What a company asks: the number by its code, why, and ids of its evidence."""

    result = serializers.UUIDField()
    code = serializers.CharField(max_length=40)
    reason = serializers.CharField(max_length=4_000, allow_blank=True, trim_whitespace=False)
    evidence = serializers.ListField(child=serializers.UUIDField(), default=list, max_length=50)


class AppealAssign(serializers.Serializer[Any]):
    """Who is to look at it."""

    assessor = serializers.UUIDField()


class AppealDecide(serializers.Serializer[Any]):
    """The decision: without `levels` it stays. A level is a choice, a list of choices, or a non-answer."""

    reason = serializers.CharField(max_length=4_000, allow_blank=True)
    levels = serializers.DictField(default=dict)

    def validate_levels(self, value: dict[str, Any]) -> dict[str, Any]:
        """Texts as they are, lists as tuples; anything else is refused."""
        found: dict[str, Any] = {}
        for item, level in value.items():
            if isinstance(level, list) and all(isinstance(each, str) for each in level):
                found[item] = tuple(level)
            elif isinstance(level, str) and level:
                found[item] = level
            else:
                raise serializers.ValidationError(_("A level is a text or a list of texts."))
        return found


class AppealViewSet(AssigningMixin, DeclaringMixin, ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """Requests for a human review: a company's own, an assessor's own, all for who assigns."""

    access = Access(
        "*",
        kinds=frozenset({Kind.COMPANY.value, Kind.MINISTRY.value, Kind.ASSESSOR_BODY.value}),
        roles=frozenset(
            {
                Role.ADMINISTRATOR.value,
                Role.MEMBER.value,
                Role.PROGRAMME_ADMINISTRATOR.value,
                Role.ASSESSOR.value,
            }
        ),
    )
    subject = Subject.APPEAL
    serializer_class = AppealSerializer
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """The last asked first."""
        return Appeal.objects.visible_to(self.by).with_names().order_by("-asked_at", "pk")

    def candidates_of(self, row: Appeal) -> list[Candidate]:
        """Every assessor with a tie to the company, or a judgement of the same result."""
        return reviewers(row, self.by)

    @extend_schema(request=AppealWrite, responses={201: AppealSerializer})
    def create(self, request: Request) -> Response:
        """Ask that a person looks at a number again; one that is not decided yet comes back as it is."""
        data = AppealWrite(data=request.data)
        data.is_valid(raise_exception=True)
        asked = data.validated_data
        row = actions.ask_appeal(
            result_id=asked["result"],
            code=asked["code"],
            reason=asked["reason"],
            evidence=asked["evidence"],
            by=self.by,
            at=now(),
        )
        return self._shown(row, status.HTTP_201_CREATED)

    @extend_schema(request=AppealAssign, responses={200: AppealSerializer})
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: str) -> Response:
        """Give it to an assessor without a tie."""
        appeal_id, data = self._id(), AppealAssign(data=request.data)
        data.is_valid(raise_exception=True)
        return self._shown(
            actions.assign_appeal(
                appeal_id=appeal_id, assessor_id=data.validated_data["assessor"], by=self.by, at=now()
            )
        )

    @extend_schema(request=None, responses={200: AppealSerializer})
    @action(detail=True, methods=["post"])
    def agree(self, request: Request, pk: str) -> Response:
        """The company's consent to the assessor's look."""
        return self._shown(actions.open_appeal(appeal_id=self._id(), by=self.by, at=now()))

    @extend_schema(request=None, responses={200: AppealSerializer})
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take the request back."""
        return self._shown(actions.withdraw_appeal(appeal_id=self._id(), by=self.by, at=now()))

    @extend_schema(request=AppealDecide, responses={200: AppealSerializer})
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        """Decide it, with the reason that the company reads."""
        appeal_id, data = self._id(), AppealDecide(data=request.data)
        data.is_valid(raise_exception=True)
        asked = data.validated_data
        if "levels" in request.data and not asked["levels"]:
            raise Refused(
                _("No level differs from what stands. Change one, or decide that it stays."),
                code="same",
                field="levels",
            )
        return self._shown(
            actions.decide_appeal(
                appeal_id=appeal_id, levels=asked["levels"], reason=asked["reason"], by=self.by, at=now()
            )
        )

    def _id(self) -> uuid.UUID:
        row: Appeal = self.get_object()
        return row.pk

    def _shown(self, row: Appeal, code: int = status.HTTP_200_OK) -> Response:
        return Response(self.get_serializer(row).data, status=code)
