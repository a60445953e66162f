"""Who may do what at the regional desk."""

import uuid
from datetime import date, datetime, timedelta
from typing import Protocol

from django.utils.translation import gettext as _

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


class _Handover(Protocol):
    """What the rule below reads of a handover."""

    valid_from: date
    undone_at: datetime | None


def may_undo_handover(handover: _Handover, day: date, *, is_latest: bool) -> str:
    """Why the handover cannot be undone on the day; empty when it can."""
    if handover.undone_at is not None:
        return _("This handover was undone already.")
    if not is_latest:
        return _("The district was handed over again since. Undo the later handover first.")
    if handover.valid_from < day:
        return _(
            "The new technopark has already begun, so this is history. Give the district back from today."
        )
    return ""


FETCH_HOURS = 24
REGRET_MINUTES = 30
"""So long a file that was said to be deleted by mistake can be said to exist after all."""


class _Export(Protocol):
    """What the rule below reads of an export."""

    made_by_id: uuid.UUID
    made_at: datetime
    deleted_at: datetime | None
    deleted_by_id: uuid.UUID | None


def may_fetch_export(by: Actor, export: _Export, at: datetime) -> str:
    """Why the file of an export cannot be had (again); empty when it can: by its maker, for a day."""
    if export.made_by_id != by.user_id:
        return _("Only the person who took it out gets the file. Take out a list of your own.")
    if export.deleted_at is not None:
        return _("You said that the file is deleted. Take out a new one when you need it.")
    if at - export.made_at > timedelta(hours=FETCH_HOURS):
        return _("The file can be had for 24 hours. Take out a new one when you need it.")
    return ""


def may_undo_deletion(by: Actor, export: _Export, at: datetime) -> str:
    """Why it stays written down that the file is deleted; empty when it can be taken back: by whoever said
    so, for half an hour."""
    if export.deleted_at is None:
        return _("The file is not recorded as deleted.")
    if export.deleted_by_id != by.user_id:
        return _("Only the person who recorded the deletion can take it back.")
    if at - export.deleted_at > timedelta(minutes=REGRET_MINUTES):
        return _("This could be taken back for 30 minutes. It stays in the record.")
    return ""


ASK_AGAIN_DAYS = 14
"""So long a company has to answer before it is asked for its contact again."""


def may_ask_for_contact(asked_at: datetime | None, at: datetime) -> bool:
    """Whether a company may be asked (again) for the contact that its consent does not cover."""
    return asked_at is None or at - asked_at >= timedelta(days=ASK_AGAIN_DAYS)
