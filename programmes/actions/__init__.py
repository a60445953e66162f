"""Changes at the regional desk."""

from programmes.actions.exports import confirm_deleted, export_list, record_list_view
from programmes.actions.jurisdictions import assign_district, undo_handover

__all__ = ["assign_district", "confirm_deleted", "export_list", "record_list_view", "undo_handover"]
