"""What else ends when a consent is withdrawn: apps above register it for the documents they use."""

from collections.abc import Callable
from datetime import datetime

from core.accounts.actor import Actor
from core.accounts.models import Consent

Effect = Callable[[Actor, datetime, Consent], None]
_effects: dict[str, list[Effect]] = {}


def on_withdrawal(document: str, effect: Effect) -> None:
    """Call `effect` in the transaction of every withdrawal of this document; registering twice is once."""
    known = _effects.setdefault(document, [])
    if effect not in known:
        known.append(effect)


def take_effect(by: Actor, at: datetime, consent: Consent) -> None:
    """Run what was registered for the consent's document."""
    for effect in _effects.get(consent.document, ()):
        effect(by, at, consent)
