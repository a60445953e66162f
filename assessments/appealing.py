"""How a company's request for a human review goes: asked, given to an assessor, opened, decided. Pure."""

from enum import StrEnum


class Step(StrEnum):
    """Where a request stands. A day that passed is no step: one can still decide."""

    ASKED = "asked"
    ASSIGNED = "assigned"
    OPEN = "open"
    UPHELD = "upheld"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What somebody does with it."""

    ASSIGN = "assign"
    OPEN = "open"
    UPHOLD = "uphold"
    CHANGE = "change"
    WITHDRAW = "withdraw"
    STEP_BACK = "step_back"


MOVES: dict[tuple[Step, Act], Step] = {
    (Step.ASKED, Act.ASSIGN): Step.ASSIGNED,
    (Step.ASSIGNED, Act.ASSIGN): Step.ASSIGNED,
    (Step.ASSIGNED, Act.OPEN): Step.OPEN,
    (Step.OPEN, Act.UPHOLD): Step.UPHELD,
    (Step.OPEN, Act.CHANGE): Step.CHANGED,
    (Step.OPEN, Act.STEP_BACK): Step.ASKED,
    (Step.ASKED, Act.WITHDRAW): Step.WITHDRAWN,
    (Step.ASSIGNED, Act.WITHDRAW): Step.WITHDRAWN,
    (Step.OPEN, Act.WITHDRAW): Step.WITHDRAWN,
}
"""The programme administrator assigns, the company opens its result and may withdraw, the assessor decides
or steps back because of an interest.
PostgreSQL refuses every other move (`appeal_moves`)."""

LIVE = frozenset({Step.ASKED, Step.ASSIGNED, Step.OPEN})
"""Not decided yet; a number of a result has at most one such request."""

DECIDED = frozenset({Step.UPHELD, Step.CHANGED})
RUNNING = frozenset({Step.ASKED, Step.OPEN})
"""The clock runs; while the company has not agreed to the assessor's look (`assigned`) it stands."""

SEEN_BY_ASSESSOR = frozenset({Step.OPEN, Step.UPHELD, Step.CHANGED})
"""The assessor sees result and files once the company agreed, for as long as its consent stands."""


def after(step: str, act: Act) -> Step | None:
    """The step that an act leads to; None when it cannot be done there."""
    return MOVES.get((Step(step), act))
