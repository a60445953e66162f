"""What was done with a result at a technopark, read from the events that were recorded with it."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q
from django.utils.translation import gettext as _

from core.audit.models import Event
from core.web.wording import SEOUL
from programmes.models import FormerNote, State

MOST = 60
"""So many events are read at most, the newest."""
_ON_THE_RESULT = ("review.state-set", "review.note-written", "contact.asked-for")
_ON_MANY = ("reviews.changed", "reviews.undone")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done: when, by whom (empty for an account that is gone), and in words.

    `former` are the texts that a note had before it, the newest first.
    """

    at: datetime
    who: str
    what: str
    former: tuple[str, ...] = ()


def events_of(result_id: uuid.UUID, parks: Sequence[uuid.UUID]) -> list[Event]:
    """The technopark's events about the result, the newest first (one query)."""
    single = Q(subject_kind="result", subject_id=str(result_id), verb__in=_ON_THE_RESULT)
    several = Q(subject_kind="bulk_change", verb__in=_ON_MANY, data__results__has_key=str(result_id))
    mine = Event.objects.filter(single | several, organisation_id__in=[str(each) for each in parks])
    return list(mine.order_by("-id")[:MOST])


def people_in(events: Sequence[Event]) -> set[uuid.UUID]:
    """Who acted; the portal itself is left out."""
    return {uuid.UUID(each.actor_id) for each in events if len(each.actor_id) == 36}


def former_notes_of(result_id: uuid.UUID, parks: Sequence[uuid.UUID]) -> Mapping[int, str]:
    """What the technopark's note said before, by the version it had then (one query)."""
    kept = FormerNote.objects.filter(organisation_id__in=parks, review__result_id=result_id)
    return dict(kept.values_list("version", "note"))


def history_of(
    result_id: uuid.UUID,
    events: Sequence[Event],
    names: Mapping[uuid.UUID | None, str],
    former: Mapping[int, str],
) -> tuple[Entry, ...]:
    """The events in words, the newest first. A note that one person wrote on within a day is one entry.

    `former` are former texts of the note by version.
    """
    return tuple(
        Entry(
            same[0].at,
            names.get(_id(same[0].actor_id), ""),
            _words(same[0], str(result_id)),
            tuple(former[number] for each in same if (number := _version_before(each)) in former),
        )
        for same in _by_the_day(events)
    )


def _by_the_day(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Each event, a note's savings of one day together: it is saved with every pause in typing."""
    for (verb, *_who), same in groupby(
        events, lambda each: (each.verb, each.actor_id, each.at.astimezone(SEOUL).date())
    ):
        if verb == "review.note-written":
            yield list(same)
        else:
            yield from ([each] for each in same)


def _version_before(event: Event) -> int:
    """The version of the note that a writing replaced; -1 for another event."""
    return int(event.data["version"]) - 1 if event.verb == "review.note-written" else -1


def _words(event: Event, result_id: str) -> str:
    data = event.data
    if event.verb == "review.note-written":
        return _("Note written") if data.get("length") else _("Note taken away")
    if event.verb == "contact.asked-for":
        return _("Contact asked for")
    if event.verb == "review.state-set":
        return _step(data.get("from"), data.get("to"))
    change = {"result": _step(data["results"][result_id], data.get("to"))}
    if event.verb == "reviews.undone":
        change = {"result": _step(data.get("from"), data["results"][result_id])}
        return _("%(result)s (change of several undone)") % change
    return _("%(result)s (with several)") % change


def _step(before: object, after: object) -> str:
    """Both states by name; one that is no longer known by its code."""
    known = dict(State.choices)
    return " → ".join(str(known.get(str(each), each)) for each in (before, after))


def _id(text: str) -> uuid.UUID | None:
    return uuid.UUID(text) if len(text) == 36 else None
