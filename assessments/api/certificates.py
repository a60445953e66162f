"""Certificates of levels over the API, for anybody who holds a number."""

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.models import LevelApplication
from assessments.queries.confirmation import PublicCertificate, public_certificate
from core.web.access import Access
from core.web.api import ScopedViewSet


class CertificateSerializer(serializers.Serializer[PublicCertificate]):
    """What anybody may know. `company` is empty unless the company lets its name be shown.

    The assessor looked at `judged` questions one by one; `rest` stand as the company answered.
    """

    number = serializers.CharField()
    framework = serializers.CharField(source="framework.code")
    level = serializers.IntegerField()
    issued_on = serializers.DateField()
    last_day_on = serializers.DateField()
    revoked_on = serializers.DateField(allow_null=True)
    company = serializers.CharField()
    judged = serializers.IntegerField(allow_null=True)
    rest = serializers.IntegerField(allow_null=True)
    standing = serializers.SerializerMethodField()

    def get_standing(self, found: PublicCertificate) -> str:
        """valid, expired or revoked, today."""
        return found.standing(timezone.localdate()).value


class CertificateViewSet(ScopedViewSet):
    """A certificate by its number, for anybody."""

    access = Access("*", public=True)
    serializer_class = CertificateSerializer
    queryset = LevelApplication.objects.none()
    lookup_field = "number"
    lookup_value_regex = "[0-9-]{6,20}"

    @extend_schema(responses={200: CertificateSerializer})
    def retrieve(self, request: Request, number: str) -> Response:
        """Number, level, days, and what it is worth today; 404 for a number that nobody has."""
        found = public_certificate(number)
        if found is None:
            raise Http404
        return Response(CertificateSerializer(found).data)
