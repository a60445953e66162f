"""What its owner does with a link that was given away: end it, make it last, free it; and asking for that."""

import uuid
from datetime import date, datetime

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.delegate import end_of, end_on, invitation, record, refuse_too_many
from assessments.actions.locked import locked_draft
from assessments.actions.reporting import name_in_notices, names_of_parts, told_about
from assessments.models import Delegation, DelegationKind, Session
from assessments.policies import may_change
from core import scope
from core.accounts.actor import SYSTEM, Actor
from core.notices.models import Notice
from core.notices.telling import settle, tell
from core.web import Refused
from core.web.wording import SEOUL

MOST_ASKED = 3
"""So often on one day somebody before a link that opens nothing can ask to be let in."""


def revoke(*, session_id: uuid.UUID, delegation_id: uuid.UUID, by: Actor, at: datetime) -> Delegation:
    """End a link now; what was answered with it stays. Http404 for one of another session; twice is once.

    A phone that carried a visitor's draft on by it no longer knows the draft.
    """
    session = Session.objects.visible_to(by).filter(pk=session_id).first()
    found = session and session.delegations.select_for_update().filter(pk=delegation_id).first()
    if not found:
        raise Http404
    if found.revoked_at is None:
        found.revoked_at = at
        found.save(update_fields=["revoked_at"])
        if found.kind == DelegationKind.DEVICE.value and found.taken_key:
            Session.objects.filter(pk=session_id, resumed_key=found.taken_key).update(resumed_key="")
        record("delegation.revoked", found, by, at)
    settle(found.about)
    return found


def prolong(
    *,
    session_id: uuid.UUID,
    delegation_id: uuid.UUID,
    by: Actor,
    at: datetime,
    until: date | None = None,
) -> Delegation:
    """A colleague's link works for fourteen days from now, or to the end of the day `until`, also one that
    was ended or whose time is over: the browser that had it has it again. Twice is once; none gets shorter,
    not even one that was ended before its last day.

    Http404 for one of another session or of a phone; refused when the session is closed, for one too many in
    force, and "until" for a day behind the last one that is offered (`longer_end`).
    """
    session = locked_draft(session_id, by, at)
    found = _part(session, delegation_id)
    is_in_force = found.is_in_force(at)
    wanted = end_on(until) if until else end_of(at)
    last = max(found.ends_at, wanted)
    if is_in_force and found.ends_at == last:
        return found
    if last > max(longer_end(found, at), end_of(at)):
        raise Refused(_("The link cannot work as long as that."), code="until")
    if wanted <= at:
        raise Refused(_("That day is past. Choose a later one."), code="until")
    if not is_in_force:
        refuse_too_many(session, at)
    found.open_until = found.ends_at = last
    found.revoked_at = None
    found.save(update_fields=["open_until", "ends_at", "revoked_at"])
    settle(found.about)
    record("delegation.prolonged", found, by, at, until=found.ends_at.isoformat())
    return found


def longer_end(found: Delegation, at: datetime) -> datetime:
    """Until when a link would work if it were prolonged now: one in force fourteen days longer than it does,
    but no longer than twenty-eight days from now; one that was ended at least to the day it had.
    """
    if not found.is_in_force(at):
        return max(found.ends_at, end_of(at))
    return max(found.ends_at, min(end_of(found.ends_at), end_of(end_of(at))))


def decline(*, session_id: uuid.UUID, delegation_id: uuid.UUID, by: Actor, at: datetime) -> Delegation:
    """Leave a link as it is though somebody asks to be let in; they may ask again. Nobody asks: nothing.

    Raises as `prolong` does.
    """
    session = locked_draft(session_id, by, at)
    found = _part(session, delegation_id)
    if settle(found.about):
        record("delegation.declined", found, by, at)
    return found


def free(*, session_id: uuid.UUID, delegation_id: uuid.UUID, by: Actor, at: datetime) -> Delegation:
    """A colleague's link can be opened once more, in any browser; the one that had it no longer has it. The
    address stays the same, so that the message sent before works again. Nobody has it: nothing happens.

    Raises as `prolong` does, and Http404 for one that is over.
    """
    session = locked_draft(session_id, by, at)
    found = _part(session, delegation_id)
    if not found.is_in_force(at):
        raise Http404
    if found.taken_at is not None:
        found.freed_key, found.freed_at = found.taken_key, at
        found.taken_at, found.taken_key = None, ""
        found.open_until = found.ends_at
        found.save(update_fields=["taken_at", "taken_key", "freed_at", "freed_key", "open_until"])
        settle(found.about)
        record("delegation.freed", found, by, at)
    return found


def ask_anew(*, delegation_id: uuid.UUID, secret: str, by: Actor, at: datetime) -> bool:
    """Tell whoever made a link that somebody stands before it and does not get in; while nobody has answered
    it is said once, and on one day at most three times.

    Whoever has the whole address may, while the diagnostic is open. False where nobody is to be told: the
    link works or is wrong, the diagnostic is closed, or it is a visitor's.
    """
    scope.enter(SYSTEM)
    try:
        asked = invitation(delegation_id, secret, by, at)
        found = asked.delegation
        if found is None or asked_at(found) or not can_ask(found, asked.works, at):
            return False
        session = found.session
        code = "part_asked" if asked.state == "taken" else "part_asked_anew"
        params = {"name": name_in_notices(found), "parts": names_of_parts(found, session)}
        url = reverse("assessments:delegation", args=[session.pk, found.pk]) + "#asked"
        once = f"{_day(found, at)}{_told(found, at)}"
        told = [
            tell(each, code, params, url, about=found.about, once=once) for each in told_about(found, session)
        ]
        if not any(told):
            return False
        record("delegation.asked", found, by, at)
        return True
    finally:
        scope.enter(by)


def can_ask(found: Delegation, works: bool, at: datetime) -> bool:
    """Whether somebody can be asked to open a link anew that does not work."""
    is_part = found.kind == DelegationKind.PART.value
    if works or not is_part or may_change(found.session, at):
        return False
    return bool(told_about(found, found.session)) and _told(found, at) < MOST_ASKED


def asked_at(found: Delegation) -> datetime | None:
    """Since when somebody waits for a link to be opened anew; None when nobody does."""
    rows = Notice.objects.filter(about=found.about, settled_at__isnull=True)
    return rows.order_by("-created_at").values_list("created_at", flat=True).first()


def _part(session: Session, delegation_id: uuid.UUID) -> Delegation:
    rows = session.delegations.select_for_update().filter(kind=DelegationKind.PART.value)
    found: Delegation | None = rows.filter(pk=delegation_id).first()
    if found is None:
        raise Http404
    return found


def _told(found: Delegation, at: datetime) -> int:
    """How often somebody was told of it today."""
    rows = Notice.objects.filter(about=found.about, once__startswith=_day(found, at))
    return rows.values("once").distinct().count()


def _day(found: Delegation, at: datetime) -> str:
    return f"part_asked:{found.pk}:{at.astimezone(SEOUL).date()}:"
