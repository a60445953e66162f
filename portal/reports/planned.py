"""The plan in a report's content: phases, steps, and what they come to. Pure, like all of the content."""

from dataclasses import dataclass, field
from decimal import Decimal

from portal.reports import codec


@dataclass(frozen=True, kw_only=True)
class Move:
    """An item that a step raises: the levels of its answers before and after, counted from 0."""

    code: str
    title: str
    before: int
    after: int


@dataclass(frozen=True, kw_only=True)
class Action:
    """One thing to do. `lift` in points of the total, on top of what stands before it in the plan; `effort`
    and `cost` are words for a band; `why` is a sentence on why the plan has it.

    `from_month` and `to_month` say when; `price` is what the plan counts with and `running` what it costs a
    year afterwards, in won; `domain_codes` lead to the suppliers that do exactly this.
    """

    code: str
    title: str
    step: str
    now: str
    goal: str
    lift: Decimal
    effort: str
    cost: str
    domains: tuple[str, ...] = ()
    why: str = field(default="", metadata=codec.SPARSE)
    moves: tuple[Move, ...] = field(default=(), metadata=codec.SPARSE)
    domain_codes: tuple[str, ...] = field(default=(), metadata=codec.SPARSE)
    from_month: int | None = field(default=None, metadata=codec.SPARSE)
    to_month: int | None = field(default=None, metadata=codec.SPARSE)
    price: int | None = field(default=None, metadata=codec.SPARSE)
    running: int | None = field(default=None, metadata=codec.SPARSE)


@dataclass(frozen=True, kw_only=True)
class NotYet:
    """What should wait: the condition in words, why, the cheaper first step, and what waits for it."""

    condition: str
    why: str
    first: str
    first_cost: str
    waiting: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlanSummary:
    """What the plan was made for, and what it comes to. Money in whole won; `rate` in percent.

    `headline` is the answer in a sentence; `target` the wanted level's number, None where nothing is above.
    `cheapest` and `less` are sentences: the cheapest way there, and what becomes of it with less money.
    `catalogue` names the version of the solutions; `notice` says that their values are examples; `assumed`
    says that nobody named the own money, while it is so.
    """

    headline: str
    own: int
    rate: int
    ceiling: int
    target: int | None
    target_title: str
    reaches: bool
    cost: int
    grant: int
    paid: int
    running: int
    cheapest: str = ""
    cheapest_cost: int | None = None
    less: str = ""
    not_yet: tuple[NotYet, ...] = ()
    catalogue: str = ""
    notice: str = ""
    assumed: str = field(default="", metadata=codec.SPARSE)


@dataclass(frozen=True, kw_only=True)
class Phase:
    """A stretch of the roadmap, from `from_month` to `to_month`. `expected_score` is the total after it.

    `beyond` stands on the last one: sentences on what the whole plan reaches and what is missing after it.
    """

    title: str
    from_month: int
    to_month: int
    goal: str
    actions: tuple[Action, ...]
    expected_score: Decimal | None = None
    expected_level_title: str = ""
    expected_tier_title: str = field(default="", metadata=codec.SPARSE)
    beyond: tuple[str, ...] = field(default=(), metadata=codec.SPARSE)
