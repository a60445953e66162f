"""Writing audit events and access records."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.apps import apps

from core.accounts.actor import Actor

Follower = Callable[[Actor, datetime, str], None]
_followers: dict[tuple[str, str], Follower] = {}


def follow(act: str, subject_kind: str, follower: Follower) -> None:
    """Call `follower` with actor, instant and subject id after each access record of this act and subject.

    A page that only reads may record a look, so a follower owes a job and does nothing else.
    """
    _followers[act, subject_kind] = follower


def record(
    *,
    by: Actor,
    at: datetime,
    verb: str,
    subject_kind: str,
    subject_id: object,
    data: dict[str, Any] | None = None,
) -> None:
    """Append one event. `data` holds ids, codes and numbers only, never personal data or typed text."""
    apps.get_model("core", "Event").objects.create(
        at=at,
        actor_id="system" if by.is_system else str(by.user_id or ""),
        organisation_id=str(by.place.organisation_id) if by.place else "",
        verb=verb,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        data=data or {},
    )


def record_access(
    *,
    by: Actor,
    at: datetime,
    act: str,
    subject_kind: str,
    subject_id: object = "",
    subject_organisation_id: object = "",
    address: str = "",
    reason: str = "",
    count: int = 1,
) -> None:
    """Append one access record: someone other than the person themselves saw or took out their data."""
    apps.get_model("core", "AccessRecord").objects.create(
        at=at,
        actor_id=str(by.user_id or ""),
        organisation_id=str(by.place.organisation_id) if by.place else "",
        address=address,
        act=act,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        subject_organisation_id=str(subject_organisation_id),
        reason=reason,
        count=count,
    )
    if (follower := _followers.get((act, subject_kind))) is not None:
        follower(by, at, str(subject_id))


def record_accesses(
    *,
    by: Actor,
    at: datetime,
    act: str,
    subject_kind: str,
    counts: Mapping[uuid.UUID, int],
    address: str = "",
    reason: str = "",
) -> None:
    """Append an access record for each organisation in `counts`: so many of its rows were taken out."""
    model = apps.get_model("core", "AccessRecord")
    model.objects.bulk_create(
        [
            model(
                at=at,
                actor_id=str(by.user_id or ""),
                organisation_id=str(by.place.organisation_id) if by.place else "",
                address=address,
                act=act,
                subject_organisation_id=str(organisation_id),
                subject_kind=subject_kind,
                reason=reason,
                count=count,
            )
            for organisation_id, count in counts.items()
        ],
        batch_size=2_000,
    )
    if (follower := _followers.get((act, subject_kind))) is not None:
        follower(by, at, "")
