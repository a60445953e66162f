"""What a supplier may still take back: proven technologies that were taken off a few minutes ago."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.accounts.actor import Actor
from core.audit.models import Event
from matching.models import Supplier

UNDO = timedelta(minutes=15)
"""So long a loss can be taken back."""

_UNTOUCHED = (
    "supplier.domains-set",
    "supplier.domains-restored",
    "product.added",
    "product.changed",
    "product.deleted",
)
"""What a checked technology rests on: after one of these nothing older is taken back."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """The technologies with how well each was shown, those delivered from afar, and until when."""

    levels: dict[str, str]
    remote: tuple[str, ...]
    until: datetime


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
