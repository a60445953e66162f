"""Giving modules to a colleague by a link, carrying on with a phone, and taking the link."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from assessments.actions.locked import locked_draft
from assessments.documents import framework_of
from assessments.models import Delegation, DelegationKind, Session, SessionState
from core import audit, scope
from core.accounts.actor import SYSTEM, Actor, Place
from core.accounts.roles import Kind
from core.lines import one_line
from core.web import Refused
from core.web.wording import SEOUL, date_text

WORK_DAYS = 14
"""How long a colleague's link works, opened early or late: to the end of the day in Seoul."""
_END = time(23, 59, 59)
SCAN, DEVICE_LIFE = timedelta(minutes=10), timedelta(hours=12)
"""How long the code for a phone can be scanned, and how long the phone answers for a company."""
MOST = 20
"""Links in force of one diagnostic."""


def delegate(
    *,
    session_id: uuid.UUID,
    modules: Collection[str],
    name: str,
    by: Actor,
    at: datetime,
    sender: str = "",
    due_on: date | None = None,
    is_company_named: bool = False,
) -> Delegation:
    """A link by which one browser may answer these modules for fourteen days, to midnight in Seoul; the day
    by which the answers are wanted is a wish and ends nothing.

    Its reader learns who sends it and by which day the answers are wanted, where that was said, and with
    `is_company_named` the name of the company, before opening it. Refused when
    no module or an unknown one is named, when the name is missing or a name too long, for a day that is past
    or behind the end of the link, for the twenty-first link in force, and when the session is closed. Http404
    for a session one may not know.
    """
    session = locked_draft(session_id, by, at)
    known = [node.code for node in framework_of(session.framework).modules]
    chosen = [code for code in known if code in modules]
    if not chosen or set(modules) - set(known):
        raise Refused(_("Choose at least one part."), code="modules", field="modules")
    name = one_line(name)
    if not 0 < len(name) <= 40:
        raise Refused(_("Say for whom it is, in at most 40 characters."), code="name", field="name")
    sender = one_line(sender)
    if len(sender) > 40:
        raise Refused(_("Say who sends it in at most 40 characters."), code="sender", field="sender")
    if due_on is not None and (reason := due_fault(due_on, at)):
        raise Refused(reason, code="due", field="due_on")
    has_company = session.organisation_id is not None
    said = {"sender": sender, "due_on": due_on, "is_company_named": is_company_named and has_company}
    made = _made(session, DelegationKind.PART, chosen, name, by, at, said)
    if not session.is_shared:
        session.is_shared = True
        session.save(update_fields=["is_shared"])
    return made


def days_of(at: datetime) -> tuple[date, date]:
    """The first and the last day by which answers can be wanted of a link made now, in Seoul."""
    today = at.astimezone(SEOUL).date()
    return today, today + timedelta(days=WORK_DAYS)


def due_fault(day: date, at: datetime) -> str:
    """Why the answers cannot be wanted by this day; empty when they can."""
    first, last = days_of(at)
    if first <= day <= last:
        return ""
    return _("Choose a day from today to %(last)s, the last day on which the link works.") % {
        "last": date_text(last)
    }


def device_link(*, session_id: uuid.UUID, by: Actor, at: datetime) -> Delegation:
    """A link for one's own phone: all modules; it must be opened in ten minutes. The one before ends.

    Raises as `delegate` does.
    """
    session = locked_draft(session_id, by, at)
    waiting = session.delegations.filter(kind=DelegationKind.DEVICE.value, taken_at__isnull=True)
    waiting.filter(revoked_at__isnull=True).update(revoked_at=at)
    known = [node.code for node in framework_of(session.framework).modules]
    return _made(session, DelegationKind.DEVICE, known, "", by, at)


def _made(
    session: Session,
    kind: DelegationKind,
    modules: list[str],
    name: str,
    by: Actor,
    at: datetime,
    said: Mapping[str, Any] | None = None,
) -> Delegation:
    refuse_too_many(session, at)
    open_until, ends_at = _limits(kind, at)
    made = Delegation.objects.create(
        session=session,
        kind=kind.value,
        name=name,
        modules=modules,
        made_at=at,
        made_by_id=by.user_id,
        open_until=open_until,
        ends_at=ends_at,
        **(said or {}),
    )
    record("delegation.made", made, by, at, modules=modules)
    return made


def refuse_too_many(session: Session, at: datetime) -> None:
    """Refused "too_many" when the diagnostic has as many links in force as it may."""
    if session.delegations.in_force(at).count() >= MOST:
        raise Refused(
            _("There are %(most)s links already. End one that nobody needs first.") % {"most": MOST},
            code="too_many",
        )


def _limits(kind: DelegationKind, at: datetime) -> tuple[datetime, datetime]:
    """Until when the link can be opened, and until when it works."""
    if kind is DelegationKind.DEVICE:
        return at + SCAN, at + DEVICE_LIFE
    end = end_of(at)
    return end, end


def end_of(at: datetime) -> datetime:
    """Until when a link works that is made, or made to last, now."""
    return end_on(days_of(at)[1])


def end_on(day: date) -> datetime:
    """The end of a day in Seoul."""
    return datetime.combine(day, _END, SEOUL)


def link_of(delegation: Delegation) -> str:
    """The address that opens it: its id and a secret that only this portal can derive from the id."""
    return f"{settings.PUBLIC_URL}{address_of(delegation)}"


def address_of(delegation: Delegation) -> str:
    """The same without the portal's own name."""
    return reverse("assessments:invited", args=[delegation.pk, _secret(delegation.pk)])


def _secret(delegation_id: uuid.UUID) -> str:
    return salted_hmac("ieum.delegation", delegation_id.hex, algorithm="sha256").hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link is for this browser. `state`: "open" (nobody has it), "mine" (this browser has it), "taken"
    (another one has), "revoked", "late" (nobody opened it in time), "over", "closed" (the diagnostic was
    submitted before anybody opened it), or "wrong" (no such link, and then no `delegation`).
    """

    state: str
    delegation: Delegation | None = None

    @property
    def works(self) -> bool:
        """Whether this browser gets in."""
        return self.state in {"open", "mine"}


def invitation(delegation_id: uuid.UUID, secret: str, by: Actor, at: datetime) -> Invitation:
    """What the link is for this browser; whoever has the whole address may know.

    The link is the key, so the caller lowers the wall between actors and names the actor again afterwards.
    """
    if not constant_time_compare(secret, _secret(delegation_id)):
        return Invitation("wrong")
    found = (
        Delegation.objects.select_related("session", "session__framework", "session__organisation")
        .defer("session__framework__document", "session__framework__source")
        .filter(pk=delegation_id)
        .first()
    )
    return Invitation(_state(found, by, at), found) if found else Invitation("wrong")


def _state(found: Delegation, by: Actor, at: datetime) -> str:
    if found.revoked_at is not None:
        return "revoked"
    if found.taken_key and found.taken_key != by.draft_key:
        return "taken"
    if found.ends_at <= at:
        return "over"
    if found.taken_key:
        return "mine"
    if found.open_until <= at:
        return "late"
    return "closed" if found.session.state == SessionState.SUBMITTED.value else "open"


def take(*, delegation_id: uuid.UUID, secret: str, by: Actor, at: datetime) -> Delegation:
    """Give the link to the browser of `by` (its draft key), once and for all; twice is once.

    A visitor's draft carried on by its own phone belongs to the phone as well from now on. Refused 410 when
    the link is wrong, over, revoked or another browser has it.
    """
    if not by.draft_key:
        raise Refused(_("Your browser does not keep cookies. Allow them to start."), code="no-draft-key")
    scope.enter(SYSTEM)
    try:
        Delegation.objects.select_for_update().filter(pk=delegation_id).first()
        asked = invitation(delegation_id, secret, by, at)
        found = asked.delegation
        if found is None or not asked.works:
            raise Refused(
                _("This link no longer works: it was opened elsewhere, ended, or has expired."),
                code="link-ended",
                status=410,
            )
        if found.taken_at is None:
            found.taken_at, found.taken_key = at, by.draft_key
            found.save(update_fields=["taken_at", "taken_key"])
            session = found.session
            is_own = found.kind == DelegationKind.DEVICE.value and session.organisation_id is None
            if is_own and session.draft_key != by.draft_key:
                session.resumed_key = by.draft_key
                session.save(update_fields=["resumed_key"])
            record("delegation.taken", found, by, at)
    finally:
        scope.enter(by)
    return found


def on_behalf(delegation: Delegation, by: Actor) -> Actor:
    """Who acts when the holder of a link answers: nobody by name, with the reach of the session's owner.

    What the holder may do with that reach is the caller's to bound (`within` in `answer_all`).
    """
    session = delegation.session
    if session.organisation_id is None:
        return replace(by, user_id=None, places=(), place=None, draft_key=session.draft_key)
    place = Place(session.organisation_id, Kind.COMPANY.value, "")
    return replace(by, user_id=None, places=(place,), place=place, draft_key="")


def record(verb: str, delegation: Delegation, by: Actor, at: datetime, **data: object) -> None:
    """Record what was done with a link, as an event of its session."""
    audit.record(
        by=by,
        at=at,
        verb=verb,
        subject_kind="session",
        subject_id=delegation.session_id,
        data={"delegation": str(delegation.pk), "kind": delegation.kind, **data},
    )
