"""What ends with the last member of an organisation: apps above register it for their kind."""

import uuid
from collections.abc import Callable
from datetime import datetime

from core.accounts.actor import Actor

Effect = Callable[[Actor, datetime, uuid.UUID], None]
_effects: dict[str, Effect] = {}


def on_last_departure(kind: str, effect: Effect) -> None:
    """Call `effect` with actor, instant and organisation before the last member of such a one leaves."""
    _effects[kind] = effect


def take_leave(by: Actor, at: datetime, kind: str, organisation_id: uuid.UUID) -> None:
    """Run what was registered for the kind."""
    if (effect := _effects.get(kind)) is not None:
        effect(by, at, organisation_id)
