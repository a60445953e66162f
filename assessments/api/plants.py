"""A company's plants over the API: the same actions as on the pages."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.ids import uuid_of
from assessments.filters import PlantFilter
from assessments.models import Plant
from assessments.serializers import PlantSerializer, PlantWrite
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.request import now


class PlantViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """The plants of the company one works in."""

    access = Access("*", kinds=frozenset({"company"}))
    serializer_class = PlantSerializer
    filterset_class = PlantFilter
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """By name."""
        return Plant.objects.visible_to(self.by).by_name()

    @extend_schema(request=PlantWrite, responses={201: PlantSerializer})
    def create(self, request: Request) -> Response:
        """Add a plant."""
        data = PlantWrite(data=request.data)
        data.is_valid(raise_exception=True)
        row = actions.add_plant(
            facts=data.plant(), address=data.validated_data["address"], by=self.by, at=now()
        )
        return Response(PlantSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=PlantWrite, responses={200: PlantSerializer})
    def update(self, request: Request, pk: str) -> Response:
        """Correct a plant; its open diagnostics follow, its results stay as they are."""
        data = PlantWrite(data=request.data)
        data.is_valid(raise_exception=True)
        row = actions.change_plant(
            plant_id=uuid_of(pk),
            facts=data.plant(),
            address=data.validated_data["address"],
            by=self.by,
            at=now(),
        )
        return Response(PlantSerializer(row).data)

    @extend_schema(request=None, responses={200: PlantSerializer})
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: str) -> Response:
        """Offer it for no new diagnostic; refused while one is open."""
        return Response(
            PlantSerializer(actions.retire_plant(plant_id=uuid_of(pk), by=self.by, at=now())).data
        )

    @extend_schema(request=None, responses={200: PlantSerializer})
    @action(detail=True, methods=["post"], url_path="bring-back", url_name="bring-back")
    def bring_back(self, request: Request, pk: str) -> Response:
        """Take it into use again."""
        row = actions.bring_back_plant(plant_id=uuid_of(pk), by=self.by, at=now())
        return Response(PlantSerializer(row).data)
