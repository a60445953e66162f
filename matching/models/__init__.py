"""Suppliers, solutions, track records, policies, recommendations."""

from matching.models.recommendation import MatchingPolicy, PolicyState, Recommendation, SupplierSnapshot
from matching.models.supplier import Evidence, PoolVersion, Solution, Supplier, TrackRecord

__all__ = [
    "Evidence",
    "MatchingPolicy",
    "PolicyState",
    "PoolVersion",
    "Recommendation",
    "Solution",
    "Supplier",
    "SupplierSnapshot",
    "TrackRecord",
]
