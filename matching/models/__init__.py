"""Suppliers, solutions, track records, policies, recommendations."""

from matching.models.appearance import Appearance
from matching.models.confirmation import Confirmation, ConfirmationState
from matching.models.consultation import Consultation, Message, Start
from matching.models.proposal import Proposal
from matching.models.recommendation import (
    MatchingPolicy,
    PolicyState,
    PoolSnapshot,
    Recommendation,
    SupplierSnapshot,
)
from matching.models.round import EnquiryRound
from matching.models.search import SavedSearch
from matching.models.supplier import Evidence, PoolVersion, Solution, Supplier, TrackRecord, listed_now

__all__ = [
    "Appearance",
    "Confirmation",
    "ConfirmationState",
    "Consultation",
    "EnquiryRound",
    "Evidence",
    "MatchingPolicy",
    "Message",
    "PolicyState",
    "PoolSnapshot",
    "PoolVersion",
    "Proposal",
    "Recommendation",
    "SavedSearch",
    "Solution",
    "Start",
    "Supplier",
    "SupplierSnapshot",
    "TrackRecord",
    "listed_now",
]
