"""Norms as dated data: a file for each framework, in it an edition for each day from which norms hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from assessments.change.index import Norm
from assessments.scoring import Text
from assessments.scoring.number import parse

SCHEMA = "ieum.norms/1"


class BadNorms(ValueError):
    """A file of norms that cannot be used; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Norms:
    """What holds from `since` on. `is_example`: nobody measured it at real plants; `source` says how it was
    got, `notice` what is shown beside every number that rests on it."""

    framework: str
    since: date
    is_example: bool
    notice: Text
    source: Text
    nodes: Mapping[str, Norm]

    def of(self, code: str) -> Norm | None:
        """The norm of a node; None where there is none."""
        return self.nodes.get(code)


def norms_on(framework: str, day: date) -> Norms | None:
    """The newest edition that had begun on that day, before the first one the first; None without a file."""
    editions = _shipped(framework)
    return next((each for each in reversed(editions) if each.since <= day), editions[0]) if editions else None


@cache
def _shipped(framework: str) -> tuple[Norms, ...]:
    file = files(__package__) / "norms" / f"{framework}.yaml"
    return read(file.read_text(encoding="utf-8")) if file.is_file() else ()


def read(text: str) -> tuple[Norms, ...]:
    """The editions of a file, the oldest first. BadNorms with the first fault."""
    try:
        data: Any = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BadNorms(f"not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(data, dict) or set(data) != {"schema", "framework", "editions"}:
        raise BadNorms("needs schema, framework and editions, and nothing else")
    if data["schema"] != SCHEMA:
        raise BadNorms(f"schema: must be {SCHEMA}")
    if not isinstance(data["editions"], list) or not data["editions"]:
        raise BadNorms("editions: a list with at least one")
    found = tuple(
        _edition(str(data["framework"]), f"editions[{number}]", each)
        for number, each in enumerate(data["editions"])
    )
    days = [each.since for each in found]
    if days != sorted(set(days)):
        raise BadNorms("editions: in the order of their days, each day once")
    return found


def _edition(framework: str, where: str, data: Any) -> Norms:
    if not isinstance(data, dict) or set(data) != {"since", "example", "notice", "source", "nodes"}:
        raise BadNorms(f"{where}: needs since, example, notice, source and nodes, and nothing else")
    if type(data["since"]) is not date:
        raise BadNorms(f"{where}.since: a day such as 2026-01-01")
    if type(data["example"]) is not bool:
        raise BadNorms(f"{where}.example: true or false")
    if not isinstance(data["nodes"], dict) or not data["nodes"]:
        raise BadNorms(f"{where}.nodes: at least one")
    return Norms(
        framework=framework,
        since=data["since"],
        is_example=data["example"],
        notice=_text(f"{where}.notice", data["notice"]),
        source=_text(f"{where}.source", data["source"]),
        nodes={str(code): _norm(f"{where}.nodes.{code}", each) for code, each in data["nodes"].items()},
    )


def _norm(where: str, data: Any) -> Norm:
    if not isinstance(data, dict) or set(data) != {"sd", "r"}:
        raise BadNorms(f"{where}: needs sd and r, and nothing else")
    sd, reliability = _number(f"{where}.sd", data["sd"]), _number(f"{where}.r", data["r"])
    try:
        return Norm(sd, reliability)
    except ValueError as error:
        raise BadNorms(f"{where}: {error}") from None


def _number(where: str, value: Any) -> Fraction:
    number = parse(value) if isinstance(value, str) else None
    if number is None:
        raise BadNorms(f'{where}: a number in quotes such as "0.95"')
    return number


def _text(where: str, data: Any) -> Text:
    if not isinstance(data, dict) or set(data) != {"ko", "en"} or not all(data.values()):
        raise BadNorms(f"{where}: ko and en")
    return Text(str(data["ko"]), str(data["en"]))
