"""What is said of a plant's change, frozen: page, report, files and API render this one value. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Self

PRINTED = 3
"""So many investments a report has room for; the spreadsheet holds all."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """One result beside others, called by its place in the order in which they were submitted.

    Scores are as they were given, in points.
    """

    label: str
    result: str
    submitted_on: date
    title: str
    version: str
    score: Decimal | None
    low: Decimal
    high: Decimal
    maximum: Decimal
    level: int | None
    level_title: str
    verified: Decimal | None
    is_this: bool


@dataclass(frozen=True, kw_only=True)
class Row:
    """An area or module beside its change: `scores` has one value for each point, None for no score.

    `is_module` stands below the area before it. `maximum` is the scale of all of them.
    """

    code: str
    title: str
    maximum: Decimal
    is_module: bool
    scores: tuple[Decimal | None, ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """What became of the total, an area or a module between two results, on common ground.

    `verdict` is up, down, within, open, no_score or no_norm, `said` the same in words. `least` and `most` are
    the ends of the difference; `index` is the reliable change index, `sd` and `reliability` what it rests on,
    `limit` the difference to pass; None where there is none.
    """

    code: str
    title: str
    maximum: Decimal
    is_module: bool
    before: Decimal | None
    after: Decimal | None
    verdict: str
    said: str
    difference: Decimal | None
    least: Decimal | None
    most: Decimal | None
    index: Decimal | None
    limit: Decimal | None
    sd: Decimal | None
    reliability: Decimal | None
    formula: str

    @property
    def badge(self) -> str:
        """How the verdict is marked; what is no change stays plain."""
        return {"up": "success", "down": "danger", "open": "warning"}.get(self.verdict, "quiet")


@dataclass(frozen=True, kw_only=True)
class Spent:
    """An investment of the company, in words; `id` leads to its form."""

    id: str
    month: date
    what: str
    supplier: str
    amount: str
    paid: str
    is_whole_company: bool


@dataclass(frozen=True, kw_only=True)
class Built:
    """A finished project of a supplier, confirmed by the company and checked by an authority."""

    finished_on: date
    domain: str
    supplier: str
    slug: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class Leg:
    """The way from one point to a later one: the verdict in words, each number, and what happened meanwhile.

    `ground` says on which questions it is compared where the versions differ, `apart` why it is not.
    `answers` counts the answers that differ within one version; empty between two.
    `verified` is the same of the assessors' levels, where both results have them.
    """

    before: Point
    after: Point
    headline: str
    verdict: str
    ground: str
    apart: str
    answers: str
    total: Step | None
    areas: tuple[Step, ...]
    modules: tuple[Step, ...]
    verified: Step | None
    verified_headline: str
    spent: tuple[Spent, ...] = ()
    built: tuple[Built, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The total, the areas and the modules."""
        return (*((self.total,) if self.total else ()), *self.areas, *self.modules)

    @property
    def printed(self) -> tuple[Step, ...]:
        """Those that paper has room for: without the modules."""
        return tuple(step for step in self.steps if step not in self.modules)


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A plant over time: its points oldest first, the legs newest first, `whole` from the first to the last.

    `spent_before` was spent until the first point, `spent_since` after the last; so was `built_since`.
    `notice` marks the norms as examples, `source` says how they were got; empty without norms.
    """

    points: tuple[Point, ...]
    rows: tuple[Row, ...]
    legs: tuple[Leg, ...]
    whole: Leg | None
    left_out: int
    newest: str
    notice: str
    source: str
    spent_before: tuple[Spent, ...] = ()
    spent_since: tuple[Spent, ...] = ()
    built_before: tuple[Built, ...] = ()
    built_since: tuple[Built, ...] = ()

    @property
    def spent(self) -> tuple[Spent, ...]:
        """What was spent between the results, as far as paper has room: the latest."""
        return tuple(each for leg in self.legs for each in leg.spent)[:PRINTED]

    @property
    def unprinted(self) -> int:
        """How much more happened between the results than is printed."""
        return sum(len(leg.spent) + len(leg.built) for leg in self.legs) - len(self.spent)

    def until_the_last(self) -> Self:
        """The same without what came before the first and after the last result, as a report says it."""
        return replace(self, newest="", spent_before=(), spent_since=(), built_before=(), built_since=())

    @property
    def table(self) -> list[tuple[Point, list[tuple[Row, Decimal | None]]]]:
        """Each point, the newest first, with the score of every area in it."""
        areas = [row for row in self.rows if not row.is_module]
        return [
            (point, [(row, row.scores[place]) for row in areas])
            for place, point in reversed(list(enumerate(self.points)))
        ]
