"""Pages of suppliers and recommendations."""

from matching.views.checking import check_project, to_check
from matching.views.comparing import comparison
from matching.views.confirmation import ask_customer, confirm_by_link, confirm_project, withdraw_ask
from matching.views.consultations import (
    ask_supplier,
    consultation,
    consultation_answer,
    consultation_close,
    consultation_decline,
    consultation_write,
    consultations,
    forget_next,
)
from matching.views.desk import ask, confirm, mine, preview, publish, shown, start, withdraw
from matching.views.desk_items import (
    product,
    product_add,
    product_delete,
    record,
    record_add,
    record_delete,
    restore_item,
)
from matching.views.join import join
from matching.views.profile import profile
from matching.views.proposals import proposal_choose, proposals, proposals_none, propose
from matching.views.recommendation import policy, recommendation
from matching.views.search import suppliers
from matching.views.searches import save_search, saved_search, saved_searches, search_delete
from matching.views.sections import restore, section
from matching.views.verification import case, give_back, number, queue, reopen, take_back, verify

__all__ = [
    "ask",
    "ask_customer",
    "ask_supplier",
    "case",
    "check_project",
    "comparison",
    "confirm",
    "confirm_by_link",
    "confirm_project",
    "consultation",
    "consultation_answer",
    "consultation_close",
    "consultation_decline",
    "consultation_write",
    "consultations",
    "forget_next",
    "give_back",
    "join",
    "mine",
    "number",
    "policy",
    "preview",
    "product",
    "product_add",
    "product_delete",
    "profile",
    "proposal_choose",
    "proposals",
    "proposals_none",
    "propose",
    "publish",
    "queue",
    "recommendation",
    "record",
    "record_add",
    "record_delete",
    "reopen",
    "restore",
    "restore_item",
    "save_search",
    "saved_search",
    "saved_searches",
    "search_delete",
    "section",
    "shown",
    "start",
    "suppliers",
    "take_back",
    "to_check",
    "verify",
    "withdraw",
    "withdraw_ask",
]
