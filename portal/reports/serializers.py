"""Reports over the API."""

from typing import Any, ClassVar

from django.urls import reverse
from rest_framework import serializers

from portal.reports.models import Report
from portal.reports.queries import PublicReport


class ReportOrderSerializer(serializers.Serializer[Any]):
    """What an order needs. `letterhead` dresses a company's report as that of the technopark which serves the
    plant, where it has one; a technopark's own reports always carry its letterhead.
    """

    result = serializers.UUIDField()
    language = serializers.ChoiceField(choices=["ko", "en"], default="ko")
    letterhead = serializers.BooleanField(default=False)


class ReportSerializer(serializers.ModelSerializer[Report]):
    """A report and how far its job is; `file_url` is empty until the file is there."""

    state = serializers.CharField(source="job.state", read_only=True)
    step = serializers.CharField(source="job.step", read_only=True)
    progress_done = serializers.IntegerField(source="job.progress_done", read_only=True)
    progress_total = serializers.IntegerField(source="job.progress_total", read_only=True)
    file_url = serializers.SerializerMethodField()
    verification_url = serializers.SerializerMethodField()

    class Meta:
        model = Report
        fields: ClassVar[list[str]] = [
            "id",
            "number",
            "result",
            "language",
            "tier",
            "template_version",
            "state",
            "step",
            "progress_done",
            "progress_total",
            "content_sha256",
            "file_sha256",
            "size_bytes",
            "pages",
            "created_at",
            "published_at",
            "file_url",
            "verification_url",
        ]
        read_only_fields = fields

    def get_file_url(self, report: Report) -> str:
        """Where the PDF lies, a path of the portal."""
        return reverse("api:v1:report-file", args=[report.pk]) if report.published_at else ""

    def get_verification_url(self, report: Report) -> str:
        """The public page, a path of the portal."""
        return reverse("reports:verify", args=[report.number])


class PublicReportSerializer(serializers.Serializer[PublicReport]):
    """What a report's number tells anybody; `is_latest` is false where a newer report took its place."""

    number = serializers.CharField()
    framework = serializers.CharField()
    version = serializers.CharField()
    language = serializers.CharField()
    issued_on = serializers.DateField()
    tier = serializers.CharField()
    tier_title = serializers.CharField()
    content_sha256 = serializers.CharField()
    file_sha256 = serializers.CharField()
    size_bytes = serializers.IntegerField(allow_null=True)
    pages = serializers.IntegerField(allow_null=True)
    is_latest = serializers.BooleanField()
    is_sample = serializers.BooleanField()
