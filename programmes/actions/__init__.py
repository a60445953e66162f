"""Changes at the regional desk."""

from programmes.actions.bulk import BULK_MOST, change_states, draft_change, undo_change
from programmes.actions.contacts import ask_for_contact
from programmes.actions.exports import confirm_deleted, export_list, record_list_view, undo_deletion
from programmes.actions.jurisdictions import assign_district, undo_handover
from programmes.actions.reviews import set_state, write_note
from programmes.actions.views import delete_view, rename_view, save_view

__all__ = [
    "BULK_MOST",
    "ask_for_contact",
    "assign_district",
    "change_states",
    "confirm_deleted",
    "delete_view",
    "draft_change",
    "export_list",
    "record_list_view",
    "rename_view",
    "save_view",
    "set_state",
    "undo_change",
    "undo_deletion",
    "undo_handover",
    "write_note",
]
