"""What changes suppliers and makes recommendations."""

from matching.actions.answering import confirm_project, refuse_project
from matching.actions.asking import ask_customer, withdraw_ask
from matching.actions.checking import check_project, return_project
from matching.actions.consult import ask_supplier
from matching.actions.consultations import answer, close, decline, write_message
from matching.actions.policies import publish_policy
from matching.actions.products import add_product, change_product, delete_product
from matching.actions.profile import (
    confirm_profile,
    restore_domains,
    save_basics,
    set_capacity,
    set_domains,
    set_industries,
    set_published,
    set_regions,
    start_profile,
)
from matching.actions.proposals import choose_none, choose_proposal, send_proposal
from matching.actions.recommend import recommend, replayed
from matching.actions.records import add_record, change_record, delete_record
from matching.actions.restoring import restore_deleted
from matching.actions.rounds import ask_suppliers, forget_next
from matching.actions.searches import change_search, delete_search, save_search
from matching.actions.verification import (
    ask_for_verification,
    check_number,
    reopen_supplier,
    return_supplier,
    verify_supplier,
    withdraw_request,
    withdraw_verification,
)

__all__ = [
    "add_product",
    "add_record",
    "answer",
    "ask_customer",
    "ask_for_verification",
    "ask_supplier",
    "ask_suppliers",
    "change_product",
    "change_record",
    "change_search",
    "check_number",
    "check_project",
    "choose_none",
    "choose_proposal",
    "close",
    "confirm_profile",
    "confirm_project",
    "decline",
    "delete_product",
    "delete_record",
    "delete_search",
    "forget_next",
    "publish_policy",
    "recommend",
    "refuse_project",
    "reopen_supplier",
    "replayed",
    "restore_deleted",
    "restore_domains",
    "return_project",
    "return_supplier",
    "save_basics",
    "save_search",
    "send_proposal",
    "set_capacity",
    "set_domains",
    "set_industries",
    "set_published",
    "set_regions",
    "start_profile",
    "verify_supplier",
    "withdraw_ask",
    "withdraw_request",
    "withdraw_verification",
    "write_message",
]
