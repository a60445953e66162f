"""May this session be changed, submitted, sent? The answer is a reason in words, or "" for yes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.accounts.policies import is_programme_administrator

if TYPE_CHECKING:
    from assessments.models import Session

DRAFT = "draft"
"""`SessionState.DRAFT`: policies stand below the models and do not import them."""

CONFIRMED_FRAMEWORKS = frozenset({"kr-smart-factory"})
"""Diagnostics whose levels are those of the confirmation procedure."""

LINK_PAUSE = timedelta(minutes=2)
LINKS_A_DRAFT = 5


def is_expired(session: Session, at: datetime) -> bool:
    """Whether a draft has outlived its thirty days."""
    return session.state == DRAFT and session.expires_at is not None and session.expires_at <= at


def may_change(session: Session, at: datetime) -> str:
    """Why answers and details can no longer be changed; empty when they can."""
    if session.state != DRAFT:
        return _("This diagnostic has been submitted and can no longer be changed. Start a new one instead.")
    if is_expired(session, at):
        return _("This draft has expired. Start a new diagnostic, please.")
    return ""


def may_change_evidence(session: Session, at: datetime, *, is_verified: bool = False) -> str:
    """Why files can no longer be added or taken away; empty when they can, before and after submission."""
    if is_expired(session, at):
        return _("This draft has expired. Start a new diagnostic, please.")
    if is_verified:
        return _("An assessor has finished with these files, so they stay as they are.")
    return ""


def may_submit(by: Actor, session: Session, at: datetime) -> str:
    """Why this actor cannot submit the session now; empty when they can (gaps are checked apart)."""
    if by.user_id is None:
        return _("Sign in or sign up to submit. Your answers are kept.")
    if by.kind != "company":
        return _("Only a company can submit a diagnostic. Switch to your company, or register it.")
    return may_change(session, at)


def may_keep_plants(by: Actor) -> str:
    """Why this actor has no plants; empty for who works in a company."""
    return "" if by.kind == "company" else _("Only a company has plants. Switch to your company.")


def may_retire_plant(*, has_draft: bool) -> str:
    """Why a plant stays in use; empty when it can be retired."""
    return _("A diagnostic of this plant is still open. Submit it or delete it first.") if has_draft else ""


def may_note_investments(by: Actor) -> str:
    """Why this actor may not note investments; empty when they may."""
    if by.kind == "company":
        return ""
    return _("Only a company notes what it invested. Switch to your company.")


def may_author(by: Actor) -> str:
    """Why this actor may not draft, publish or retire frameworks; empty when they may."""
    if by.is_system or is_programme_administrator(by):
        return ""
    return _("Only the programme administrators of the ministry publish diagnostics.")


def may_set_support(by: Actor) -> str:
    """Why this actor may not draft or publish rules of support; empty when they may."""
    if by.is_system or is_programme_administrator(by):
        return ""
    return _("Only the programme administrators of the ministry set these rules.")


def may_send_link(session: Session, at: datetime) -> str:
    """Why no further link is mailed for this draft just now; empty when one may go out."""
    if session.organisation_id is not None:
        return _("This diagnostic belongs to your company. Sign in on the other device to carry on.")
    if session.resume_count >= LINKS_A_DRAFT:
        return _("No more links can be sent for this draft. Use the last mail you got.")
    if session.resume_sent_at is not None and at - session.resume_sent_at < LINK_PAUSE:
        return _("A link has just been sent. Look into your mailbox, or try again in two minutes.")
    return may_change(session, at)


def may_apply(framework: str, level: int | None) -> str:
    """Why the level of a result cannot be confirmed; empty when it can be applied for."""
    if framework not in CONFIRMED_FRAMEWORKS:
        return _("Only a result of the whole smart-factory diagnostic can be confirmed.")
    if not level:
        return _("This result has no level that could be confirmed. Level 1 is the first.")
    return ""
