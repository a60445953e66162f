"""Who keeps a letterhead."""

from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.accounts.policies import is_programme_administrator
from core.accounts.roles import Kind, Role

KINDS = {Kind.TECHNOPARK.value, Kind.MINISTRY.value}
ROLES = {Role.ADMINISTRATOR.value, Role.OFFICER.value, Role.PROGRAMME_ADMINISTRATOR.value}


def may_keep(by: Actor) -> str:
    """Why this actor may not write letterheads; empty when they may."""
    if by.kind == Kind.TECHNOPARK.value or is_programme_administrator(by):
        return ""
    return _("Only technoparks and the programme administrators of the ministry keep a letterhead.")
