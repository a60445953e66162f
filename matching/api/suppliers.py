"""Suppliers and recommendations over the API: the same filters, queries and actions as the pages."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.models import Result
from core.accounts.roles import Kind
from core.audit import record_look
from core.web import Refused
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.problem import problem
from core.web.request import now
from matching import actions
from matching.actions.profile import Basics
from matching.api.ids import as_id
from matching.filters import SupplierFilter
from matching.models import Recommendation, Solution, Supplier, TrackRecord
from matching.queries import search
from matching.queries.policies import NoPolicy
from matching.queries.recommendations import view_of
from matching.serializers import (
    AskedRecommendation,
    OwnProfile,
    ProfileChange,
    SupplierDetail,
    SupplierLine,
    plain,
)

_BASICS = tuple(Basics.__dataclass_fields__)


class SupplierViewSet(ScopedViewSet):
    """Listed suppliers, for everybody; `mine` is the profile of the supplier one works for."""

    access = Access("*", public=True)
    write_access = Access("*", kinds=frozenset({Kind.SUPPLIER.value}))
    queryset = Supplier.objects.none()
    serializer_class = SupplierLine
    filterset_class = SupplierFilter
    filter_backends = ()
    lookup_field = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]{1,60}"

    @extend_schema(
        responses=SupplierLine(many=True),
        parameters=[
            OpenApiParameter(name, str, many=name in ("region", "home", "domain", "industry", "size"))
            for name in ("q", "region", "home", "domain", "industry", "size", "verified", "free", "sort")
        ],
    )
    def list(self, request: Request) -> Response:
        """Search, as on the page; 400 for a code that is none (two queries; three for words)."""
        filters = SupplierFilter(request.query_params)
        if not filters.form.is_valid():
            raise ValidationError(dict(filters.form.errors))
        wish = filters.wish()
        lazily: Any = _Rows(wish)
        return self.get_paginated_response(self.paginate_queryset(lazily))

    @extend_schema(responses=SupplierDetail)
    def retrieve(self, request: Request, slug: str) -> Response:
        """One supplier with products and projects."""
        row = _whole(Supplier.objects.shown_to(self.by)).filter(slug=slug).first()
        if row is None:
            raise Http404
        return Response(SupplierDetail(row).data)

    @extend_schema(methods=["GET"], responses=OwnProfile)
    @extend_schema(methods=["PATCH"], request=ProfileChange, responses=OwnProfile)
    @action(detail=False, methods=["get", "patch"], url_path="mine")
    def mine(self, request: Request) -> Response:
        """One's own profile; a change needs its ETag as `If-Match`: 428 without, 412 stale."""
        if request.method == "GET":
            return self._own()
        seen = _seen(request)
        if seen is None:
            return problem(
                428, "if_match_missing", _("Send If-Match with the ETag of the profile you changed.")
            )
        change = ProfileChange(data=request.data, partial=True)
        change.is_valid(raise_exception=True)
        row = Supplier.objects.editable_by(self.by).first()
        if row is None:
            raise Http404
        try:
            with transaction.atomic():
                _apply(row, change.validated_data, seen, self.by)
        except Refused as refused:
            if refused.code == "stale":
                return problem(412, "stale", refused.message, **refused.data)
            raise
        return self._own()

    def _own(self) -> Response:
        row = _whole(Supplier.objects.editable_by(self.by)).first()
        if row is None:
            raise Http404
        return Response(OwnProfile(row).data, headers={"ETag": f'"{row.version}"'})


class _Rows:
    """A wish as what a paginator takes: a length and slices, each one query."""

    ordered = True

    def __init__(self, wish: search.Wish) -> None:
        self._search = search.Search(wish)

    def count(self) -> int:
        """How many suppliers fit."""
        return self._search.total

    __len__ = count

    def __getitem__(self, part: slice) -> list[dict[str, object]]:
        return self._search.rows(part.start, part.stop - part.start)


def _whole(rows: Any) -> Any:
    return rows.prefetch_related(
        Prefetch("solutions", Solution.objects.order_by("domain", "name", "id")),
        Prefetch("track_records", TrackRecord.objects.order_by("-finished_on", "id")),
    )


def _seen(request: Request) -> int | None:
    header = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not header:
        return None
    if not (header.isascii() and header.isdigit() and len(header) < 10):
        raise ParseError(_("If-Match must hold the version of the profile, as its ETag gave it."))
    return int(header)


def _apply(row: Supplier, sent: Mapping[str, Any], seen: int, by: Any) -> None:
    """The actions of the pages, one for each section that was sent; the first checks the version.

    The ETag is that of the whole profile: a program that read it knows all of it, whereas the pages compare
    what each section showed, field by field (`matching.forms.merge`).
    """
    at, version = now(), seen
    if not sent:
        raise ValidationError({"non_field_errors": [_("Send at least one field.")]})
    if any(name in sent for name in _BASICS):
        basics = Basics(**{name: sent.get(name, getattr(row, name)) for name in _BASICS})
        version = actions.save_basics(by=by, at=at, version=version, basics=basics).version
    if "domains" in sent or "remote_domains" in sent:
        domains = sent.get("domains", row.domains)
        remote = sent.get("remote_domains", [code for code in row.remote_domains if code in domains])
        version = actions.set_domains(by=by, at=at, version=version, domains=domains, remote=remote).version
    if "regions" in sent:
        version = actions.set_regions(by=by, at=at, version=version, regions=sent["regions"]).version
    if "industries" in sent or "sizes" in sent:
        version = actions.set_industries(
            by=by,
            at=at,
            version=version,
            industries=sent.get("industries", row.industries),
            sizes=sent.get("sizes", row.sizes),
        ).version
    if {"capacity_total", "capacity_open", "is_accepting"} & set(sent):
        actions.set_capacity(
            by=by,
            at=at,
            version=version,
            total=sent.get("capacity_total", row.capacity_total),
            free=sent.get("capacity_open", row.capacity_open),
            is_accepting=sent.get("is_accepting", row.is_accepting),
        )


class RecommendationViewSet(ScopedViewSet):
    """Recommendations of results one may see; only the company of a result asks for a new one."""

    access = Access("*")
    write_access = Access("*", kinds=frozenset({Kind.COMPANY.value}))
    queryset = Recommendation.objects.none()
    filter_backends = ()
    lookup_value_regex = "[0-9a-f-]{36}"

    def _visible(self) -> Any:
        return (
            Recommendation.objects.visible_to(self.by)
            .select_related("policy")
            .defer("policy__document")
            .order_by("-created_at", "id")
        )

    @extend_schema(
        operation_id="v1_recommendations_list",
        parameters=[OpenApiParameter("result", uuid.UUID)],
        responses={200: dict},
    )
    def list(self, request: Request) -> Response:
        """Ids and dates of recommendations, the newest first; `?result=` narrows to one result."""
        rows = self._visible()
        if typed := request.query_params.get("result", ""):
            rows = rows.filter(result_id=as_id(typed, "result"))
        fields = ("id", "result_id", "policy__code", "engine", "checksum", "created_at")
        page = self.paginate_queryset(rows.values(*fields))
        return self.get_paginated_response(
            [{("policy" if key == "policy__code" else key): row[key] for key in row} for row in page or ()]
        )

    @extend_schema(responses={200: dict})
    def retrieve(self, request: Request, pk: str) -> Response:
        """One recommendation with its reasons, in the language asked for."""
        made = (
            self._visible()
            .select_related("result")
            .defer("policy__document", "result__outcome", "result__answers")
            .filter(pk=as_id(pk, "id"))
            .first()
        )
        if made is None:
            raise Http404
        record_look(
            request._request,
            by=self.by,
            at=now(),
            kind="recommendation",
            subject_id=made.pk,
            organisation_id=made.result.organisation_id,
        )
        return Response(plain(view_of(made)))

    @extend_schema(request=AskedRecommendation, responses={201: dict})
    def create(self, request: Request) -> Response:
        """Recommend anew for a result: the suppliers of this moment."""
        asked = AskedRecommendation(data=request.data)
        asked.is_valid(raise_exception=True)
        result = (
            Result.objects.visible_to(self.by)
            .select_related("framework", "organisation")
            .filter(pk=asked.validated_data["result"])
            .first()
        )
        if result is None:
            raise Http404
        try:
            made = actions.recommend(by=self.by, at=now(), result=result)
        except NoPolicy:
            raise Refused(
                _("No policy is in force, so nothing can be recommended now."), code="no-policy"
            ) from None
        if made is None:
            raise Refused(_("This result leaves no gap that a supplier could close."), code="no-need")
        return Response(plain(view_of(made)), status=status.HTTP_201_CREATED)
