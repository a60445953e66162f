"""What a supplier may still take back: what was taken off or deleted a few minutes ago."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.accounts.actor import Actor
from core.audit.models import Event
from matching.models import Solution, Supplier, TrackRecord

UNDO = timedelta(minutes=15)
"""So long a loss can be taken back."""

_UNTOUCHED = (
    "supplier.domains-set",
    "supplier.domains-restored",
    "product.added",
    "product.changed",
    "product.deleted",
    "product.restored",
)
"""What a checked technology rests on: after one of these nothing older is taken back."""


_CHANGES = (
    *_UNTOUCHED,
    "record.added",
    "record.changed",
    "record.deleted",
    "record.checked",
    "record.restored",
    "product.restored",
)
"""After one of these a deletion before it is not undone any more."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """The technologies with how well each was shown, those delivered from afar, and until when."""

    levels: dict[str, str]
    remote: tuple[str, ...]
    until: datetime


@dataclass(frozen=True, slots=True)
class Deleted:
    """What was deleted last, its technology with how well that was shown, and until when it may return."""

    id: uuid.UUID
    is_project: bool
    name: str
    domain: str
    level: str
    until: datetime


def deleted_item(row: Supplier, at: datetime) -> Deleted | None:
    """The product or project deleted last, while it may come back and nothing it rests on changed (two
    queries at most)."""
    if at - row.changed_at > UNDO:
        return None
    last = (
        Event.objects.filter(subject_kind="supplier", subject_id=str(row.pk), verb__in=_CHANGES)
        .order_by("-id")
        .values_list("verb", "at", "data")
        .first()
    )
    if last is None or last[0] not in ("record.deleted", "product.deleted") or at - last[1] > UNDO:
        return None
    verb, then, data = last
    is_project = verb == "record.deleted"
    model = TrackRecord if is_project else Solution
    found = model.everything.filter(
        supplier=row, pk=data["record" if is_project else "product"], deleted_at__isnull=False
    ).first()
    if found is None or "domain" not in data:
        return None
    name = found.outcome_ko if isinstance(found, TrackRecord) else found.name
    return Deleted(found.pk, is_project, name, data["domain"], data["level"], then + UNDO)


def was_last_changed_by(row: Supplier, by: Actor) -> bool:
    """Whether the person made the profile's last change, as from another window (one query)."""
    last = Event.objects.filter(subject_kind="supplier", subject_id=str(row.pk)).order_by("-id")
    return by.user_id is not None and last.values_list("actor_id", flat=True).first() == str(by.user_id)


def dropped_technologies(row: Supplier, at: datetime) -> Dropped | None:
    """What was taken off last, when it was proven and may come back; None else (at most one query)."""
    if at - row.changed_at > UNDO:
        return None
    last = (
        Event.objects.filter(subject_kind="supplier", subject_id=str(row.pk), verb__in=_UNTOUCHED)
        .order_by("-id")
        .values_list("verb", "at", "data")
        .first()
    )
    if last is None:
        return None
    verb, then, data = last
    if verb != "supplier.domains-set" or not data.get("proven") or at - then > UNDO:
        return None
    return Dropped(dict(data["proven"]), tuple(data.get("remote", ())), then + UNDO)
