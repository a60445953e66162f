"""What ends with the last member of an organisation: apps above register it for their kind."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

from core.accounts.actor import Actor

Effect = Callable[[Actor, datetime, uuid.UUID], None]
Foretelling = Callable[[uuid.UUID], Sequence[str]]
_effects: dict[str, Effect] = {}
_foretold: dict[str, Foretelling] = {}


def on_last_departure(kind: str, effect: Effect, foretell: Foretelling) -> None:
    """Call `effect` with actor, instant and organisation before the last member of such a one leaves.

    `foretell` says for an organisation, in sentences, what that will do.
    """
    _effects[kind] = effect
    _foretold[kind] = foretell


def what_ends(kind: str, organisation_id: uuid.UUID) -> tuple[str, ...]:
    """What else ends with the last member, in the active language; in the scope of that organisation."""
    foretell = _foretold.get(kind)
    return tuple(foretell(organisation_id)) if foretell else ()


def take_leave(by: Actor, at: datetime, kind: str, organisation_id: uuid.UUID) -> None:
    """Run what was registered for the kind."""
    if (effect := _effects.get(kind)) is not None:
        effect(by, at, organisation_id)
