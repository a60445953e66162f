"""Bare views: nothing of the portal in them."""

from django.contrib.auth.decorators import login_required
from django.db.models import BigIntegerField, F, Func, QuerySet, Value
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from rest_framework.mixins import ListModelMixin
from rest_framework.serializers import ModelSerializer, SlugRelatedField

from core.web.access import Access
from core.web.api import ScopedViewSet
from integrity.models import Sanction
from matching.serializers import SupplierLine
from tests.bench.floor.models import Domain, Line, Maker


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


def codes() -> SlugRelatedField:
    """A many-to-many relation as a list of codes."""
    return SlugRelatedField(many=True, read_only=True, slug_field="code")


class MakerSerializer(ModelSerializer):
    """The same fields as the portal's list."""

    regions, domains, industries, sizes = codes(), codes(), codes(), codes()

    class Meta:
        model = Maker
        fields = list(SupplierLine().fields)


class MakerViewSet(ListModelMixin, ScopedViewSet):
    """The supplier list by the book: ModelSerializer, many-to-many relations, prefetched."""

    access = Access("*", public=True)
    serializer_class = MakerSerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Maker]:
        """Those under no ban, in the same order as the portal's."""
        banned = Sanction.objects.filter(from_at__lte=Now(), until_at__gt=Now()).values("organisation_id")
        lot = Func(
            F("id"),
            Value(timezone.localdate().toordinal()),
            function="uuid_hash_extended",
            output_field=BigIntegerField(),
        )
        rows = Maker.objects.exclude(organisation_id__in=banned).order_by(lot, "id")
        return rows.prefetch_related("regions", "domains", "industries", "sizes")
