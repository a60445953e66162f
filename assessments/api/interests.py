"""Declaring interests over the API, for whatever somebody is to judge."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.actions.interests import declare_interests
from assessments.models import Interest, Subject
from core.web.api import ScopedViewSet
from core.web.request import now


class InterestWrite(serializers.Serializer[Any]):
    """Whether one has an interest; with one, what it is."""

    has_interest = serializers.BooleanField()
    reason = serializers.CharField(required=False, allow_blank=True, default="")


class DeclaringMixin(ScopedViewSet):
    """`subject`: what the rows of this view are."""

    subject: ClassVar[Subject]

    @extend_schema(request=InterestWrite, responses={204: None})
    @action(detail=True, methods=["post"])
    def declare(self, request: Request, pk: str) -> Response:
        """Declare to have no interest, which opens the content, or step back with a reason."""
        row = self.get_object()
        data = InterestWrite(data=request.data)
        data.is_valid(raise_exception=True)
        declare_interests(
            subject=self.subject,
            subject_id=row.pk,
            is_free=not data.validated_data["has_interest"],
            reason=data.validated_data["reason"],
            by=self.by,
            at=now(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    def get_serializer_context(self) -> dict[str, Any]:
        """With the ids of what is open to the caller (`free`)."""
        free = Interest.objects.free(self.by, self.subject).values_list("subject_id", flat=True)
        return {**super().get_serializer_context(), "by": self.by, "free": set(free)}
