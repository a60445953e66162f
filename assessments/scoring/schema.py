"""The shape of a framework document, as data: what stands where, of which type and range."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from assessments.scoring import marked


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule for a piece of text, with its wording."""

    expression: re.Pattern[str]
    rule: str
    rule_ko: str


@dataclass(frozen=True, slots=True)
class Str:
    """A single-language string: a code, a version, a licence."""

    pattern: Pattern | None = None
    most: int = 200


@dataclass(frozen=True, slots=True)
class Words:
    """A text in every language of the document."""

    most: int = 2000


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number, written as a quoted decimal or ratio."""

    least: str | None = None
    above: str | None = None
    most: str | None = None


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number without quotes."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Boolean:
    """true or false."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    of: "Spec"
    least: int = 0
    most: int = 1000
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """Keys with values; the default of an optional key is left out of the canonical document."""

    required: Mapping[str, "Spec"]
    optional: Mapping[str, "Spec"] = field(default_factory=dict)
    defaults: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Depends:
    """A record whose shape follows from the keys present; the function returns a fault code for none."""

    choose: "Callable[[marked.Mapping], Spec | str]"


Spec: TypeAlias = Str | Words | Number | Integer | Boolean | OneOf | Many | Record | Depends

LANGUAGES = ("ko", "en")
OPERATORS = ("mean", "weighted_mean", "sum", "weighted_sum", "min", "gate")
NON_ANSWERS = ("not_applicable", "dont_know")
MAX_TREE_DEPTH = 8


def _pattern(expression: str, rule: str, rule_ko: str) -> Pattern:
    return Pattern(re.compile(expression), rule, rule_ko)


SLUG = Str(_pattern("[a-z0-9-]{2,40}", "2 to 40 of a-z, 0-9 and -", "a-z, 0-9, - 로 된 2~40자"))
VERSION = Str(
    _pattern("[0-9A-Za-z.-]{1,20}", "1 to 20 of 0-9, A-Z, a-z, . and -", "0-9, A-Z, a-z, ., - 로 된 1~20자")
)
CODE = Str(
    _pattern(
        "[0-9A-Za-z][0-9A-Za-z_.-]{0,39}",
        "1 to 40 of 0-9, A-Z, a-z, _, . and -, the first a letter or digit",
        "0-9, A-Z, a-z, _, ., - 로 된 1~40자이고 첫 자는 영문자나 숫자",
    )
)

CHOICE = Record(
    required={"code": CODE, "points": Number(), "label": Words()},
    optional={"example": Words(), "next_step": Words(), "exclusive": Boolean()},
    defaults={"exclusive": False},
)


def _condition(node: marked.Mapping) -> Spec | str:
    keys = set(node.entries)
    for wanted, spec in _CONDITIONS:
        if keys == wanted:
            return spec
    return "condition-shape"


CONDITION = Depends(_condition)
_CONDITIONS: tuple[tuple[set[str], Spec], ...] = (
    ({"item", "any_of"}, Record({"item": CODE, "any_of": Many(CODE, 1, 60, distinct=True)})),
    ({"item", "at_least"}, Record({"item": CODE, "at_least": CODE})),
    ({"all"}, Record({"all": Many(CONDITION, 1, 20)})),
    ({"any"}, Record({"any": Many(CONDITION, 1, 20)})),
    ({"not"}, Record({"not": CONDITION})),
)

ROUNDING = Record(
    {"method": OneOf(("none", "half_even", "truncate", "floor"))}, {"digits": Integer(0, 6)}, {"digits": 0}
)

ITEM = Record(
    required={"code": CODE, "title": Words(200), "question": Words(), "choices": Many(CHOICE, 1, 60)},
    optional={
        "weight": Number(least="0"),
        "threshold": Number(),
        "why": Words(),
        "evidence": Many(Words(500), 0, 20),
        "domains": Many(CODE, 0, 20, distinct=True),
        "kind": OneOf(("single", "multiple")),
        "not_applicable": Boolean(),
        "dont_know": Boolean(),
        "ask_when": CONDITION,
        "at_least": Number(),
        "at_most": Number(),
        "maps_from": Record({"framework": SLUG, "item": CODE}),
    },
    defaults={
        "weight": "1",
        "evidence": [],
        "domains": [],
        "kind": "single",
        "not_applicable": False,
        "dont_know": True,
    },
)


def _part(node: marked.Mapping) -> Spec | str:
    if "children" in node.entries:
        return NODE
    if "question" in node.entries or "choices" in node.entries:
        return ITEM
    return "node-or-item"


PART = Depends(_part)
_ROOT_REQUIRED: dict[str, Spec] = {
    "code": CODE,
    "title": Words(200),
    "operator": OneOf(OPERATORS),
    "children": Many(PART, 1, 500),
}
_ROOT_OPTIONAL: dict[str, Spec] = {
    "summary": Words(),
    "factor": Number(above="0"),
    "cumulative": Boolean(),
}
_NODE_DEFAULTS: dict[str, object] = {"factor": "1", "weight": "1", "cumulative": True}
ROOT = Record(_ROOT_REQUIRED, _ROOT_OPTIONAL, _NODE_DEFAULTS)
NODE = Record(
    _ROOT_REQUIRED,
    {**_ROOT_OPTIONAL, "weight": Number(least="0"), "threshold": Number(), "rounding": ROUNDING},
    _NODE_DEFAULTS,
)

LEVEL = Record(
    required={"level": Integer(0, 100), "from": Number(), "title": Words(200)},
    optional={
        "scale": Record({"code": CODE, "title": Words(200)}),
        "tier": CODE,
        "requires": Many(Record({"node": CODE, "at_least": Number()}), 0, 20),
    },
    defaults={"requires": []},
)
SCHEME = Record({"code": SLUG, "title": Words(200), "bounds": Many(LEVEL, 1, 50)})
TIER = Record({"code": CODE, "title": Words(200)})

_CARRIED = Record({"item": CODE}, {"from": CODE, "choices": Many(Record({"from": CODE, "to": CODE}), 1, 60)})
_ASKED_ANEW = Record({"item": CODE, "ask": OneOf(("anew",))})


def _carry(node: marked.Mapping) -> Spec | str:
    return _ASKED_ANEW if "ask" in node.entries else _CARRIED


CARRY = Depends(_carry)
CONTINUATION = Record({"version": VERSION}, {"items": Many(CARRY, 0, 1000)}, {"items": []})

HINT = Record({"code": SLUG, "when": CONDITION, "ask": Words(500)})

DOCUMENT = Record(
    required={
        "schema": OneOf(("ieum.framework/1",)),
        "code": SLUG,
        "version": VERSION,
        "languages": Many(OneOf(LANGUAGES), 1, 2, distinct=True),
        "title": Words(200),
        "summary": Words(),
        "licence": Str(),
        "source": Words(),
        "policies": Record(
            {
                "dont_know": OneOf(("exclude", "zero", "max_gap")),
                "minimum_coverage": Number(least="0", most="1"),
                "rounding": ROUNDING,
            }
        ),
        "tree": ROOT,
    },
    optional={
        "notice": Words(),
        "minutes": Integer(1, 1000),
        "respondent": Words(500),
        "prepare": Many(Words(500), 0, 50),
        "levels": Record({"default": SLUG, "schemes": Many(SCHEME, 1, 20)}),
        "tiers": Many(TIER, 1, 10),
        "hints": Many(HINT, 0, 200),
        "continues": Many(CONTINUATION, 0, 50),
    },
    defaults={"prepare": [], "hints": [], "continues": []},
)
