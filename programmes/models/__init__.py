"""The regional desk's tables: jurisdictions, the list, what was taken out, how officers work with it."""

from programmes.models.bulk import BulkChange, BulkDraft
from programmes.models.desk import DeskRow
from programmes.models.export import ListExport
from programmes.models.jurisdiction import Handover, Jurisdiction, served_today
from programmes.models.review import PENDING, FormerNote, Review, State
from programmes.models.saved import SavedView

__all__ = [
    "PENDING",
    "BulkChange",
    "BulkDraft",
    "DeskRow",
    "FormerNote",
    "Handover",
    "Jurisdiction",
    "ListExport",
    "Review",
    "SavedView",
    "State",
    "served_today",
]
