"""A policy preference: a few extra points for a domain the state promotes, on a dated line of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from .reading import Reader
from .vocabulary import LEVELS, MAX_PREFERENCE, Level


@dataclass(frozen=True, kw_only=True)
class Preference:
    """At most `points` basis points for offering one of `domains`, from `starts_on` to before `ends_on`.

    Only for domains the company needs, and only with at least `level` of evidence.
    """

    code: str
    title: Mapping[str, str]
    basis: Mapping[str, str]
    domains: frozenset[str]
    level: Level
    points: int
    starts_on: date
    ends_on: date

    def in_force(self, day: date) -> bool:
        """Whether the line counts on a Seoul day: start <= day < end."""
        return self.starts_on <= day < self.ends_on

    def admits(self, level: Level) -> bool:
        """Whether the evidence is enough."""
        return level is not Level.NONE and LEVELS.index(level) >= LEVELS.index(self.level)

    def document(self) -> dict[str, Any]:
        """The line as it stands in a policy document."""
        return {
            "code": self.code,
            "title": dict(self.title),
            "basis": dict(self.basis),
            "domains": sorted(self.domains),
            "level": self.level,
            "points": self.points,
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
        }

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """The line in a policy document; faults stay with the reader."""
        level = reader.text("level")
        if level not in LEVELS:
            reader.faults.append(f"{reader.path}level: one of {', '.join(LEVELS)} is expected")
            level = Level.VERIFIED
        line = cls(
            code=reader.text("code"),
            title=reader.texts("title"),
            basis=reader.texts("basis"),
            domains=reader.codes("domains"),
            level=Level(level),
            points=reader.number("points", 0, MAX_PREFERENCE),
            starts_on=reader.day("starts_on"),
            ends_on=reader.day("ends_on"),
        )
        if line.ends_on < line.starts_on:
            reader.faults.append(f"{reader.path}ends_on: lies before starts_on")
        reader.close()
        return line
