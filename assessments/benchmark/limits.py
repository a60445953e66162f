"""From how many firms on something may be said. Firms are counted, not plants: one firm may have several."""

FIRMS_IN_BLOCK = 5
"""So many firms at least enter and leave the numbers together; all that is told is about such blocks."""

FIRMS_FOR_MEAN = 5
"""From so many firms on a group's mean is told."""

FIRMS_FOR_PERCENTILE = 10
"""From so many firms on a group's quartiles and a plant's place are told."""

LADDERS = (
    (100, tuple(range(5, 100, 5))),
    (30, (10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90)),
    (FIRMS_FOR_PERCENTILE, (25, 50, 75)),
)
"""Which percentiles are told from how many firms on: a step of the ladder holds two firms at least."""


def percentiles(firms: int) -> tuple[int, ...]:
    """The percentiles that are told of a group of so many firms; none for too few."""
    return next((steps for least, steps in LADDERS if firms >= least), ())
