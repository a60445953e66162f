"""A visitor's drafts: carried on from another device, taken into a company, destroyed when they expire."""

import hashlib
import secrets
import uuid
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.filing import facts_of, plant_of
from assessments.actions.locked import locked_draft
from assessments.models import DelegationKind, Session
from assessments.policies import may_send_link
from core import audit, scope
from core.accounts.actor import SYSTEM, Actor
from core.limits import spend_mail
from core.web import Refused
from core.web.wording import date_text


def resume_link(*, session_id: uuid.UUID, email: str, by: Actor, at: datetime, address: str = "") -> Session:
    """Mail one link with which this draft can be carried on from another device until it expires.

    Only the link's hash is stored, the address nowhere but in the mail. A new link ends the one before.
    Refused two minutes after the last, after five, for a company's session, and (429) when the client
    `address` it is asked from or the mail address has had enough mails.
    """
    session = locked_draft(session_id, by, at)
    if reason := may_send_link(session, at):
        raise Refused(reason, code="link", field="email")
    spend_mail(to=email, address=address)
    token = secrets.token_urlsafe(32)
    session.resume_hash = _hashed(token)
    session.resume_sent_at = at
    session.resume_count += 1
    session.save(update_fields=["resume_hash", "resume_sent_at", "resume_count"])
    address = settings.PUBLIC_URL + reverse("assessments:resume", args=[token])
    lines = [
        _("You asked for a link to carry on with your diagnostic on another device."),
        address,
        _("The link works until %(day)s. Whoever has it can read and change your answers: keep it safe.")
        % {"day": date_text(session.expires_at)},
        _("If you did not ask for it, you need not do anything."),
    ]
    send_mail(_("Carry on with your diagnostic"), "\n\n".join(lines), None, [email])
    audit.record(by=by, at=at, verb="session.link_sent", subject_kind="session", subject_id=session.pk)
    return session


def find_by_link(token: str, at: datetime) -> Session | None:
    """The draft that a mailed link opens, or None for a wrong, replaced or expired one.

    The link is the key, so the caller lowers the wall between actors and names the actor again afterwards.
    """
    return (
        Session.objects.with_framework()
        .drafts()
        .filter(resume_hash=_hashed(token), organisation__isnull=True, expires_at__gt=at)
        .first()
    )


def resume(*, token: str, by: Actor, at: datetime) -> Session:
    """Let the browser of `by` (its draft key) carry on with the draft; the device it began on keeps it too.

    Refused 410 when the link is wrong, was replaced by a newer one, or has expired.
    """
    if not by.draft_key:
        raise Refused(_("Your browser does not keep cookies. Allow them to start."), code="no-draft-key")
    scope.enter(SYSTEM)
    try:
        session = find_by_link(token, at)
        if session is None:
            raise Refused(
                _("This link no longer works. It has expired, or a newer one was sent to you."),
                code="link-expired",
                status=410,
            )
        if session.draft_key != by.draft_key:
            session.resumed_key = by.draft_key
            session.save(update_fields=["resumed_key"])
        audit.record(by=by, at=at, verb="session.resumed", subject_kind="session", subject_id=session.pk)
    finally:
        scope.enter(by)
    return session


def adopt_drafts(
    *, by: Actor, at: datetime, session_ids: Collection[uuid.UUID] | None = None
) -> list[Session]:
    """Move drafts of this browser (all, or those named) into the company that `by` works in.

    From then on they belong to the company alone: cookie, mailed link and another device no longer open them,
    and they do not expire. A colleague's part goes on where the draft is adopted in the browser it began in;
    in one that only carried it on, links may be those of somebody else, and end. Expired drafts stay behind.
    Refused for anybody who does not work in a company.
    """
    if by.kind != "company" or by.place is None:
        raise Refused(_("Only a company can take over drafts. Switch to your company."), code="not-a-company")
    drafts = Session.objects.visible_to(by).drafts().filter(organisation__isnull=True, expires_at__gt=at)
    if session_ids is not None:
        drafts = drafts.filter(pk__in=session_ids)
    adopted = list(drafts.select_for_update().order_by("pk"))
    for session in adopted:
        _end_links(session, by, at)
        session.organisation_id = by.place.organisation_id
        session.plant_id = plant_of(facts_of(session), by, at) if session.sigungu else None
        session.draft_key = session.resumed_key = session.resume_hash = ""
        session.expires_at = None
        session.save(
            update_fields=["organisation", "plant", "draft_key", "resumed_key", "resume_hash", "expires_at"]
        )
        audit.record(by=by, at=at, verb="session.adopted", subject_kind="session", subject_id=session.pk)
    return adopted


def _end_links(session: Session, by: Actor, at: datetime) -> None:
    links = session.delegations.filter(revoked_at__isnull=True)
    if session.draft_key == by.draft_key:
        links = links.filter(kind=DelegationKind.DEVICE.value)
    for each in links.select_for_update().order_by("pk"):
        each.revoked_at = at
        each.save(update_fields=["revoked_at"])
        audit.record(
            by=by, at=at, verb="delegation.revoked", subject_kind="session", subject_id=session.pk,
            data={"delegation": str(each.pk), "kind": each.kind, "adopted": True},
        )  # fmt: skip


def discard(*, session_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Destroy a draft with its answers. 404 for one that `by` may not know, refused when it was submitted."""
    session = locked_draft(session_id, by, at)
    session.delete()
    audit.record(by=by, at=at, verb="session.discarded", subject_kind="session", subject_id=session_id)


def purge_drafts(*, by: Actor, at: datetime) -> int:
    """Destroy every expired draft with its answers; how many. For the system, within its own scope."""
    _all, by_model = Session.objects.visible_to(by).drafts().filter(expires_at__lte=at).delete()
    count = by_model.get("assessments.Session", 0)
    if count:
        audit.record(
            by=by, at=at, verb="session.purged", subject_kind="session", subject_id="", data={"count": count}
        )
    return count


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
