"""What the API takes and gives. Serializers only clean and show; the actions decide."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from assessments.actions import PlantFacts
from assessments.forms.text import LineData
from assessments.models import Answer, Evidence, FrameworkVersion, Plant, Result, Session, VerifiedResult
from assessments.outcomes import written_out
from core.industries import SizeClass, classify
from core.industries.size import NoThreshold
from core.web.wording import SEOUL


class FrameworkLine(serializers.ModelSerializer[FrameworkVersion]):
    """A framework version in a list."""

    class Meta:
        model = FrameworkVersion
        fields = ("id", "code", "version", "checksum", "published_at")


class FrameworkDetail(serializers.ModelSerializer[FrameworkVersion]):
    """A framework version with its whole document (docs/frameworks.md)."""

    class Meta:
        model = FrameworkVersion
        fields = ("id", "code", "version", "checksum", "published_at", "document")


class SessionSerializer(serializers.ModelSerializer[Session]):
    """A session. `answers_version` rises with every change of an answer."""

    framework = serializers.CharField(source="framework.code", read_only=True)
    version = serializers.CharField(source="framework.version", read_only=True)

    class Meta:
        model = Session
        fields = (
            "id",
            "framework",
            "version",
            "state",
            "plant_id",
            "plant_name",
            "sigungu",
            "industry",
            "size",
            "employees",
            "average_sales_won",
            "answers_version",
            "started_at",
            "changed_at",
            "submitted_at",
        )
        read_only_fields = fields


class FactsWrite(serializers.Serializer[Any]):
    """What a session is about. Without `size`, both `employees` and `average_sales_won` are needed."""

    sigungu = serializers.CharField(max_length=10, help_text="Five digits, a district that exists today.")
    industry = serializers.CharField(max_length=5, help_text="KSIC division or group of manufacturing.")
    size = serializers.ChoiceField(choices=[each.value for each in SizeClass], required=False)
    employees = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False, allow_null=True)
    average_sales_won = serializers.IntegerField(
        min_value=0, max_value=10**15, required=False, allow_null=True
    )
    plant_name = LineData(max_length=80, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Works the size out where it is not given."""
        if "size" not in attrs:
            sales, employees = attrs.get("average_sales_won"), attrs.get("employees")
            if sales is None or employees is None:
                raise serializers.ValidationError(
                    {"size": _("Give the size, or employees and average sales to work it out from.")}
                )
            today = timezone.now().astimezone(SEOUL).date()
            try:
                attrs["size"] = classify(attrs["industry"][:2], sales, employees, today).value
            except NoThreshold:
                raise serializers.ValidationError(
                    {"industry": _("Choose the industry from the list.")}
                ) from None
        return attrs

    def plant(self) -> PlantFacts:
        """For the actions; only of valid data."""
        data = self.validated_data
        return PlantFacts(
            sigungu=data["sigungu"],
            industry=data["industry"],
            size=data["size"],
            name=data.get("plant_name", ""),
            employees=data.get("employees"),
            average_sales_won=data.get("average_sales_won"),
        )


class StartSerializer(FactsWrite):
    """What a new session needs: a diagnostic on offer, and the plant it is about.

    With `plant_id` what is left out is as the plant has it, and the plant is corrected to the rest. Without
    it is of the plant of this name and district, which is made where there is none.
    """

    framework = serializers.CharField(max_length=40, help_text="Code; its newest published version is used.")
    plant_id = serializers.UUIDField(required=False, help_text="One of the company's plants in use.")
    carry_from = serializers.UUIDField(required=False, help_text="A session whose answers are carried over.")


class PlantWrite(FactsWrite):
    """A plant to add, or what it is corrected to."""

    plant_name = None  # type: ignore[assignment]
    name = LineData(max_length=80, required=False, allow_blank=True, source="plant_name")
    address = LineData(max_length=200, required=False, allow_blank=True, default="")


class PlantSerializer(serializers.ModelSerializer[Plant]):
    """A plant as its company knows it today; `retired_at` is null while it is in use."""

    class Meta:
        model = Plant
        fields = (
            "id",
            "name",
            "sigungu",
            "address",
            "industry",
            "size",
            "employees",
            "average_sales_won",
            "created_at",
            "changed_at",
            "retired_at",
        )
        read_only_fields = fields


@extend_schema_field(
    {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}], "nullable": True}
)
class ChoiceField(serializers.Field):  # type: ignore[type-arg]
    """A choice code, the codes of a multiple item, "not_applicable" or "dont_know"; null takes it back."""

    default_error_messages = {"shape": _("Give a choice code or a list of choice codes.")}

    def to_internal_value(self, data: Any) -> str | tuple[str, ...]:
        """Text or a short list of texts; what they mean is the action's to say."""
        if isinstance(data, str) and len(data) <= 40:
            return data
        if isinstance(data, list) and len(data) <= 60 and all(isinstance(each, str) for each in data):
            return tuple(data)
        self.fail("shape")
        raise AssertionError

    def to_representation(self, value: Any) -> Any:
        """As the answers file writes it."""
        return list(value) if isinstance(value, tuple) else value


class AnswerWrite(serializers.Serializer[Any]):
    """An answer to give. `comment` left out stays as it is."""

    choice = ChoiceField(allow_null=True)
    comment = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)


class AnswerOfMany(AnswerWrite):
    """One of several answers; `version` is the one that was seen, 0 where there was none."""

    item = serializers.CharField(max_length=40)
    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)


class AnswersWrite(serializers.Serializer[Any]):
    """Several answers at once, each item once."""

    answers = AnswerOfMany(many=True, allow_empty=False, max_length=200)  # type: ignore[call-arg]

    def validate_answers(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """An item that is named twice is named in the refusal."""
        items = [each["item"] for each in value]
        if twice := sorted({item for item in items if items.count(item) > 1}):
            raise serializers.ValidationError(
                _("Each question once, please: %(items)s.") % {"items": ", ".join(twice)}
            )
        return value


class AnswerSerializer(serializers.Serializer[Answer]):
    """An answer as it is stored; its version is also its ETag."""

    item = serializers.CharField(read_only=True)
    choice = serializers.SerializerMethodField()
    comment = serializers.CharField(read_only=True)
    version = serializers.IntegerField(read_only=True)
    answered_at = serializers.DateTimeField(read_only=True)

    @extend_schema_field(
        {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}], "nullable": True}
    )
    def get_choice(self, row: Answer) -> str | list[str] | None:
        """As the answers file writes it: one code alone, several as a list."""
        if row.non_answer:
            return row.non_answer
        if len(row.choices) == 1 and row.item not in self.context.get("multiple", ()):
            return row.choices[0]
        return list(row.choices) or None


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """A file that shows an answer; `url` hands it out as an attachment."""

    name = serializers.CharField(source="file.name", read_only=True)
    kind = serializers.CharField(source="file.kind", read_only=True)
    size_bytes = serializers.IntegerField(source="file.size_bytes", read_only=True)
    sha256 = serializers.CharField(source="file.sha256", read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Evidence
        fields = (
            "id",
            "item",
            "file_id",
            "name",
            "kind",
            "size_bytes",
            "sha256",
            "attached_at",
            "removed_at",
            "url",
        )
        read_only_fields = fields

    def get_url(self, row: Evidence) -> str:
        """The path of the file."""
        return reverse("api:v1:evidence-file", args=[row.pk])


class VerifiedSerializer(serializers.ModelSerializer[VerifiedResult]):
    """What an assessor verified. `gap` is the verified score less the claimed one; null without both."""

    gap = serializers.SerializerMethodField()

    class Meta:
        model = VerifiedResult
        fields = ("body_name", "score", "low", "high", "gap", "level", "tier", "confirmed", "verified_at")
        read_only_fields = fields

    @extend_schema_field({"type": "string", "format": "decimal", "nullable": True})
    def get_gap(self, row: VerifiedResult) -> str | None:
        """As decimal text."""
        claimed = row.result.score
        return None if row.score is None or claimed is None else str(row.score - claimed)


class ChangeSerializer(serializers.Serializer[Any]):
    """An item that the assessor judged differently, and why."""

    item = serializers.CharField()
    claimed = ChoiceField(allow_null=True)
    verified = ChoiceField(allow_null=True)
    reason = serializers.CharField()


class VerifiedDetail(VerifiedSerializer):
    """The same with every change and its reason."""

    changes = ChangeSerializer(many=True, read_only=True)

    class Meta(VerifiedSerializer.Meta):
        fields = (*VerifiedSerializer.Meta.fields, "changes", "answers")  # type: ignore[assignment]
        read_only_fields = fields  # type: ignore[assignment]


class NoteSerializer(serializers.Serializer[Any]):
    """A note beside an answer; answers without one are left out."""

    item = serializers.CharField()
    comment = serializers.CharField()


class SurveySerializer(serializers.Serializer[Any]):
    """What holds a plant back, from 0 (not at all) to 2 (strongly); `agree` is the consent to its use."""

    technology = serializers.IntegerField(min_value=0, max_value=2)
    people = serializers.IntegerField(min_value=0, max_value=2)
    money = serializers.IntegerField(min_value=0, max_value=2)
    uncertainty = serializers.IntegerField(min_value=0, max_value=2)
    rules = serializers.IntegerField(min_value=0, max_value=2)
    agree = serializers.BooleanField(write_only=True)


class PlacedSerializer(serializers.Serializer[Result]):
    """The support group of a result and its open tracks, by the rules of its day; "" without a score."""

    rules = serializers.CharField(source="support_rules.version")
    group = serializers.ChoiceField(source="support_group", choices=["weak", "fair", "strong", ""])
    tracks = serializers.ListField(source="support_tracks", child=serializers.CharField())


class ResultLine(serializers.ModelSerializer[Result]):
    """A result in a list. Scores are decimal texts; `score` is null where coverage is too low.

    `verified` is null until an assessor finished; `score` stays what the company claims. `support` is null
    for results from before the rules of support.
    """

    verified = serializers.SerializerMethodField()
    support = serializers.SerializerMethodField()
    framework = serializers.CharField(source="framework.code", read_only=True)
    version = serializers.CharField(source="framework.version", read_only=True)

    class Meta:
        model = Result
        fields = (
            "id",
            "framework",
            "version",
            "organisation",
            "plant_id",
            "plant_name",
            "sigungu",
            "industry",
            "size",
            "score",
            "low",
            "high",
            "coverage",
            "level",
            "tier",
            "submitted_at",
            "verified",
            "support",
        )
        read_only_fields = fields

    @extend_schema_field(PlacedSerializer(allow_null=True))
    def get_support(self, result: Result) -> dict[str, Any] | None:
        """Nothing from before the rules."""
        return dict(PlacedSerializer(result).data) if result.support_rules_id else None

    @extend_schema_field(VerifiedSerializer(allow_null=True))
    def get_verified(self, result: Result) -> dict[str, Any] | None:
        """Nothing while nobody verified it."""
        row = getattr(result, "verified", None)
        return None if row is None else dict(VerifiedSerializer(row).data)


class ResultDetail(ResultLine):
    """A result with its answers and every node's and item's arithmetic (docs/scoring.md)."""

    outcome = serializers.SerializerMethodField()

    class Meta(ResultLine.Meta):
        fields = (*ResultLine.Meta.fields, "answers", "answers_version", "outcome")  # type: ignore[assignment]
        read_only_fields = fields  # type: ignore[assignment]

    @extend_schema_field(VerifiedDetail(allow_null=True))
    def get_verified(self, result: Result) -> dict[str, Any] | None:
        """With every change and its reason."""
        row = getattr(result, "verified", None)
        return None if row is None else dict(VerifiedDetail(row).data)

    def get_outcome(self, result: Result) -> dict[str, Any]:
        """The stored trace written out."""
        return written_out(result)
