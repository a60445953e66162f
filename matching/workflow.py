"""How a finished project comes to count: the customer confirms it, then an authority checks it. Pure."""

from enum import StrEnum


class Step(StrEnum):
    """Where a request to confirm a project stands."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CHECKED = "checked"
    RETURNED = "returned"


class Act(StrEnum):
    """What somebody does with it."""

    CONFIRM = "confirm"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    CHECK = "check"
    RETURN = "return"


MOVES: dict[tuple[Step, Act], Step] = {
    (Step.ASKED, Act.CONFIRM): Step.CONFIRMED,
    (Step.ASKED, Act.REFUSE): Step.REFUSED,
    (Step.ASKED, Act.WITHDRAW): Step.WITHDRAWN,
    (Step.CONFIRMED, Act.CHECK): Step.CHECKED,
    (Step.CONFIRMED, Act.RETURN): Step.RETURNED,
}
"""The customer answers, the supplier takes back what is unanswered, an authority decides on a yes."""

OPEN = frozenset(before for before, _act in MOVES)
"""While a request is open nothing of the project may change; afterwards it may be asked for anew."""

SEEN_BY_AUTHORITIES = frozenset({Step.CONFIRMED, Step.CHECKED, Step.RETURNED})
"""An authority sees a project once its customer has confirmed it."""


def after(step: str, act: Act) -> Step | None:
    """The step that an act leads to; None when it cannot be done there."""
    return MOVES.get((Step(step), act))
