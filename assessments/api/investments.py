"""Investments of the current company over the API: the same actions as the pages."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.actions.investments import (
    InvestmentFacts,
    add_investment,
    change_investment,
    remove_investment,
)
from assessments.api.ids import uuid_of
from assessments.forms.text import LineData
from assessments.models import AmountBand, Investment
from core.accounts.roles import Kind
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.request import now

NO_FACTS = frozenset({"plant", "month", "version", "is_another"})


class InvestmentSerializer(serializers.ModelSerializer[Investment]):
    """An investment. `month` is "2025-03"; without `plant` it is of the whole company."""

    month = serializers.DateField(source="spent_on", format="%Y-%m", read_only=True)

    class Meta:
        model = Investment
        fields = (
            "id",
            "plant",
            "month",
            "domain",
            "words",
            "supplier_name",
            "amount_won",
            "amount_band",
            "grant_pct",
            "programme",
            "version",
            "created_at",
            "changed_at",
        )
        read_only_fields = fields


class InvestmentWrite(serializers.Serializer[Any]):
    """What is noted. Won or a band, not both; `domain`, `words`, or both."""

    plant = serializers.UUIDField(required=False, allow_null=True, default=None)
    month = serializers.RegexField(r"^[0-9]{4}-(0[1-9]|1[0-2])$", help_text="2025-03")
    domain = serializers.CharField(max_length=12, required=False, allow_blank=True, default="")
    words = LineData(max_length=120, required=False, allow_blank=True, default="")
    supplier_name = LineData(max_length=80, required=False, allow_blank=True, default="")
    amount_won = serializers.IntegerField(required=False, allow_null=True, default=None)
    amount_band = serializers.ChoiceField(
        choices=AmountBand.choices, required=False, allow_blank=True, default=""
    )
    grant_pct = serializers.IntegerField(required=False, allow_null=True, default=None)
    programme = LineData(max_length=120, required=False, allow_blank=True, default="")

    def validate_month(self, value: str) -> date:
        """Its first day."""
        if int(value[:4]) < 1:
            raise serializers.ValidationError(_("Type year and month, for example 2025-03."))
        return date(int(value[:4]), int(value[5:]), 1)

    @property
    def facts(self) -> InvestmentFacts:
        """The investment; only of valid data."""
        given = self.validated_data
        data = {name: value for name, value in given.items() if name not in NO_FACTS}
        return InvestmentFacts(plant_id=given["plant"], spent_on=given["month"], **data)


class InvestmentNew(InvestmentWrite):
    """What is noted; `is_another` where the same is noted already for that month and is not this one."""

    is_another = serializers.BooleanField(required=False, default=False)


class InvestmentChange(InvestmentWrite):
    """The whole investment as it is to be, with the version that was read."""

    version = serializers.IntegerField(min_value=1)


class InvestmentViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """What the current company invested, the newest month first."""

    access = Access("*", kinds=frozenset({Kind.COMPANY.value}))
    serializer_class = InvestmentSerializer
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """The company's own."""
        return Investment.objects.visible_to(self.by).order_by("-spent_on", "-created_at", "pk")

    @extend_schema(request=InvestmentNew, responses={201: InvestmentSerializer})
    def create(self, request: Request) -> Response:
        """Note an investment; 409 "twin" where the same is noted already for that month."""
        data = InvestmentNew(data=request.data)
        data.is_valid(raise_exception=True)
        is_another = data.validated_data["is_another"]
        row = add_investment(facts=data.facts, is_another=is_another, by=self.by, at=now())
        return Response(InvestmentSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=InvestmentChange, responses={200: InvestmentSerializer})
    def update(self, request: Request, pk: str) -> Response:
        """Correct it; 409 where another version is stored than the one that was read."""
        data = InvestmentChange(data=request.data)
        data.is_valid(raise_exception=True)
        seen = data.validated_data["version"]
        row = change_investment(investment_id=uuid_of(pk), seen=seen, facts=data.facts, by=self.by, at=now())
        return Response(InvestmentSerializer(row).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Take it out."""
        remove_investment(investment_id=uuid_of(pk), by=self.by, at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)
