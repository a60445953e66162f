"""A solution catalogue: what a plant can do or buy, what it costs, how long it takes and what it lifts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assessments.scoring import Text

UNIT = 10_000
"""Money is planned in whole 만원 (10,000 won)."""
PRICE_STEP = 1_000_000
"""Costs are whole millions of won, so that any whole percent of one is whole in `UNIT`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """One step a plant can take.

    `cost` is a band in won, paid once; `running` is won a year after it. `lifts` says by how many levels it
    raises which item, the first being the one it is for. It can begin when that item has reached
    `window[0]`, and raises none above `window[1]`; levels count the item's choices from 0. `waits` names the
    rules that must hold before it begins. Of one `group` a plan takes one. A plant whose first item has
    reached the window's end has a system of this kind already; a practice can still help its other items.
    """

    code: str
    domain: str
    title: Text
    what: Text
    cost: tuple[int, int]
    running: int = 0
    months: int
    lifts: tuple[tuple[str, int], ...]
    window: tuple[int, int]
    waits: tuple[str, ...] = ()
    group: str = ""
    is_system: bool = True
    is_granted: bool = True

    @property
    def price(self) -> int:
        """What a plan counts with, in won: the middle of the band, rounded up to a million."""
        return -(-sum(self.cost) // (2 * PRICE_STEP)) * PRICE_STEP

    @property
    def lead(self) -> str:
        """The item it is for."""
        return self.lifts[0][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """ "Not yet": while `item` is below `level`, what waits for the rule should not begin.

    `first` is the cheaper step that leads there.
    """

    code: str
    item: str
    level: int
    first: str
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a plan: from month to month (None: open), how many run side by side, how many at most.

    `side_by_side` and `most` of an open span are not limits.
    """

    start: int
    end: int | None
    side_by_side: int
    most: int

    @property
    def months(self) -> int | None:
        """How long it is; None for an open one."""
        return None if self.end is None else self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """The money a plan counts on until the owner says otherwise: own won by size, grant in percent."""

    own: Mapping[str, int]
    own_otherwise: int
    rate: int
    ceiling: int

    def own_of(self, size: str) -> int:
        """The own money of a company of this size, in won."""
        return self.own.get(size, self.own_otherwise)


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """One version of the solutions for a framework. `is_derived`: made from the framework's own choices."""

    code: str
    version: str
    framework: str
    notice: Text
    spans: tuple[Span, ...]
    money: Defaults
    rules: tuple[Rule, ...]
    solutions: tuple[Solution, ...]
    is_derived: bool = False

    @cached_property
    def by_code(self) -> dict[str, Solution]:
        """Every solution by its code."""
        return {each.code: each for each in self.solutions}

    @cached_property
    def rule(self) -> dict[str, Rule]:
        """Every rule by its code."""
        return {each.code: each for each in self.rules}

    def needs(self, solution: Solution) -> tuple[tuple[str, int], ...]:
        """The levels that must be reached before it begins: its window's beginning and its rules."""
        needed = {solution.lead: solution.window[0]}
        for code in solution.waits:
            rule = self.rule[code]
            needed[rule.item] = max(rule.level, needed.get(rule.item, 0))
        return tuple((item, level) for item, level in needed.items() if level)
