"""What people do with organisations and their places in them."""

from core.accounts.actions.admitting import admit, turn_away
from core.accounts.actions.invitations import accept_invitation, invite, withdraw_invitation
from core.accounts.actions.joining import approve_membership, decline, request_membership, withdraw_request
from core.accounts.actions.keys import create_key, revoke_key
from core.accounts.actions.members import change_role, end_membership, hand_over, leave
from core.accounts.actions.organisations import (
    change_organisation,
    create_organisation,
    describe_organisation,
    verify_organisation,
)
from core.accounts.actions.second_factor import approve_reset, decline_reset, request_reset

__all__ = [
    "accept_invitation",
    "admit",
    "approve_membership",
    "approve_reset",
    "change_organisation",
    "change_role",
    "create_key",
    "create_organisation",
    "decline",
    "decline_reset",
    "describe_organisation",
    "end_membership",
    "hand_over",
    "invite",
    "leave",
    "request_membership",
    "request_reset",
    "revoke_key",
    "turn_away",
    "verify_organisation",
    "withdraw_invitation",
    "withdraw_request",
]
