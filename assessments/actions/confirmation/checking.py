"""The document check: complete, incomplete, or refused."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions.confirmation.assessing import catch_up, verification_for
from assessments.actions.confirmation.moving import check, locked, move, owners, reason_of, tell_all, today
from assessments.models import DocumentKind, LevelApplication
from assessments.workflow import SUPPLEMENT_WORKING_DAYS, Act, Party
from core import working_days
from core.accounts.actor import Actor
from core.web import Refused


@transaction.atomic
def accept(*, application_id: uuid.UUID, by: Actor, at: datetime) -> LevelApplication:
    """The application, with complete documents; an assessor can be assigned.

    A result that an assessor verifies already, or has verified, goes on with that assessor. Refused `tie`
    when that assessor has a tie to the company now, 409 `closed`. Http404 for anybody but a programme
    administrator.
    """
    row = locked(application_id, by)
    step = check(row, Act.ACCEPT, Party.ADMINISTRATOR, by)
    verification = verification_for(row, at)
    move(row, Act.ACCEPT, step, by, at, accepted_at=at, verification=verification, missing=[], reason="")
    tell_all(owners(row), "level_accepted", row)
    catch_up(row, verification, by, at)
    return row


@transaction.atomic
def ask_for_more(
    *, application_id: uuid.UUID, documents: Collection[str], reason: str, by: Actor, at: datetime
) -> LevelApplication:
    """The application, back with the company until a day (ten working days) for what is missing.

    Refused `documents` where none is named, `no-reason`, `reason-length`, 409 `closed`.
    """
    row = locked(application_id, by)
    step = check(row, Act.ASK_MORE, Party.ADMINISTRATOR, by)
    missing = [each for each in DocumentKind.values if each in documents]
    if not missing or len(missing) != len(set(documents)):
        raise Refused(_("Choose the documents that are missing."), code="documents", field="documents")
    why = reason_of(reason)
    due = working_days.after(today(at), SUPPLEMENT_WORKING_DAYS)
    move(
        row, Act.ASK_MORE, step, by, at,
        missing=missing, missing_since_at=at, due_on=due, reason=why,
    )  # fmt: skip
    tell_all(owners(row), "level_incomplete", row, due=due.isoformat())
    return row


@transaction.atomic
def reject(*, application_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> LevelApplication:
    """The application, rejected with a reason; the company may apply anew. Refused as the others."""
    row = locked(application_id, by)
    step = check(row, Act.REJECT, Party.ADMINISTRATOR, by)
    move(row, Act.REJECT, step, by, at, reason=reason_of(reason))
    tell_all(owners(row), "level_rejected", row)
    return row
