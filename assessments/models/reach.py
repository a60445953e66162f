"""How much of what is shared with it an organisation of a kind may see: apps above say so when ready.

Consent opens a result to its recipient; a jurisdiction that lies in an app above may narrow that again. The
rule stands here so that pages, API, reports and recommendations all read through the same door.
"""

from collections.abc import Callable

from django.db.models import Q

from core.accounts.actor import Actor

Rule = Callable[[Actor], Q]
NARROWED_KINDS = frozenset({"technopark", "assessor_body"})
"""Kinds that see nothing of what is shared with them until a rule says how far they reach."""

_rules: dict[str, Rule] = {}


def narrow(kind: str, rule: Rule) -> None:
    """Let `rule` say which shared results organisations of this kind may see; registering twice is once."""
    _rules[kind] = rule


def reach_of(by: Actor) -> Q | None:
    """The condition that narrows what was shared; empty for kinds without one, None for nothing at all."""
    rule = _rules.get(by.kind)
    if rule is not None:
        return rule(by)
    return None if by.kind in NARROWED_KINDS else Q()
