"""Applications for a confirmed level over the API: the same actions as the pages."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.actions import confirmation
from assessments.api.assessors import AssigningMixin
from assessments.api.documents import PARTIES, DocumentSerializer, DocumentWrite
from assessments.api.interests import DeclaringMixin
from assessments.models import ApplicationDocument, CommitteeVote, LevelApplication, Subject
from assessments.queries.confirmation import votes_of
from assessments.queries.reported import reported_answers
from assessments.queries.verification import Candidate, candidates
from core.accounts.roles import Kind
from core.audit import record_look
from core.uploads import received
from core.web.api import ScopedViewSet
from core.web.parsers import PlainJSONParser
from core.web.request import now


class ApplicationSerializer(serializers.ModelSerializer[LevelApplication]):
    """An application. `missing` and `due_on`: what is asked for again; `report`: both levels, frozen."""

    state = serializers.CharField(read_only=True)
    company = serializers.CharField(source="organisation.name", read_only=True)
    certificate = serializers.CharField(source="certificate.number", default=None, read_only=True)
    certificate_until = serializers.DateField(source="certificate.last_day_on", default=None, read_only=True)

    class Meta:
        model = LevelApplication
        fields = (
            "id",
            "result",
            "company",
            "plant_name",
            "sigungu",
            "claimed_level",
            "state",
            "started_at",
            "submitted_at",
            "missing",
            "due_on",
            "accepted_at",
            "visit_on",
            "visit_first_on",
            "visit_reason",
            "reported_at",
            "summary",
            "report",
            "reason",
            "ended_at",
            "certificate",
            "certificate_until",
        )
        read_only_fields = fields

    def to_representation(self, instance: LevelApplication) -> dict[str, Any]:
        """Without the report for a member of the committee who has not declared yet."""
        shown: dict[str, Any] = super().to_representation(instance)
        by = self.context.get("by")
        if by is not None and by.kind == Kind.COMMITTEE.value and instance.pk not in self.context["free"]:
            shown |= {"summary": "", "report": {}, "reason": "", "visit_reason": ""}
        return shown


class ApplyWrite(serializers.Serializer[Any]):
    """The result to apply for."""

    result = serializers.UUIDField()


class SubmitWrite(serializers.Serializer[Any]):
    """Handing in. `shows_name` gives or withdraws the consent to the name on the public page."""

    shows_name = serializers.BooleanField(required=False, allow_null=True, default=None)


class NameWrite(serializers.Serializer[Any]):
    """Whether the public page shows the company's name."""

    is_shown = serializers.BooleanField()


class SupplementWrite(serializers.Serializer[Any]):
    """What is missing (kinds of documents), and why."""

    documents = serializers.ListField(child=serializers.CharField(max_length=20), max_length=10)
    reason = serializers.CharField(allow_blank=True)


class ReasonWrite(serializers.Serializer[Any]):
    """A reason that the company reads."""

    reason = serializers.CharField(allow_blank=True)


class AssignWrite(serializers.Serializer[Any]):
    """Who is to assess it."""

    assessor_id = serializers.UUIDField()


class VisitWrite(serializers.Serializer[Any]):
    """The day of the visit; once the day set before has passed, with the reason for another one."""

    on = serializers.DateField()
    reason = serializers.CharField(allow_blank=True, default="")


class ReportWrite(serializers.Serializer[Any]):
    """The summary for the committee."""

    summary = serializers.CharField(allow_blank=True)


class VoteWrite(serializers.Serializer[Any]):
    """A member's vote; a no needs its reason."""

    is_for = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True, default="")


class VoteSerializer(serializers.ModelSerializer[CommitteeVote]):
    """A vote. Against it there is always a reason; one that was taken back counts no more."""

    member = serializers.CharField(default="", read_only=True)

    class Meta:
        model = CommitteeVote
        fields = ("member", "is_for", "reason", "voted_at", "taken_back_at")
        read_only_fields = fields


class ReportedAnswerSerializer(serializers.Serializer[Any]):
    """An answer behind a report: claimed and counted, as codes; `files` are names only."""

    item = serializers.CharField(source="item.code")
    claimed = serializers.JSONField(allow_null=True)
    verified = serializers.JSONField(allow_null=True)
    is_judged = serializers.BooleanField()
    files = serializers.ListField(child=serializers.CharField())


class ApplicationViewSet(AssigningMixin, DeclaringMixin, ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """Applications: a company's own, an assessor's own, those before a committee, all for who checks them."""

    access = PARTIES
    subject = Subject.APPLICATION
    serializer_class = ApplicationSerializer
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """The last begun first."""
        return LevelApplication.objects.visible_to(self.by).with_names().order_by("-started_at", "pk")

    def candidates_of(self, row: LevelApplication) -> list[Candidate]:
        """Every assessor with the tie that keeps them from this company."""
        return candidates(row.organisation_id, self.by)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One application; a stranger's look is recorded, as on the page."""
        row: LevelApplication = self.get_object()
        record_look(
            request._request,
            by=self.by,
            at=now(),
            kind="level_application",
            subject_id=row.pk,
            organisation_id=row.organisation_id,
        )
        return Response(self.get_serializer(row).data)

    @extend_schema(request=ApplyWrite, responses={201: ApplicationSerializer})
    def create(self, request: Request) -> Response:
        """Begin an application for a result; the one that runs comes back as it is."""
        data = ApplyWrite(data=request.data)
        data.is_valid(raise_exception=True)
        row = confirmation.apply_for_level(result_id=data.validated_data["result"], by=self.by, at=now())
        return self._shown(row, status.HTTP_201_CREATED)

    @extend_schema(methods=["GET"], responses={200: DocumentSerializer(many=True)})
    @extend_schema(
        methods=["POST"],
        request={"multipart/form-data": DocumentWrite},
        responses={201: DocumentSerializer},
    )
    @action(
        detail=True,
        methods=["get", "post"],
        pagination_class=None,
        parser_classes=[PlainJSONParser, MultiPartParser],
    )
    def documents(self, request: Request, pk: str) -> Response:
        """The files put in as the four documents, none for the committee; POST puts one more in."""
        row: LevelApplication = self.get_object()
        if request.method == "GET":
            rows = ApplicationDocument.objects.visible_to(self.by).filter(application=row)
            found: Any = rows.select_related("file").order_by("kind", "attached_at", "pk")
            return Response(DocumentSerializer(found, many=True).data)
        data = DocumentWrite(data=request.data)
        data.is_valid(raise_exception=True)
        asked = data.validated_data
        made = confirmation.put_document(
            application_id=row.pk,
            kind=asked["kind"],
            taken=received(asked["file"]),
            by=self.by,
            at=now(),
        )
        return Response(DocumentSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={200: VoteSerializer(many=True)})
    @action(detail=True, methods=["get"], pagination_class=None)
    def votes(self, request: Request, pk: str) -> Response:
        """A member's own vote, and all of them once it is decided, then for the programme administrators too.
        The company never reads who voted."""
        row: LevelApplication = self.get_object()
        found: Any = votes_of(row, self.by).select_related("member")
        return Response(VoteSerializer(found, many=True).data)

    @extend_schema(responses={200: ReportedAnswerSerializer(many=True)})
    @action(detail=True, methods=["get"], pagination_class=None)
    def answers(self, request: Request, pk: str) -> Response:
        """Every answer behind the report with the names of its files, for a member of the committee who
        declared; empty for everybody else. The look is recorded."""
        row: LevelApplication = self.get_object()
        found: Any = reported_answers(row)
        if found:
            record_look(
                request._request,
                by=self.by,
                at=now(),
                kind="level_answers",
                subject_id=row.pk,
                organisation_id=row.organisation_id,
            )
        return Response(ReportedAnswerSerializer(found, many=True).data)

    @extend_schema(request=SubmitWrite, responses={200: ApplicationSerializer})
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Hand it in, with all four documents."""
        return self._do(confirmation.submit_application, SubmitWrite)

    @extend_schema(request=None, responses={200: ApplicationSerializer})
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Withdraw it."""
        return self._do(confirmation.withdraw_application)

    @extend_schema(request=NameWrite, responses={200: ApplicationSerializer})
    @action(detail=True, methods=["post"], url_path="name")
    def naming(self, request: Request, pk: str) -> Response:
        """Show the company's name on the public page, or no longer."""
        return self._do(confirmation.show_name, NameWrite)

    @extend_schema(request=None, responses={200: ApplicationSerializer})
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """The documents are complete."""
        return self._do(confirmation.accept)

    @extend_schema(request=SupplementWrite, responses={200: ApplicationSerializer})
    @action(detail=True, methods=["post"])
    def supplement(self, request: Request, pk: str) -> Response:
        """Ask for documents again, until a day."""
        return self._do(confirmation.ask_for_more, SupplementWrite)

    @extend_schema(request=ReasonWrite, responses={200: ApplicationSerializer})
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: str) -> Response:
        """Reject it at the document check."""
        return self._do(confirmation.reject, ReasonWrite)

    @extend_schema(request=AssignWrite, responses={200: ApplicationSerializer})
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: str) -> Response:
        """Assign an assessor without a tie."""
        return self._do(confirmation.assign, AssignWrite)

    @extend_schema(request=None, responses={200: ApplicationSerializer})
    @action(detail=True, methods=["post"])
    def agree(self, request: Request, pk: str) -> Response:
        """The company's consent to the assessor's look."""
        return self._do(confirmation.agree)

    @extend_schema(request=VisitWrite, responses={200: ApplicationSerializer})
    @action(detail=True, methods=["post"])
    def visit(self, request: Request, pk: str) -> Response:
        """Note the day of the visit."""
        return self._do(confirmation.plan_visit, VisitWrite)

    @extend_schema(request=ReportWrite, responses={200: ApplicationSerializer})
    @action(detail=True, methods=["post"])
    def report(self, request: Request, pk: str) -> Response:
        """Report to the committee."""
        return self._do(confirmation.hand_in_report, ReportWrite)

    @extend_schema(request=VoteWrite, responses={200: ApplicationSerializer})
    @action(detail=True, methods=["post"])
    def vote(self, request: Request, pk: str) -> Response:
        """Vote; two equal votes decide."""
        return self._do(confirmation.vote, VoteWrite)

    @extend_schema(request=None, responses={200: ApplicationSerializer})
    @action(detail=True, methods=["post"], url_path="take-back", url_name="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """Take one's vote back, until it is decided."""
        return self._do(confirmation.take_vote_back)

    @extend_schema(request=ReasonWrite, responses={200: ApplicationSerializer})
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, pk: str) -> Response:
        """Revoke the certificate."""
        return self._do(confirmation.revoke_certificate, ReasonWrite)

    def _do(
        self,
        does: Callable[..., LevelApplication],
        form: type[serializers.Serializer[Any]] | None = None,
    ) -> Response:
        row: LevelApplication = self.get_object()
        given: dict[str, Any] = {}
        if form is not None:
            data = form(data=self.request.data)
            data.is_valid(raise_exception=True)
            given = data.validated_data
        return self._shown(does(application_id=row.pk, by=self.by, at=now(), **given))

    def _shown(self, row: LevelApplication, code: int = status.HTTP_200_OK) -> Response:
        # Read again: the act may have hidden the row from who did it, or given it a certificate.
        seen = self.get_queryset().filter(pk=row.pk).first()
        return Response(self.get_serializer(seen or row).data, status=code)
