"""How a result is verified: asked for, given to an assessor, opened by the company, finished. Pure."""

from enum import StrEnum


class Step(StrEnum):
    """Where a verification stands."""

    ASKED = "asked"
    ASSIGNED = "assigned"
    OPEN = "open"
    FINISHED = "finished"
    ENDED = "ended"


class Act(StrEnum):
    """What somebody does with it."""

    ASSIGN = "assign"
    OPEN = "open"
    FINISH = "finish"
    END = "end"
    STEP_BACK = "step_back"


MOVES: dict[tuple[Step, Act], Step] = {
    (Step.ASKED, Act.ASSIGN): Step.ASSIGNED,
    (Step.ASSIGNED, Act.ASSIGN): Step.ASSIGNED,
    (Step.ASSIGNED, Act.OPEN): Step.OPEN,
    (Step.OPEN, Act.ASSIGN): Step.ASSIGNED,
    (Step.FINISHED, Act.ASSIGN): Step.FINISHED,
    (Step.OPEN, Act.FINISH): Step.FINISHED,
    (Step.OPEN, Act.STEP_BACK): Step.ASKED,
    (Step.ASKED, Act.END): Step.ENDED,
    (Step.ASSIGNED, Act.END): Step.ENDED,
    (Step.OPEN, Act.END): Step.ENDED,
}
"""The programme administrator assigns, the company opens its files and may end it, the assessor
finishes, or steps back from it because of an interest. Begun, it goes to another assessor only when the one
it had cannot go on (`actions.handing_on`)."""

LIVE = frozenset({Step.ASKED, Step.ASSIGNED, Step.OPEN, Step.FINISHED})
"""A result has at most one verification of the whole that was not ended."""

SEEN_BY_ASSESSOR = frozenset({Step.OPEN, Step.FINISHED})
"""The assessor sees result and files once the company agreed, for as long as its consent stands."""


def after(step: str, act: Act) -> Step | None:
    """The step that an act leads to; None when it cannot be done there."""
    return MOVES.get((Step(step), act))
