"""What the header and the account ask about notices."""

from dataclasses import dataclass
from typing import Any

from core.accounts.actor import Actor
from core.notices.models import Notice, NoticeChoice
from core.notices.telling import topics
from core.notices.topics import Topic


@dataclass(frozen=True, slots=True)
class Switch:
    """A topic and whether its notices come to this person by mail."""

    topic: Topic
    by_mail: bool


def unread_count(by: Actor) -> int:
    """How many notices the person has not opened (one query; none for a visitor)."""
    return Notice.objects.visible_to(by).unread().count() if by.user_id else 0


def switches(by: Actor) -> tuple[Switch, ...]:
    """The topics that concern the person's organisations, as they are set now (one query)."""
    chosen: dict[str, Any] = dict(NoticeChoice.objects.visible_to(by).values_list("topic", "is_by_mail"))
    return tuple(
        Switch(each, each.is_fixed or chosen.get(each.code, each.by_mail))
        for each in topics(frozenset(place.kind for place in by.places))
    )
