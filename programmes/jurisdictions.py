"""Which technopark serves a place: a dated set of 시군구, not a province. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from core.regions import REGIONS, Ambiguous, Level, Resolved

FILE = Path(__file__).with_name("jurisdictions.yaml")


@dataclass(frozen=True, slots=True)
class Term:
    """One 시군구 served from the first to the last day, both inclusive; None means open."""

    sigungu: str
    valid_from: date | None
    valid_to: date | None

    def holds(self, day: date) -> bool:
        """Whether the 시군구 is served on the day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Technopark:
    """One of the 19 technoparks; `city` is the 시군구 of its head office."""

    code: str
    name_ko: str
    name_en: str
    city: str
    url: str
    serves: tuple[Term, ...]

    def jurisdiction(self, day: date) -> frozenset[str]:
        """Codes of the 시군구 served on the day, as they are called on that day."""
        return frozenset(term.sigungu for term in self.serves if term.holds(day))


@cache
def technoparks() -> Mapping[str, Technopark]:
    """The technoparks by code, in the order of the file."""
    document = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return MappingProxyType({entry["code"]: _technopark(entry) for entry in document["technoparks"]})


@cache
def technopark_for(sigungu: str, day: date) -> Technopark | None:
    """Who serves a plant recorded under that code on that day.

    An old code is followed to where the place is now: a plant still recorded in 29110 is served by whoever
    serves its successor. None when the code is unknown, or when a split region leads to more than one
    technopark.
    """
    for technopark in technoparks().values():
        if any(term.sigungu == sigungu and term.holds(day) for term in technopark.serves):
            return technopark
    if sigungu not in REGIONS or REGIONS.get(sigungu).is_valid(day):
        return None
    resolution = REGIONS.resolve(sigungu, day, Level.SIGUNGU)
    options = [resolution.region] if isinstance(resolution, Resolved) else []
    if isinstance(resolution, Ambiguous):
        options = list(resolution.options)
    found = {found.code: found for option in options if (found := technopark_for(option.code, day))}
    return found.popitem()[1] if len(found) == 1 else None


@cache
def codes_served(technopark: str, day: date) -> frozenset[str]:
    """Every 시군구 code, current or former, whose plants the technopark serves on the day.

    Raises KeyError for an unknown technopark.
    """
    here = technoparks()[technopark]
    return frozenset(
        region.code
        for region in REGIONS
        if region.level is Level.SIGUNGU and technopark_for(region.code, day) is here
    )


def _technopark(entry: dict[str, Any]) -> Technopark:
    return Technopark(
        code=entry["code"],
        name_ko=entry["name_ko"],
        name_en=entry["name_en"],
        city=entry["city"],
        url=entry["url"],
        serves=tuple(
            Term(code, period.get("from"), period.get("to"))
            for period in entry["serves"]
            for code in period["sigungu"]
        ),
    )
