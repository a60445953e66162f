"""What an owner wants of a plan: how much money, and how far."""

from dataclasses import dataclass

from assessments.planning.catalogue import UNIT, Catalogue
from assessments.planning.problem import Money
from assessments.scoring import aim
from assessments.scoring.result import Result

MOST = 10_000_000_000
"""The most own money or grant a plan reckons with, in won."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Own money and the ceiling of a grant in won, its rate in percent, and the level to reach (its number).

    `target` None: as many points as the money brings.
    """

    own: int
    rate: int = 0
    ceiling: int = 0
    target: int | None = None

    @property
    def money(self) -> Money:
        """The same in units of planning; what is less than a unit is left aside."""
        return Money(own=self.own // UNIT, rate=self.rate, ceiling=self.ceiling // UNIT)

    def with_less(self, percent: int) -> "Wish":
        """The wish with so much less own money, the grant as it is."""
        return Wish(
            own=self.own * (100 - percent) // 100, rate=self.rate, ceiling=self.ceiling, target=self.target
        )


def usual_wish(result: Result, catalogue: Catalogue, size: str) -> Wish:
    """The wish of a plant whose owner has not said anything: the usual money, the next tier or level."""
    money = catalogue.money
    distance = aim(result)
    return Wish(
        own=money.own_of(size),
        rate=money.rate,
        ceiling=money.ceiling,
        target=distance.level.level if distance else None,
    )


def targets(result: Result) -> tuple[int, ...]:
    """The levels above the one reached, the nearest first; none without a score or levels."""
    if result.scheme is None or result.total.score is None:
        return ()
    return tuple(each.level for each in result.scheme.bounds[result.total.rung + 1 :])
