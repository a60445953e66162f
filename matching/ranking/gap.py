"""A gap of a result: what the diagnostic says is missing, and the technologies that close it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from . import canonical
from .canonical import Malformed

MOST_GAPS = 3
"""A result names its three biggest gaps."""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One named gap. `share` is its part of all that is missing, in basis points.

    `domains` gives each technology its part in closing the gap (1..10,000; only their proportions count).
    `title` is what the result calls it, in Korean and English; no score depends on it. Raises Malformed.
    """

    code: str
    title: Mapping[str, str]
    share: int
    domains: Mapping[str, int]

    def __post_init__(self) -> None:
        where = f"gap {self.code}"
        canonical.whole(self.share, f"{where}: share", 0, 10_000)
        if not self.domains:
            raise Malformed(f"{where}: at least one domain is needed")
        for domain, part in self.domains.items():
            canonical.whole(part, f"{where}: domains.{domain}", 1, 10_000)
        object.__setattr__(self, "title", canonical.frozen(self.title))
        object.__setattr__(self, "domains", canonical.frozen(self.domains))

    def foremost(self, count: int) -> tuple[str, ...]:
        """The technologies that do most to close it, the most first, ties by code."""
        return tuple(sorted(self.domains, key=lambda code: (-self.domains[code], code))[:count])

    def top(self, count: int) -> int:
        """The parts of the foremost technologies together."""
        return sum(self.domains[code] for code in self.foremost(count))

    def document(self) -> dict[str, object]:
        """The gap as plain data."""
        return {
            "code": self.code,
            "title": dict(self.title),
            "share": self.share,
            "domains": dict(self.domains),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The gap in a parsed document. Raises KeyError, TypeError or Malformed."""
        return cls(
            code=document["code"],
            title=document["title"],
            share=document["share"],
            domains=document["domains"],
        )
