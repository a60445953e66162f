"""Answers that do not seem to go together, over the API: asked about, explained, never blocked."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.api.nested import SessionPart
from assessments.api.words import said
from assessments.models import HintReply
from assessments.queries import overview
from assessments.queries.hints import Raised, raised_of
from assessments.serializers import ChoiceField
from core.web.request import now


class HintAnswerSerializer(serializers.Serializer[Any]):
    """One of the answers that raise a hint."""

    item = serializers.CharField()
    title = serializers.CharField()
    question = serializers.CharField()
    choice = ChoiceField()


class HintReplySerializer(serializers.ModelSerializer[HintReply]):
    """That these answers are right; gone as soon as one of them changes."""

    class Meta:
        model = HintReply
        fields = ("reason", "replied_at")
        read_only_fields = fields


class HintSerializer(serializers.Serializer[Raised]):
    """A hint, its answers side by side, and the reply to just these answers; null while there is none."""

    code = serializers.CharField(source="hint.code")
    ask = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()
    reply = HintReplySerializer(allow_null=True)

    def get_ask(self, raised: Raised) -> str:
        """The question, in the language asked for."""
        return said(raised.hint.ask)

    @extend_schema(responses=HintAnswerSerializer(many=True))
    def get_answers(self, raised: Raised) -> list[dict[str, Any]]:
        """In the order of the hint."""
        return [
            {
                "item": item.code,
                "title": said(item.title),
                "question": said(item.question),
                "choice": list(value) if isinstance(value, tuple) else value,
            }
            for item, value in raised.answers
        ]


class HintReplyWrite(serializers.Serializer[Any]):
    """Why the answers are right; may be left out."""

    reason = serializers.CharField(required=False, allow_blank=True, default="", trim_whitespace=False)


def hints_as_data(raised: Sequence[Raised]) -> Any:
    """Hints as the API gives them."""
    rows: Any = raised
    return HintSerializer(rows, many=True).data


class HintViewSet(SessionPart):
    """`/sessions/<id>/hints/`: the hints that the answers raise now. None of them blocks anything."""

    serializer_class = HintSerializer
    lookup_field = "hint"
    lookup_value_regex = "[-a-zA-Z0-9_]{1,60}"

    @extend_schema(responses={200: HintSerializer(many=True)})
    def list(self, request: Request, session: str) -> Response:
        """The hints raised, in the order of the framework."""
        return Response(hints_as_data(self._raised()))

    @extend_schema(request=HintReplyWrite, responses={200: HintSerializer})
    def update(self, request: Request, session: str, hint: str) -> Response:
        """Keep that these answers are right; the last reply counts. 409 `gone` when they raise it no more."""
        session_id, data = self.session().pk, HintReplyWrite(data=request.data)
        data.is_valid(raise_exception=True)
        actions.reply_to_hint(
            session_id=session_id,
            hint=hint,
            reason=data.validated_data["reason"],
            by=self.by,
            at=now(),
        )
        shown = next(each for each in self._raised() if each.hint.code == hint)
        return Response(HintSerializer(shown).data)

    def _raised(self) -> Sequence[Raised]:
        view = overview(self.session())
        return raised_of(view.framework, view.answers, view.session.pk, self.by)
