"""What the header and the account ask about notices."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Count

from core.accounts.actor import Actor
from core.notices.models import Notice, NoticeChoice
from core.notices.telling import topic_of, topics, words
from core.notices.topics import Topic
from core.web.wording import SEOUL


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


@dataclass(frozen=True, slots=True)
class Line:
    """A notice in words: what happened, what to do, the verb that leads there."""

    notice: Notice
    title: str
    text: str
    action: str

    @property
    def is_open(self) -> bool:
        """Whether it still asks to be looked at."""
        return self.notice.read_at is None and self.notice.settled_at is None


@dataclass(frozen=True, slots=True)
class Day:
    """The notices of one day in Seoul, either those that still ask or the others, the newest first."""

    on: date
    is_open: bool
    is_first: bool
    lines: tuple[Line, ...]


def days(rows: Iterable[Notice]) -> tuple[Day, ...]:
    """Notices by day, in the order they come in; `is_first` opens the open ones, and the others."""
    lines = [Line(each, *words(each.code, each.params)) for each in rows]
    found: list[Day] = []
    for (is_open, on), group in groupby(lines, key=lambda each: (each.is_open, _day(each.notice.created_at))):
        is_first = not any(each.is_open == is_open for each in found)
        found.append(Day(on, is_open, is_first, tuple(group)))
    return tuple(found)


def by_topic(by: Actor) -> dict[Topic, tuple[int, tuple[str, ...]]]:
    """How many notices the person has on each topic, the most first, with their kinds (one query)."""
    counts = dict(Notice.objects.visible_to(by).order_by().values_list("code").annotate(n=Count("pk")))
    sums: Counter[Topic] = Counter()
    for code, count in counts.items():
        sums[topic_of(code)] += count
    return {
        topic: (count, tuple(code for code in counts if topic_of(code) == topic))
        for topic, count in sums.most_common()
    }


def read_together(by: Actor, at: datetime) -> int:
    """How many notices the person marked as read in the press of this instant."""
    return Notice.objects.visible_to(by).filter(read_at=at).count()


def _day(at: datetime) -> date:
    return at.astimezone(SEOUL).date()
