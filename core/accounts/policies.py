"""May this actor do this to this organisation? The answer is a reason, or an empty text for yes."""

import uuid

from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.accounts.roles import Kind, Role

SELF_SERVICE_KINDS: frozenset[str] = frozenset({Kind.COMPANY.value, Kind.SUPPLIER.value})
APPOINTED_KINDS: frozenset[str] = frozenset(Kind.values) - SELF_SERVICE_KINDS - {Kind.MINISTRY.value}
"""Public institutions whose first administrators the ministry's programme administrators appoint."""


def is_programme_administrator(by: Actor) -> bool:
    """Whether the actor now works as a programme administrator of the ministry."""
    return by.kind == Kind.MINISTRY.value and by.role == Role.PROGRAMME_ADMINISTRATOR.value


def may_create(by: Actor, kind: str) -> str:
    """Why the actor may not register an organisation of this kind; empty when they may."""
    if by.is_system:
        return ""
    if by.user_id is None:
        return _("Sign in first.")
    if kind in SELF_SERVICE_KINDS or (kind in APPOINTED_KINDS and is_programme_administrator(by)):
        return ""
    return _("Organisations of this kind are registered by the ministry. Please call us.")


def may_administer(by: Actor, organisation_id: uuid.UUID, kind: str) -> str:
    """Why the actor may not manage this organisation's members and data; empty when they may.

    Public institutions may also be managed by a programme administrator, who appoints their first
    administrator. The ministry itself is none of them, or its programme administrators could give themselves
    any other role: its people are appointed by `manage.py appoint` and by its own administrators.
    """
    if by.is_system or organisation_id in by.administered_ids:
        return ""
    if kind in APPOINTED_KINDS and is_programme_administrator(by):
        return ""
    return _("Only an administrator of the organisation may do this.")
