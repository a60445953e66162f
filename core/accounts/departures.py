"""What ends with the last member of an organisation: apps above register it for their kind."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

from core.accounts.actor import Actor

Effect = Callable[[Actor, datetime, uuid.UUID], None]
Foretelling = Callable[[uuid.UUID], Sequence[str]]
_registered: dict[str, list[tuple[Effect, Foretelling]]] = {}


def on_last_departure(kind: str, effect: Effect, foretell: Foretelling) -> None:
    """Call `effect` with actor, instant and organisation before the last member of such a one leaves.

    `foretell` says for an organisation, in sentences, what that will do. Several apps may register for a
    kind, each for what is its own; registering twice is once.
    """
    known = _registered.setdefault(kind, [])
    if (effect, foretell) not in known:
        known.append((effect, foretell))


def what_ends(kind: str, organisation_id: uuid.UUID) -> tuple[str, ...]:
    """What else ends with the last member, in the active language; in the scope of that organisation."""
    told = [foretell(organisation_id) for _effect, foretell in _registered.get(kind, ())]
    return tuple(line for lines in told for line in lines)


def take_leave(by: Actor, at: datetime, kind: str, organisation_id: uuid.UUID) -> None:
    """Run everything that was registered for the kind."""
    for effect, _foretell in _registered.get(kind, ()):
        effect(by, at, organisation_id)
