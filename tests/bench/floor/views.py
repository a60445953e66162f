"""Bare views: nothing of the portal in them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny
from rest_framework.serializers import ModelSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from tests.bench.floor.models import Domain, Industry, Line, Maker, Region


def insert(request: HttpRequest) -> HttpResponse:
    """One INSERT."""
    Line.objects.create(
        session=request.POST["session"], item=request.POST["item"], choice=request.POST["choice"]
    )
    return HttpResponse("ok")


def listing(request: HttpRequest) -> HttpResponse:
    """A template with the rows of one query."""
    return render(request, "bench/listing.html", {"rows": Domain.objects.order_by("code")})


my_insert = login_required(insert)
my_listing = login_required(listing)


class RegionSerializer(ModelSerializer):
    """A province."""

    class Meta:
        model = Region
        fields = ["code", "name"]


class DomainSerializer(ModelSerializer):
    """A domain."""

    class Meta:
        model = Domain
        fields = ["code", "name"]


class IndustrySerializer(ModelSerializer):
    """An industry."""

    class Meta:
        model = Industry
        fields = ["code", "name"]


class MakerSerializer(ModelSerializer):
    """A supplier with its relations written out."""

    regions = RegionSerializer(many=True)
    domains = DomainSerializer(many=True)
    industries = IndustrySerializer(many=True)

    class Meta:
        model = Maker
        fields = [
            *("id", "slug", "name", "name_en", "summary_ko", "summary_en", "home_sigungu", "homepage"),
            *("capacity_open", "is_accepting", "verified_at", "regions", "domains", "industries"),
        ]


class Twenty(PageNumberPagination):
    """Twenty rows a page."""

    page_size = 20


class MakerViewSet(ReadOnlyModelViewSet):
    """The supplier list by the book: ModelSerializer, many-to-many, prefetched."""

    queryset = Maker.objects.prefetch_related("regions", "domains", "industries")
    serializer_class = MakerSerializer
    pagination_class = Twenty
    permission_classes = (AllowAny,)
    filter_backends = ()
