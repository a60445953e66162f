"""Giving many results one state: what would change, and what would not and why."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.accounts.actor import Actor
from programmes.models import BulkChange, State
from programmes.queries import Desk, desk_rows
from programmes.reviews import reviews_among

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A result of a bulk change: the company, the state it has or had, and why it is left out.

    `now` is the state it has today, `expected` the one that the change, or its undoing, gave it.
    """

    result_id: uuid.UUID
    company: str
    state: str
    reason: str = ""
    now: str = ""
    expected: str = ""

    @property
    def state_name(self) -> str:
        """The state in words."""
        return str(State(self.state).label)

    @property
    def now_name(self) -> str:
        """The state it has today in words."""
        return str(State(self.now or self.state).label)

    @property
    def is_changed_since(self) -> bool:
        """Whether it has another state today than the change or its undoing gave it."""
        return self.now != self.expected


@dataclass(frozen=True, slots=True)
class Preview:
    """What a bulk change would do: `going` changes, `same` stands so already, `gone` is not in the list."""

    state: str
    going: tuple[Line, ...]
    same: tuple[Line, ...]
    gone: int
    over: int

    @property
    def seen(self) -> str:
        """What was looked at, for the confirmation: a result and its state each."""
        return " ".join(f"{each.result_id}:{each.state}" for each in self.going)


@dataclass(frozen=True, slots=True)
class Changed:
    """A bulk change as the record lists it: who, how many, from which states, who undid it."""

    change: BulkChange
    made_by: str
    undone_by: str
    number: int
    before: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, change: BulkChange, names: Mapping[uuid.UUID | None, str]) -> "Changed":
        """The change with the names of people; former states in the order of work, each with its number."""
        counts = Counter(change.before.values())
        return cls(
            change,
            names.get(change.made_by_id, ""),
            names.get(change.undone_by_id, ""),
            len(change.before),
            tuple((str(each.label), counts[each.value]) for each in State if counts[each.value]),
        )


def preview_of(by: Actor, office: Desk, ids: Sequence[uuid.UUID], state: str, *, over: int = 0) -> Preview:
    """What would happen to these results (two queries); `over` is how many were too many to look at."""
    names = companies_of(by, office, ids)
    reviews = reviews_among(ids, office.parks)
    lines = [
        Line(each, names[each], reviews[each].state if each in reviews else State.NEW.value)
        for each in dict.fromkeys(ids)
        if each in names
    ]
    return Preview(
        state=state,
        going=tuple(each for each in lines if each.state != state),
        same=tuple(each for each in lines if each.state == state),
        gone=len(set(ids)) - len(lines),
        over=over,
    )


def seen_of(text: str) -> dict[uuid.UUID, str]:
    """What the confirmation says was looked at; what is no result with a state is dropped."""
    seen = {}
    for word in text.split():
        result_id, _colon, state = word.partition(":")
        try:
            seen[uuid.UUID(result_id)] = state
        except ValueError:
            continue
    return seen


def companies_of(by: Actor, office: Desk, ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """The companies of these results, as far as one sees them (one query)."""
    return dict(desk_rows(by, office).filter(result_id__in=ids).values_list("result_id", "company"))


def lines_of(by: Actor, office: Desk, change: BulkChange) -> tuple[Line, ...]:
    """Every result of a change as far as one still sees it: the changed ones first, then those left out.

    Two queries.
    """
    reasons: dict[str, str] = change.left_out
    ids = [uuid.UUID(each) for each in (*change.before, *reasons)]
    names = companies_of(by, office, ids)
    reviews = reviews_among(ids, office.parks)
    return tuple(
        Line(
            each,
            names[each],
            before := change.before.get(str(each), change.state),
            reasons.get(str(each), ""),
            now=reviews[each].state if each in reviews else State.NEW.value,
            expected=before if change.undone_at else change.state,
        )
        for each in ids
        if each in names
    )
