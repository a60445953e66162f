"""What a supplier's state allows, answered with a reason or an empty text for yes; beside the documents."""

from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.accounts.policies import is_programme_administrator
from core.accounts.roles import Kind

LEAST_SUMMARY = 20


class Profile(Protocol):
    """What these rules read of a supplier."""

    summary_ko: str
    domains: list[str]
    regions: list[str]
    contact_email: str
    contact_phone: str
    verified_at: datetime | None
    verification_asked_at: datetime | None


def missing_for_verification(profile: Profile) -> list[str]:
    """The sections that must be filled before somebody can verify the supplier."""
    missing = []
    if len(profile.summary_ko) < LEAST_SUMMARY or not (profile.contact_email or profile.contact_phone):
        missing.append("basics")
    if not profile.domains:
        missing.append("domains")
    if not profile.regions:
        missing.append("regions")
    return missing


def may_ask_for_verification(profile: Profile) -> str:
    """Why verification cannot be asked for now; empty when it can."""
    if profile.verified_at:
        return _("Your company is verified already.")
    if profile.verification_asked_at:
        return _("Your request is being looked at.")
    if missing_for_verification(profile):
        return _("Fill the introduction, a contact, the technologies and the regions first.")
    return ""


def may_publish(profile: Profile) -> str:
    """Why the profile cannot be shown in public now; empty when it can."""
    if not profile.verified_at:
        return _("A profile is published once your company is verified.")
    if missing_for_verification(profile):
        return _("Fill the introduction, a contact, the technologies and the regions first.")
    return ""


def may_verify(by: Actor) -> str:
    """Why the actor may not decide about suppliers; empty when they may."""
    if by.is_system or is_programme_administrator(by):
        return ""
    return _("Only programme administrators of the ministry verify suppliers.")


def checks_projects(by: Actor) -> bool:
    """Whether the actor works for an authority that checks what customers confirmed."""
    return is_programme_administrator(by) or by.kind == Kind.TECHNOPARK.value


def may_check(by: Actor) -> str:
    """Why the actor may not check confirmed projects; empty when they may."""
    if by.is_system or checks_projects(by):
        return ""
    return _("Only technoparks and programme administrators of the ministry check projects.")


def may_edit(by: Actor) -> str:
    """Why the actor has no profile to edit; empty when they may have one."""
    if by.user_id is not None and by.kind == "supplier":
        return ""
    return _("Only members of a supplier edit its profile.")


class Asked(Protocol):
    """What this rule reads of a supplier."""

    is_accepting: bool


def may_be_asked(profile: Asked, *, is_listed: bool) -> str:
    """Why the supplier cannot be asked now; empty when it can. A ban is not told apart from anything else."""
    if profile.is_accepting and is_listed:
        return ""
    return _("This supplier takes no enquiries at present. Look for another one.")
