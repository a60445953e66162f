"""Proposals over the API: the same actions as the pages."""

import uuid
from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.accounts.roles import Kind
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.request import now
from matching import actions
from matching.actions.proposals import Offer
from matching.api.ids import as_id
from matching.models import Proposal
from matching.queries.proposals import LABELS, readable, standing_now


class NewProposal(serializers.Serializer[Any]):
    """What a proposal says; the price is a range in won without VAT."""

    what = serializers.CharField(min_length=20, max_length=1_000)
    least_won = serializers.IntegerField(min_value=1)
    most_won = serializers.IntegerField(min_value=1)
    months = serializers.IntegerField(min_value=1)
    begin_on = serializers.DateField()
    after_care = serializers.CharField(max_length=500)
    assumptions = serializers.CharField(max_length=500, allow_blank=True, default="")
    valid_to = serializers.DateField()


class SentProposal(NewProposal):
    """A proposal to an enquiry that the supplier answered."""

    consultation = serializers.UUIDField()


class ProposalLine(SentProposal):
    """A proposal; `standing` is its state, "expired" past its day, "over" with its enquiry."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    standing = serializers.ChoiceField(choices=sorted(LABELS))
    sent_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField()


class NoneChosen(serializers.Serializer[Any]):
    """None of the proposals of the round of this enquiry is chosen, and why."""

    consultation = serializers.UUIDField()
    reason = serializers.CharField(min_length=10, max_length=500)


class ProposalViewSet(ScopedViewSet):
    """Proposals that one's own supplier sent, or one's own company was sent."""

    access = Access("*", kinds=frozenset({Kind.COMPANY.value, Kind.SUPPLIER.value}))
    queryset = Proposal.objects.none()
    serializer_class = ProposalLine

    @extend_schema(
        responses=ProposalLine(many=True), parameters=[OpenApiParameter("consultation", uuid.UUID)]
    )
    def list(self, request: Request) -> Response:
        """All of them, or those of one enquiry, the newest first; none of a supplier that is barred now."""
        rows = readable(self.by).order_by("-sent_at", "id")
        if wanted := request.query_params.get("consultation"):
            rows = rows.filter(consultation_id=as_id(wanted, "consultation"))
        return self.get_paginated_response([_line(each) for each in self.paginate_queryset(rows) or ()])

    @extend_schema(responses=ProposalLine)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One of them."""
        return Response(_line(self._known(pk)))

    @extend_schema(request=SentProposal, responses={201: ProposalLine})
    def create(self, request: Request) -> Response:
        """Send a proposal; an earlier one is replaced and kept. 403 for a company."""
        asked = SentProposal(data=request.data)
        asked.is_valid(raise_exception=True)
        said = dict(asked.validated_data)
        made = actions.send_proposal(
            by=self.by, at=now(), consultation_id=said.pop("consultation"), offer=Offer(**said)
        )
        return Response(_line(made), status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=ProposalLine)
    @action(detail=True, methods=["post"])
    def choose(self, request: Request, pk: str) -> Response:
        """Choose it; the other enquiries of its round are closed. 403 for a supplier."""
        return Response(_line(actions.choose_proposal(by=self.by, at=now(), proposal_id=as_id(pk))))

    @extend_schema(request=NoneChosen, responses=ProposalLine(many=True))
    @action(detail=False, methods=["post"], pagination_class=None)
    def none(self, request: Request) -> Response:
        """Choose none of the proposals of a round, with a reason. 403 for a supplier."""
        asked = NoneChosen(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        made = actions.choose_none(
            by=self.by, at=now(), consultation_id=said["consultation"], reason=said["reason"]
        )
        return Response([_line(each) for each in made])

    def _known(self, pk: str) -> Proposal:
        row = readable(self.by).filter(pk=as_id(pk)).first()
        if row is None:
            raise Http404
        return row


def _line(row: Proposal) -> dict[str, Any]:
    return {
        "id": row.pk,
        "consultation": row.consultation_id,
        "version": row.version,
        "standing": standing_now(row),
        "what": row.what,
        "least_won": row.least_won,
        "most_won": row.most_won,
        "months": row.months,
        "begin_on": row.begin_on,
        "after_care": row.after_care,
        "assumptions": row.assumptions,
        "valid_to": row.valid_to,
        "sent_at": row.sent_at,
        "decided_at": row.decided_at,
        "reason": row.reason,
    }
