"""Suppliers, recommendations, proposals and saved searches over the API."""

from typing import Any

from rest_framework.viewsets import GenericViewSet

from matching.api.proposals import ProposalViewSet
from matching.api.searches import SavedSearchViewSet
from matching.api.suppliers import RecommendationViewSet, SupplierViewSet

router_entries: list[tuple[str, type[GenericViewSet[Any]], str]] = [
    ("suppliers", SupplierViewSet, "supplier"),
    ("recommendations", RecommendationViewSet, "recommendation"),
    ("proposals", ProposalViewSet, "proposal"),
    ("saved-searches", SavedSearchViewSet, "saved-search"),
]
