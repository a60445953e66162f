"""Pages of the regional desk."""

from programmes.views.export import export
from programmes.views.exports import export_deleted, export_file, export_receipt, exports
from programmes.views.handovers import assign, assign_check, handover, handovers, undo
from programmes.views.jurisdictions import jurisdiction, jurisdictions
from programmes.views.regional import districts, next_unopened, regional_list

__all__ = [
    "assign",
    "assign_check",
    "districts",
    "export",
    "export_deleted",
    "export_file",
    "export_receipt",
    "exports",
    "handover",
    "handovers",
    "jurisdiction",
    "jurisdictions",
    "next_unopened",
    "regional_list",
    "undo",
]
