"""Saved searches over the API: the same actions as the pages."""

from typing import Any

from django.http import Http404, QueryDict
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.request import now
from matching import actions
from matching.api.ids import as_id
from matching.filters import SupplierFilter
from matching.models import SavedSearch
from matching.queries.saved import SavedLine, query_of, saved_line, saved_lines
from matching.queries.search import Wish


class SearchChange(serializers.Serializer[Any]):
    """A saved search's name (at most 40 characters) and whether news of it is wanted."""

    name = serializers.CharField(max_length=40)
    is_watched = serializers.BooleanField(default=False)


class NewSearch(SearchChange):
    """A search to save: `query` is what the address of the search holds, such as `region=48&domain=MES`."""

    query = serializers.CharField(max_length=2_000)


class SearchLine(serializers.Serializer[Any]):
    """A saved search; `total` is how many suppliers fit now, `news` the addresses of those last told of."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    query = serializers.CharField()
    is_watched = serializers.BooleanField()
    total = serializers.IntegerField()
    news = serializers.ListField(child=serializers.SlugField())
    told_at = serializers.DateTimeField(allow_null=True)


class SavedSearchViewSet(ScopedViewSet):
    """One's own saved searches in the organisation one works for."""

    access = Access("*")
    queryset = SavedSearch.objects.none()
    serializer_class = SearchLine
    pagination_class = None

    @extend_schema(responses=SearchLine(many=True))
    def list(self, request: Request) -> Response:
        """All of them, the oldest first; at most twenty."""
        return Response([_line(each) for each in saved_lines(self.by, timezone.localdate())])

    @extend_schema(request=NewSearch, responses={201: SearchLine})
    def create(self, request: Request) -> Response:
        """Save a search; a name one has takes the new one. 400 for a code that is none, as in the search."""
        asked = NewSearch(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        wish = _wish(data.pop("query"))
        row = actions.save_search(by=self.by, at=now(), wish=wish, **data)
        return Response(_line(saved_line(row, timezone.localdate())), status=status.HTTP_201_CREATED)

    @extend_schema(responses=SearchLine)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One of them."""
        row = SavedSearch.objects.visible_to(self.by).filter(pk=as_id(pk)).first()
        if row is None:
            raise Http404
        return Response(_line(saved_line(row, timezone.localdate())))

    @extend_schema(request=SearchChange, responses=SearchLine)
    def update(self, request: Request, pk: str) -> Response:
        """Give it another name, have it watched or not."""
        asked = SearchChange(data=request.data)
        asked.is_valid(raise_exception=True)
        row = actions.change_search(by=self.by, at=now(), search_id=as_id(pk), **asked.validated_data)
        return Response(_line(saved_line(row, timezone.localdate())))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Delete it."""
        actions.delete_search(by=self.by, at=now(), search_id=as_id(pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _wish(query: str) -> Wish:
    found = SupplierFilter(QueryDict(query))
    if not found.form.is_valid():
        raise ValidationError(dict(found.form.errors))
    return found.wish()


def _line(line: SavedLine) -> dict[str, Any]:
    row = line.row
    return {
        "id": row.pk,
        "name": row.name,
        "query": query_of(line.wish).urlencode(),
        "is_watched": row.is_watched,
        "total": line.total,
        "news": [each.slug for each in line.news],
        "told_at": row.told_at,
    }
