"""What happens to a consultation after it was asked: answered, declined, written in, closed, too late."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, scope
from core.accounts.actor import Actor
from core.limits import Limit, spend
from core.notices.actions import read_about
from core.web import Refused
from core.web.wording import SEOUL
from matching.actions.counting import count_once
from matching.actions.parties import (
    about,
    check_ban,
    check_move,
    locked_consultation,
    moved,
    settle_side,
    tell_message,
    tell_side,
)
from matching.consultation import WRITABLE, Side, State
from matching.models import Consultation, Message

MESSAGES = Limit("consultation-message", most=30, seconds=24 * 3600)
BATCH = 500


@transaction.atomic
def answer(*, by: Actor, at: datetime, consultation_id: uuid.UUID, body: str) -> Consultation:
    """The consultation, answered: from now on both read the other's contact and both may write.

    Counted for the supplier: in time until the end of the day it was due. Refused as in `check_move`.
    """
    return _reply(by, at, consultation_id, body, State.ANSWERED)


@transaction.atomic
def decline(*, by: Actor, at: datetime, consultation_id: uuid.UUID, reason: str) -> Consultation:
    """The consultation, declined with a reason the company reads; counted like an answer."""
    return _reply(by, at, consultation_id, reason, State.DECLINED)


def _reply(by: Actor, at: datetime, consultation_id: uuid.UUID, body: str, there: State) -> Consultation:
    row, side = locked_consultation(by, consultation_id)
    check_move(row, side, there)
    is_in_time = at.astimezone(SEOUL).date() <= row.due_on
    row.state, row.replied_at, row.replied_by_id, row.changed_at = there.value, at, by.user_id, at
    row.save(update_fields=["state", "replied_at", "replied_by_id", "changed_at"])
    _add(row, side, body, by, at)
    count_once(row, in_time=is_in_time, at=at)
    _record(row, f"consultation.{there.value}", by, at, in_time=is_in_time)
    settle_side(row, Side.SUPPLIER)
    settle_side(row, Side.COMPANY)
    tell_side(row, Side.COMPANY, f"consultation-{there.value}", {"supplier": row.supplier.name})
    return row


@transaction.atomic
def write_message(*, by: Actor, at: datetime, consultation_id: uuid.UUID, body: str) -> Message:
    """The message, read by both sides. The same text again is the message before.

    Refused: `moved` (this side cannot write as it stands now), `unavailable`, `too-many`.
    """
    row, side = locked_consultation(by, consultation_id)
    if side not in WRITABLE[State(row.state)]:
        raise moved()
    check_ban(row)
    last = Message.objects.visible_to(by).filter(consultation=row).order_by("-written_at", "-id").first()
    if last is not None and last.side == side.value and last.body == body:
        return last
    if spend((MESSAGES, f"{row.pk}:{side.value}")):
        raise Refused(
            _("At most %(count)d messages a day can be written in one enquiry.") % {"count": MESSAGES.most},
            code="too-many",
            status=429,
        )
    made = _add(row, side, body, by, at)
    row.changed_at = at
    row.save(update_fields=["changed_at"])
    _record(row, "consultation.message-written", by, at, message=str(made.pk))
    other = Side.SUPPLIER if side is Side.COMPANY else Side.COMPANY
    name = row.organisation.name if side is Side.COMPANY else row.supplier.name
    settle_side(row, side)
    tell_message(row, other, name, body)
    return made


@transaction.atomic
def close(*, by: Actor, at: datetime, consultation_id: uuid.UUID) -> Consultation:
    """The consultation, closed by the company; what was written stays readable for both. Twice is once.

    Closed before an answer was due it is not counted for the supplier.
    """
    row, side = locked_consultation(by, consultation_id)
    if row.state == State.CLOSED.value and side is Side.COMPANY:
        return row
    if side is not Side.COMPANY:
        raise Refused(_("Only the other side can do this."), code="not-yours", status=403)
    if row.state == State.DECLINED.value:
        raise moved()
    end(row, by=by, at=at)
    tell_side(row, Side.SUPPLIER, "consultation-closed", {"company": row.organisation.name})
    return row


def end(row: Consultation, *, by: Actor, at: datetime) -> None:
    """Close a locked open enquiry; unanswered past its day it is counted. Nobody is told here."""
    if row.state == State.ASKED.value and row.due_on < at.astimezone(SEOUL).date():
        count_once(row, in_time=False, at=at)
    row.state, row.changed_at = State.CLOSED.value, at
    row.save(update_fields=["state", "changed_at"])
    _record(row, "consultation.closed", by, at)
    settle_side(row, Side.SUPPLIER)
    settle_side(row, Side.COMPANY)


@transaction.atomic
def count_late(*, by: Actor, at: datetime) -> int:
    """Count every consultation whose time is over without an answer, and tell the company; how many."""
    today = at.astimezone(SEOUL).date()
    rows = (
        Consultation.objects.visible_to(by)
        .late(today)
        .filter(is_counted=False)
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .select_related("supplier", "organisation")
        .order_by("supplier_id", "id")[:BATCH]
    )
    for row in (found := list(rows)):
        count_once(row, in_time=False, at=at)
        _record(row, "consultation.late", by, at)
        tell_side(row, Side.COMPANY, "consultation-late", {"supplier": row.supplier.name})
    return len(found)


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> int:
    """Remind suppliers of what is due today and unanswered; how many consultations."""
    today = at.astimezone(SEOUL).date()
    rows = (
        Consultation.objects.visible_to(by)
        .filter(state=State.ASKED.value, due_on=today, is_counted=False)
        .select_related("supplier", "organisation")
        .order_by("id")
    )
    for row in (found := list(rows)):
        tell_side(row, Side.SUPPLIER, "consultation-due", {"company": row.organisation.name})
    return len(found)


@transaction.atomic
def mark_read(*, by: Actor, at: datetime, consultation_id: uuid.UUID) -> int:
    """What the reader of a consultation was told about it is read; how many notices."""
    scope.enter(by)
    row = Consultation.objects.visible_to(by).filter(pk=consultation_id).first()
    return read_about(by=by, at=at, about=[about(row, side) for side in Side]) if row else 0


def _add(row: Consultation, side: Side, body: str, by: Actor, at: datetime) -> Message:
    return Message.objects.create(
        consultation=row, side=side.value, body=body, written_at=at, written_by_id=by.user_id
    )


def _record(row: Consultation, verb: str, by: Actor, at: datetime, **data: object) -> None:
    audit.record(by=by, at=at, verb=verb, subject_kind="consultation", subject_id=row.pk, data=data)
