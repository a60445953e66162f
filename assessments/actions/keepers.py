"""The programme administrators: who they are, and what the others are told of what one of them did."""

import uuid
from collections.abc import Mapping
from typing import Any

from core.accounts.actor import Actor
from core.accounts.models import Membership
from core.accounts.queries.people import name_of
from core.accounts.roles import Kind, Role
from core.notices.telling import tell


def keepers() -> list[uuid.UUID]:
    """Everybody who assigns, publishes and decides for the programme."""
    rows = Membership.objects.active().filter(
        organisation__kind=Kind.MINISTRY.value, role=Role.PROGRAMME_ADMINISTRATOR.value
    )
    return [user_id for user_id in rows.values_list("user_id", flat=True) if user_id is not None]


def other_keepers(by: Actor) -> int:
    """How many others are told what one of them does."""
    return len(set(keepers()) - {by.user_id})


def tell_other_keepers(*, by: Actor, code: str, params: Mapping[str, Any], url: str, about: str) -> None:
    """Tell every other programme administrator what one of them did (`who`); nobody what the portal did."""
    if by.is_system or by.user_id is None:
        return
    said = {**params, "who": name_of(by.user_id)}
    for user_id in dict.fromkeys(keepers()):
        if user_id != by.user_id:
            tell(user_id, code, said, url, about=about)
