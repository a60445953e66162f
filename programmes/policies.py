"""Who may do what at the regional desk."""

from core.accounts.actor import Actor
from core.accounts.roles import Kind, Role


def may_open_regional_list(by: Actor) -> bool:
    """Officers and administrators of a technopark."""
    return by.kind == Kind.TECHNOPARK.value


def may_edit_jurisdictions(by: Actor) -> bool:
    """Programme administrators and administrators of the ministry."""
    return by.is_system or (
        by.kind == Kind.MINISTRY.value
        and by.role in {Role.ADMINISTRATOR.value, Role.PROGRAMME_ADMINISTRATOR.value}
    )
