"""The data files of the demonstration, read once, and texts filled from them."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from core.hangul import with_particle

_GAP = re.compile(r"\{(\w+)(?:\|([^}]+))?\}")


@cache
def document(name: str) -> dict[str, Any]:
    """One data file of this package."""
    text = (files(__package__) / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content


def fill(template: str, **values: object) -> str:
    """The template with its gaps filled: {name}, or {name|을/를} for the value and the particle that fits."""

    def value(gap: re.Match[str]) -> str:
        text = str(values[gap[1]])
        return with_particle(text, gap[2]) if gap[2] else text

    return _GAP.sub(value, template)


def stem(turn: int) -> tuple[str, str]:
    """A name stem, Korean and romanised: all of them once, then pairs of them."""
    stems = _stems()
    first = (turn * 37) % len(stems)
    around = turn // len(stems)
    if around == 0:
        return stems[first]
    second = stems[(first + around) % len(stems)]
    return stems[first][0] + second[0], f"{stems[first][1]} {second[1]}"


def stem_count() -> int:
    """How many turns give a simple stem."""
    return len(_stems())


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    return tuple(document("words")["stems"].items())
