"""Confirmed levels: what company, programme administrator, assessor and committee do with an application.

Each action locks the application, asks `assessments.workflow` whether this party may do this now, and writes
its audit event in the same transaction. What else is refused says so in words.
"""

from assessments.actions.confirmation.applying import (
    apply_for_level,
    put_document,
    remove_document,
    show_name,
    submit_application,
    withdraw_application,
)
from assessments.actions.confirmation.assessing import agree, assign, hand_in_report, plan_visit
from assessments.actions.confirmation.calendar import Kept, keep_time
from assessments.actions.confirmation.checking import accept, ask_for_more, reject
from assessments.actions.confirmation.deciding import revoke_certificate, take_vote_back, vote
from assessments.actions.confirmation.lateness import Late, tell_late

__all__ = [
    "Kept",
    "Late",
    "accept",
    "agree",
    "apply_for_level",
    "ask_for_more",
    "assign",
    "hand_in_report",
    "keep_time",
    "plan_visit",
    "put_document",
    "reject",
    "remove_document",
    "revoke_certificate",
    "show_name",
    "submit_application",
    "take_vote_back",
    "tell_late",
    "vote",
    "withdraw_application",
]
