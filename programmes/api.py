"""The regional list over the API."""

from django.db.models import QuerySet
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin

from assessments.models import Result
from core.accounts.roles import Kind
from core.web.access import Access
from core.web.api import ScopedViewSet
from programmes.filters import RegionalFilter
from programmes.queries import regional_results
from programmes.serializers import RegionalResultSerializer


class RegionalResultViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """Results shared with the technopark one works for, of plants in its districts today."""

    access = Access("*", kinds=frozenset({Kind.TECHNOPARK.value}))
    serializer_class = RegionalResultSerializer
    filterset_class = RegionalFilter

    def get_queryset(self) -> QuerySet[Result]:
        """The same rows as the page."""
        return (
            regional_results(self.by)
            .select_related("organisation")
            .defer("outcome", "answers")
            .order_by("-submitted_at", "id")
        )


router_entries = [("regional-results", RegionalResultViewSet, "regional-result")]
