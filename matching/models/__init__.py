"""Suppliers, solutions, track records, policies, recommendations."""

from matching.models.appearance import Appearance
from matching.models.confirmation import Confirmation, ConfirmationState
from matching.models.recommendation import (
    MatchingPolicy,
    PolicyState,
    PoolSnapshot,
    Recommendation,
    SupplierSnapshot,
)
from matching.models.supplier import Evidence, PoolVersion, Solution, Supplier, TrackRecord, listed_now

__all__ = [
    "Appearance",
    "Confirmation",
    "ConfirmationState",
    "Evidence",
    "MatchingPolicy",
    "PolicyState",
    "PoolSnapshot",
    "PoolVersion",
    "Recommendation",
    "Solution",
    "Supplier",
    "SupplierSnapshot",
    "TrackRecord",
    "listed_now",
]
