"""A line of the table: what was measured, against which limit."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One act and one limit. `figure` must be at most `limit`, or at least when `at_least`.

    `floor` and `note` are for reading; `queries` and `most_queries` are checked as well when both are there.
    """

    act: str
    figure: float
    limit: float | None
    unit: str
    at_least: bool = False
    p50: float | None = None
    p95: float | None = None
    floor: float | None = None
    queries: int | None = None
    most_queries: int | None = None
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the promise holds."""
        return not self.misses()

    def misses(self) -> list[str]:
        """By how much each part is missed; empty when all is well."""
        found = []
        if self.limit is not None:
            ratio = self.figure / self.limit if self.limit else float("inf") if self.figure else 1.0
            if self.at_least and self.figure < self.limit:
                found.append(f"{(1 - ratio) * 100:.0f}% under")
            elif not self.at_least and self.figure > self.limit:
                found.append(f"{(ratio - 1) * 100:.0f}% over" if self.limit else f"{self.figure:g} over")
        if self.queries is not None and self.most_queries is not None and self.queries > self.most_queries:
            found.append(f"{self.queries - self.most_queries} queries over")
        return found

    def document(self) -> dict[str, Any]:
        """For the way between processes."""
        return asdict(self)
