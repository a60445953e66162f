"""The hints that answers raise, each with its answers side by side and what was said of them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from assessments.models import HintReply
from assessments.scoring import Answer as Value
from assessments.scoring import Framework, Hint, Item, hints_raised, items_of
from core.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Raised:
    """A hint, its items with their answers, and the reply that was given to just these answers."""

    hint: Hint
    answers: tuple[tuple[Item, Value], ...]
    reply: HintReply | None


def raised_of(
    framework: Framework, given: Mapping[str, Value], session_id: uuid.UUID, by: Actor
) -> tuple[Raised, ...]:
    """The hints raised, in the order of the framework (one query; none where nothing is raised)."""
    hints = hints_raised(framework, given)
    if not hints:
        return ()
    rows = HintReply.objects.visible_to(by).filter(session_id=session_id)
    replies = {row.hint: row for row in rows.select_related("replied_by")}
    found = []
    for hint in hints:
        said = said_of(hint, given)
        reply = replies.get(hint.code)
        pairs = tuple((framework.items[code], given[code]) for code in said)
        found.append(Raised(hint, pairs, reply if reply and reply.answers == said else None))
    return tuple(found)


def said_of(hint: Hint, given: Mapping[str, Value]) -> dict[str, str | list[str]]:
    """The answers that raise a hint, as they are stored with a reply."""
    pairs = ((code, given[code]) for code in items_of(hint.when))
    return {code: value if isinstance(value, str) else list(value) for code, value in pairs}
