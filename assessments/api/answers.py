"""One answer of a session over the API."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.actions import Conflict, Saved
from assessments.api.history import AnswerVersionSerializer, RestoreWrite
from assessments.api.ids import uuid_of
from assessments.api.nested import COMPANY, ITEM
from assessments.documents import framework_of
from assessments.given import Given
from assessments.models import Answer, Session
from assessments.queries import answer_row, history, session_of
from assessments.serializers import AnswerSerializer, AnswerWrite
from core.web import Refused
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.problem import problem
from core.web.request import now


class AnswerViewSet(ScopedViewSet):
    """One answer of a session: `/sessions/<id>/answers/<item>/`."""

    access = Access("*", kinds=COMPANY)
    serializer_class = AnswerSerializer
    queryset = Answer.objects.none()
    lookup_field = "item"
    lookup_value_regex = ITEM

    @extend_schema(responses={200: AnswerSerializer})
    def retrieve(self, request: Request, session: str, item: str) -> Response:
        """The answer with its version as ETag; 404 while there is none."""
        found = session_of(uuid_of(session), self.by, now())
        row = answer_row(found, item)
        if row is None:
            raise Http404
        return self._shown(found, row)

    @extend_schema(request=AnswerWrite, responses={200: AnswerSerializer})
    def update(self, request: Request, session: str, item: str) -> Response:
        """Give, change or (choice null) take back an answer.

        `If-Match: "3"` says what was seen: another version is a 412, or a 409 with both values where no
        header was sent and an answer is there already. The same answer again changes nothing.
        """
        data = AnswerWrite(data=request.data)
        data.is_valid(raise_exception=True)
        matched = seen_version(request)
        given = Given(
            data.validated_data["choice"],
            data.validated_data.get("comment"),
            matched if matched is not None else 0,
        )
        return self._saved(
            item,
            lambda: actions.answer_all(
                session_id=uuid_of(session), given={item: given}, by=self.by, at=now(), only_asked=True
            ),
            is_precondition=matched is not None,
        )

    @extend_schema(responses={200: AnswerVersionSerializer(many=True)})
    @action(detail=True, methods=["get"], pagination_class=None)
    def history(self, request: Request, session: str, item: str) -> Response:
        """Every version of the answer, the newest first: what it was, who gave it, and when."""
        found = session_of(uuid_of(session), self.by, now())
        asked = framework_of(found.framework).items.get(item)
        if asked is None:
            raise Http404
        rows: Any = history(found, asked).versions
        return Response(AnswerVersionSerializer(rows, many=True).data)

    @extend_schema(request=RestoreWrite, responses={200: AnswerSerializer})
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, session: str, item: str) -> Response:
        """Bring answer and note of an earlier version back, as a new version.

        Needs `If-Match` with the ETag of the answer: 428 without, 412 when it changed since.
        """
        found, data = session_of(uuid_of(session), self.by, now()), RestoreWrite(data=request.data)
        data.is_valid(raise_exception=True)
        matched = seen_version(request)
        if matched is None:
            return problem(428, "if_match_missing", _("Send If-Match with the ETag of the answer you saw."))
        return self._saved(
            item,
            lambda: actions.bring_back(
                session_id=found.pk,
                item=item,
                version=data.validated_data["version"],
                expected_version=matched,
                by=self.by,
                at=now(),
            ),
            is_precondition=True,
        )

    def _saved(self, item: str, act: Callable[[], Saved], *, is_precondition: bool) -> Response:
        """The answer as it is now, or both answers where it changed in the meantime."""
        try:
            saved = act()
        except Refused as refused:
            conflicts = refused.data.get("conflicts")
            if not conflicts:
                raise
            return self._conflict(refused, conflicts[0], is_precondition=is_precondition)
        row = saved.rows.get(item)
        if row is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return self._shown(saved.session, row)

    def _shown(self, session: Session, row: Answer) -> Response:
        data = AnswerSerializer(row, context=answer_context(session)).data
        return Response(data, headers={"ETag": f'"{row.version}"'})

    def _conflict(self, refused: Refused, conflict: Conflict, *, is_precondition: bool) -> Response:
        code = status.HTTP_412_PRECONDITION_FAILED if is_precondition else status.HTTP_409_CONFLICT
        answer = problem(
            code,
            "stale",
            refused.message,
            **both_values(conflict),
        )
        answer["ETag"] = f'"{conflict.version}"'
        return answer


def both_values(conflict: Conflict) -> dict[str, Any]:
    """What is stored and what the caller gave, side by side."""
    return {
        "stored": {
            "choice": conflict.theirs,
            "comment": conflict.their_comment,
            "version": conflict.version,
            "answered_at": conflict.changed_at.isoformat(),
        },
        "yours": {"choice": conflict.mine, "comment": conflict.my_comment},
    }


def answer_context(session: Session) -> dict[str, Any]:
    """What an AnswerSerializer must know to write one code alone and several as a list."""
    framework = framework_of(session.framework)
    return {"multiple": frozenset(code for code, item in framework.items.items() if item.kind == "multiple")}


def seen_version(request: Request) -> int | None:
    """The version the caller saw, from If-Match; 0 for `If-None-Match: *`; None without either."""
    if request.headers.get("If-None-Match", "").strip() == "*":
        return 0
    header = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not header:
        return None
    if not (header.isascii() and header.isdigit() and len(header) < 10):
        raise ParseError(_("If-Match must hold the version of the answer, as its ETag gave it."))
    return int(header)
