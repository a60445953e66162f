"""What is written down, and told to the person, when a membership changes."""

from datetime import datetime

from django.urls import reverse

from core import audit
from core.accounts.actor import Actor
from core.accounts.models import Membership
from core.notices.telling import tell


def record_membership(by: Actor, at: datetime, verb: str, membership: Membership, **data: str) -> None:
    """Write the audit event of a change."""
    audit.record(
        by=by, at=at, verb=verb, subject_kind="membership", subject_id=membership.pk,
        data={"organisation": str(membership.organisation_id), **data},
    )  # fmt: skip


def about(membership: Membership) -> str:
    """What notices that ask about this membership carry, so that a decision settles them all."""
    return f"membership:{membership.pk}"


def tell_member(membership: Membership, code: str, **params: str) -> None:
    """Tell the person; nobody, while an invitation was not accepted."""
    if membership.user_id:
        tell(
            membership.user_id,
            code,
            {"organisation": membership.organisation.name, **params},
            reverse("core:organisations"),
        )
