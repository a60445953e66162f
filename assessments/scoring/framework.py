"""A framework: everything a diagnostic asks, weighs and concludes, as immutable values."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal, TypeAlias, TypeVar

from assessments.scoring.conditions import Condition
from assessments.scoring.number import RoundingMethod

Operator = Literal["mean", "weighted_mean", "sum", "weighted_sum", "min", "gate"]
DontKnow = Literal["exclude", "zero", "max_gap"]
Kind = Literal["single", "multiple"]
Language = Literal["ko", "en"]
T = TypeVar("T")

ONE = Fraction(1)
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the framework's languages; a language the framework does not have is empty."""

    ko: str = ""
    en: str = ""

    def of(self, language: str) -> str:
        """The text in `language` ("ko", "en-GB", …), or in the other one where this is empty."""
        first, second = (self.en, self.ko) if language.startswith("en") else (self.ko, self.en)
        return first or second


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer an item offers."""

    code: str
    points: Fraction
    label: Text
    example: Text | None = None
    next_step: Text | None = None
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item's answer may be carried over from."""

    framework: str
    item: str


@dataclass(frozen=True)
class Item:
    """A question with its choices: a leaf of the tree."""

    code: str
    title: Text
    question: Text
    choices: tuple[Choice, ...]
    kind: Kind = "single"
    weight: Fraction = ONE
    threshold: Fraction | None = None
    why: Text | None = None
    evidence: tuple[Text, ...] = ()
    domains: tuple[str, ...] = ()
    not_applicable: bool = False
    dont_know: bool = True
    ask_when: Condition | None = None
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    maps_from: Origin | None = None

    def choice(self, code: str) -> Choice:
        """The choice with this code; KeyError when there is none."""
        for choice in self.choices:
            if choice.code == code:
                return choice
        raise KeyError(code)

    def points(self, codes: tuple[str, ...]) -> Fraction:
        """The points that these choices give together, within at_least and at_most."""
        total = sum((self.choice(code).points for code in codes), ZERO)
        return self._bounded(total)

    def _bounded(self, points: Fraction) -> Fraction:
        if self.at_most is not None:
            points = min(points, self.at_most)
        if self.at_least is not None:
            points = max(points, self.at_least)
        return points

    @cached_property
    def minimum(self) -> Fraction:
        """The fewest points any answer can give."""
        return min(self._extremes())

    @cached_property
    def maximum(self) -> Fraction:
        """The most points any answer can give."""
        return max(self._extremes())

    def _extremes(self) -> Iterator[Fraction]:
        if self.kind == "single":
            yield from (choice.points for choice in self.choices)
            return
        alone = [choice.points for choice in self.choices if choice.exclusive]
        free = [choice.points for choice in self.choices if not choice.exclusive]
        yield from (self._bounded(points) for points in alone)
        if free:
            gains, losses = [p for p in free if p > 0], [p for p in free if p < 0]
            yield self._bounded(sum(gains, ZERO) if gains else (ZERO if not alone else max(free)))
            yield self._bounded(sum(losses, ZERO) if losses else (ZERO if not alone else min(free)))


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a score is rounded: the total's once, a node's where the framework says so."""

    method: RoundingMethod = "none"
    digits: int = 0


@dataclass(frozen=True)
class Node:
    """An area or a module: a branch of the tree."""

    code: str
    title: Text
    operator: Operator
    children: tuple["Node | Item", ...]
    factor: Fraction = ONE
    weight: Fraction = ONE
    threshold: Fraction | None = None
    cumulative: bool = True
    summary: Text | None = None
    rounding: Rounding | None = None


Part: TypeAlias = Node | Item


@dataclass(frozen=True, slots=True)
class Policies:
    """The rules of the arithmetic that are not in the tree."""

    dont_know: DontKnow = "exclude"
    minimum_coverage: Fraction = ZERO
    rounding: Rounding = Rounding()


@dataclass(frozen=True, slots=True)
class Scale:
    """The name of a level on the second scale (구축시스템 스마트화 수준)."""

    code: str
    title: Text


@dataclass(frozen=True, slots=True)
class Gate:
    """A node's score that a level needs."""

    node: str
    at_least: Fraction


@dataclass(frozen=True, slots=True)
class Level:
    """A level: from which total it begins (that total included), and what else it needs."""

    level: int
    start: Fraction
    title: Text
    scale: Scale | None = None
    tier: str | None = None
    requires: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """A named set of level bounds on the total."""

    code: str
    title: Text
    bounds: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier, in the sense of the support programmes."""

    code: str
    title: Text


@dataclass(frozen=True, slots=True)
class Carry:
    """What becomes of an item's answer to an older version.

    `origin` is the old item (empty: the same code), `choices` pairs of an old and a new choice (empty: the
    same codes); `anew`: the item is asked again whatever was answered.
    """

    item: str
    origin: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Continuation:
    """What the document says about one older version of itself."""

    version: str
    items: tuple[Carry, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """Answers that do not go together, and the question it raises. Never part of a score."""

    code: str
    when: Condition
    ask: Text


@dataclass(frozen=True)
class Framework:
    """One version of one framework. Equal frameworks have equal checksums."""

    code: str
    version: str
    languages: tuple[Language, ...]
    title: Text
    summary: Text
    licence: str
    source: Text
    policies: Policies
    tree: Node
    notice: Text | None = None
    minutes: int | None = None
    respondent: Text | None = None
    prepare: tuple[Text, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    default_scheme: str | None = None
    tiers: tuple[Tier, ...] = ()
    hints: tuple[Hint, ...] = ()
    continues: tuple[Continuation, ...] = ()

    def derived(self, build: "Callable[[Framework], T]") -> T:
        """`build(self)`, worked out once: what follows from a framework lives as long as it does."""
        known: dict[Any, Any] = self.__dict__.setdefault("_derived", {})
        if build not in known:
            known[build] = build(self)
        result: T = known[build]
        return result

    def __getstate__(self) -> dict[str, Any]:
        return {key: value for key, value in self.__dict__.items() if key in self.__dataclass_fields__}

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Every area and module by code, parents first, in the order of the document."""
        return {part.code: part for part in _walk(self.tree) if isinstance(part, Node)}

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by code, in the order of the document."""
        return {part.code: part for part in _walk(self.tree) if isinstance(part, Item)}

    @cached_property
    def parents(self) -> dict[str, Node]:
        """The node above every node and item but the root."""
        return {child.code: node for node in self.nodes.values() for child in node.children}

    @cached_property
    def modules(self) -> tuple[Node, ...]:
        """The nodes that have items directly below them, in the order of the document."""
        return tuple(n for n in self.nodes.values() if any(isinstance(c, Item) for c in n.children))

    def scheme(self, code: str | None = None) -> Scheme | None:
        """The scheme with this code, the default one for None; KeyError for an unknown code."""
        wanted = code if code is not None else self.default_scheme
        if wanted is None:
            return None
        for scheme in self.schemes:
            if scheme.code == wanted:
                return scheme
        raise KeyError(wanted)

    def tier(self, code: str) -> Tier:
        """The tier with this code; KeyError when there is none."""
        return self.tiers[self.tier_order[code]]

    @cached_property
    def tier_order(self) -> dict[str, int]:
        """Every tier's place, from the lowest."""
        return {tier.code: place for place, tier in enumerate(self.tiers)}


def _walk(part: Part) -> Iterator[Part]:
    yield part
    if isinstance(part, Node):
        for child in part.children:
            yield from _walk(child)
