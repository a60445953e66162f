"""Where one score stands on a group's ladder."""

from collections.abc import Mapping
from dataclasses import dataclass

MIDDLE = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Within which share a score lies: of the upper end (`is_upper`) from the median on, else of the lower.

    `percent` is 5-100 in the ladder's steps: "within the top 30 %".
    """

    percent: int
    is_upper: bool


def place_of(score: int, ladder: Mapping[int, int]) -> Place | None:
    """The place of a score (millionths) on a ladder; None without a ladder.

    It follows from what is told about the group and from the score alone: no page knows more than the table.
    """
    if not ladder:
        return None
    reached = max((step for step, value in ladder.items() if score >= value), default=0)
    if reached >= MIDDLE:
        return Place(100 - reached, is_upper=True)
    return Place(min(step for step in ladder if step > reached), is_upper=False)
