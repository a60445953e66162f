"""The life of a proposal: which side moves it from where to where. PostgreSQL refuses every other move."""

from collections.abc import Mapping
from enum import StrEnum

from matching.consultation import Side

LEAST_WON = 10_000
MOST_WON = 100_000_000_000
"""What a price is between, as form, action and PostgreSQL say."""


class Standing(StrEnum):
    """Where a proposal stands. That its day is over is no state: the supplier can send it anew."""

    SENT = "sent"
    REPLACED = "replaced"
    CHOSEN = "chosen"
    NOT_CHOSEN = "not_chosen"


MOVES: Mapping[Standing, Mapping[Standing, Side]] = {
    Standing.SENT: {
        Standing.REPLACED: Side.SUPPLIER,
        Standing.CHOSEN: Side.COMPANY,
        Standing.NOT_CHOSEN: Side.COMPANY,
    },
    Standing.REPLACED: {},
    Standing.CHOSEN: {},
    Standing.NOT_CHOSEN: {},
}
"""From a standing to those it may go to, and which side moves it there."""


def may_move(side: Side, here: str, there: Standing) -> bool:
    """Whether this side may move a proposal from here to there."""
    return MOVES[Standing(here)].get(there) is side
