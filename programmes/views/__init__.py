"""Pages of the regional desk."""

from programmes.views.barriers import barriers
from programmes.views.bulk import bulk, bulk_changes, bulk_check, bulk_draft, bulk_undo
from programmes.views.contact import contact
from programmes.views.export import export
from programmes.views.exports import (
    export_deleted,
    export_file,
    export_not_deleted,
    export_receipt,
    exports,
)
from programmes.views.handovers import assign, assign_check, handover, handovers, undo
from programmes.views.jurisdictions import jurisdiction, jurisdictions
from programmes.views.regional import districts, next_pending, regional_list
from programmes.views.reviews import note, state
from programmes.views.saved import view_delete, view_edit, view_new

__all__ = [
    "assign",
    "assign_check",
    "barriers",
    "bulk",
    "bulk_changes",
    "bulk_check",
    "bulk_draft",
    "bulk_undo",
    "contact",
    "districts",
    "export",
    "export_deleted",
    "export_file",
    "export_not_deleted",
    "export_receipt",
    "exports",
    "handover",
    "handovers",
    "jurisdiction",
    "jurisdictions",
    "next_pending",
    "note",
    "regional_list",
    "state",
    "undo",
    "view_delete",
    "view_edit",
    "view_new",
]
