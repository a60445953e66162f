"""Parts that somebody else answers by a link, over the API."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.actions.delegate import link_of
from assessments.api.ids import uuid_of
from assessments.api.nested import SessionPart
from assessments.models import Delegation, DelegationKind
from assessments.queries import DelegationLine, delegation_of, delegations, overview
from assessments.queries.delegations import line_of
from core.web.request import now

LINK_STATES = ["waiting", "open", "complete", "reported", "reopened", "ended"]


class DelegationSerializer(serializers.Serializer[DelegationLine]):
    """A link. `state`: waiting (nobody opened it), open, complete, reported (its holder says that it is
    done; what they left open is in `unanswered`), reopened (its holder changed an answer after that,
    or answers what they had left open), or ended. A phone has no name.
    """

    id = serializers.UUIDField(source="delegation.id")
    kind = serializers.ChoiceField(source="delegation.kind", choices=DelegationKind.choices)
    name = serializers.CharField(source="delegation.name")
    sender = serializers.CharField(source="delegation.sender")
    due_on = serializers.DateField(source="delegation.due_on", allow_null=True)
    is_company_named = serializers.BooleanField(source="delegation.is_company_named")
    modules = serializers.ListField(source="delegation.modules", child=serializers.CharField())
    state = serializers.ChoiceField(choices=LINK_STATES)
    asked = serializers.IntegerField(source="progress.asked")
    answered = serializers.IntegerField(source="progress.answered")
    unanswered = serializers.ListField(source="progress.unanswered", child=serializers.CharField())
    made_at = serializers.DateTimeField(source="delegation.made_at")
    open_until = serializers.DateTimeField(source="delegation.open_until")
    taken_at = serializers.DateTimeField(source="delegation.taken_at", allow_null=True)
    reported_at = serializers.DateTimeField(source="delegation.reported_at", allow_null=True)
    reopened_at = serializers.DateTimeField(source="delegation.reopened_at", allow_null=True)
    ends_at = serializers.DateTimeField(source="delegation.ends_at")


class DelegationDetail(DelegationSerializer):
    """The same with the link to pass on; null once a browser has it: it works once. A link answers, so a key
    that may only read gets none.

    It is read apart from making it: the answer to an Idempotency-Key is stored, and a link is not.
    """

    link = serializers.SerializerMethodField()

    def get_link(self, line: DelegationLine) -> str | None:
        """Whoever opens it first answers these modules, so it is shown to the company alone."""
        return None if line.delegation.taken_at or not self.context["may_write"] else link_of(line.delegation)


class DelegationWrite(serializers.Serializer[Any]):
    """Which modules, and for whom; who sends it, whether it names the company, and the day, as its reader
    is told.
    """

    modules = serializers.ListField(child=serializers.CharField(max_length=40), max_length=200)
    name = serializers.CharField(allow_blank=True)
    sender = serializers.CharField(allow_blank=True, required=False)
    due_on = serializers.DateField(allow_null=True, required=False)
    is_company_named = serializers.BooleanField(required=False)


class DelegationViewSet(SessionPart):
    """`/sessions/<id>/delegations/`: the links. Whoever takes one answers in a browser, not here."""

    serializer_class = DelegationSerializer
    lookup_field = "delegation_id"
    lookup_value_regex = "[0-9a-f-]{36}"

    @extend_schema(responses={200: DelegationSerializer(many=True)})
    def list(self, request: Request, session: str) -> Response:
        """In the order they were made: those in force, and the ended ones of colleagues."""
        rows: Any = delegations(overview(self.session()), now())
        return Response(DelegationSerializer(rows, many=True).data)

    @extend_schema(responses={200: DelegationDetail})
    def retrieve(self, request: Request, session: str, delegation_id: str) -> Response:
        """One link; 404 once it has ended."""
        view = overview(self.session())
        row = delegation_of(view.session.pk, uuid_of(delegation_id), now())
        if row is None:
            raise Http404
        may_write = self.by.scopes is None or "write" in self.by.scopes
        return Response(DelegationDetail(line_of(view, row), context={"may_write": may_write}).data)

    @extend_schema(request=DelegationWrite, responses={201: DelegationSerializer})
    def create(self, request: Request, session: str) -> Response:
        """A link for a colleague; it works for fourteen days. `due_on` is a wish and ends nothing."""
        session_id, data = self.session().pk, DelegationWrite(data=request.data)
        data.is_valid(raise_exception=True)
        made = actions.delegate(session_id=session_id, **data.validated_data, by=self.by, at=now())
        return self._made(made)

    @extend_schema(request=None, responses={201: DelegationSerializer})
    @action(detail=False, methods=["post"])
    def phone(self, request: Request, session: str) -> Response:
        """A link for one's own phone: all modules; it must be opened in ten minutes. The one before ends."""
        return self._made(actions.device_link(session_id=uuid_of(session), by=self.by, at=now()))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, session: str, delegation_id: str) -> Response:
        """End a link; the answers given with it stay. Twice is once."""
        actions.revoke(
            session_id=uuid_of(session), delegation_id=uuid_of(delegation_id), by=self.by, at=now()
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={200: DelegationSerializer})
    @action(detail=True, methods=["post"])
    def prolong(self, request: Request, session: str, delegation_id: str) -> Response:
        """It works for fourteen days from now, also one that was ended or is over. Twice on a day is once."""
        return self._changed(session, delegation_id, actions.prolong)

    @extend_schema(request=None, responses={200: DelegationSerializer})
    @action(detail=True, methods=["post"])
    def free(self, request: Request, session: str, delegation_id: str) -> Response:
        """It can be opened once more, in any browser; the one that had it no longer has it."""
        return self._changed(session, delegation_id, actions.free)

    @extend_schema(request=None, responses={200: DelegationSerializer})
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, session: str, delegation_id: str) -> Response:
        """It stays as it is, though somebody asks to be let in; they may ask again."""
        return self._changed(session, delegation_id, actions.decline)

    def _changed(self, session: str, delegation_id: str, act: Callable[..., Delegation]) -> Response:
        row = act(session_id=uuid_of(session), delegation_id=uuid_of(delegation_id), by=self.by, at=now())
        return Response(DelegationSerializer(line_of(overview(self.session()), row)).data)

    def _made(self, row: Delegation) -> Response:
        line = line_of(overview(self.session()), row)
        return Response(DelegationSerializer(line).data, status=status.HTTP_201_CREATED)
