"""The life of a consultation: who may move it from where to where. PostgreSQL refuses every other move."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a consultation stands. A deadline that passed is no state: one can still answer."""

    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    CLOSED = "closed"


class Side(StrEnum):
    """The two who are in it."""

    COMPANY = "company"
    SUPPLIER = "supplier"


MOVES: Mapping[State, Mapping[State, Side]] = {
    State.ASKED: {
        State.ANSWERED: Side.SUPPLIER,
        State.DECLINED: Side.SUPPLIER,
        State.CLOSED: Side.COMPANY,
    },
    State.ANSWERED: {State.CLOSED: Side.COMPANY},
    State.DECLINED: {},
    State.CLOSED: {},
}
"""From a state to those it may go to, and which side moves it there."""

WRITABLE: Mapping[State, frozenset[Side]] = {
    State.ASKED: frozenset({Side.COMPANY}),
    State.ANSWERED: frozenset({Side.COMPANY, Side.SUPPLIER}),
    State.DECLINED: frozenset(),
    State.CLOSED: frozenset(),
}
"""Who may add a message; a supplier's first one is its answer."""


def may_move(side: Side, here: State, there: State) -> bool:
    """Whether this side may move a consultation from here to there."""
    return MOVES[here].get(there) is side
