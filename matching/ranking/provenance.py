"""Where the weights of a policy come from, when they were fitted to choices."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from .reading import Reader

_LEAST = -1_000_000


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Whose choices, how many, from one Seoul day to another, both included, under the list of which policy.

    `likelihood` is the mean log-likelihood of a choice under the weights, `chance` that of choosing blindly,
    both in thousandths (at most 0).
    """

    source: str
    under: str
    choices: int
    first_on: date
    last_on: date
    likelihood: int
    chance: int

    def document(self) -> dict[str, Any]:
        """The provenance as it stands in a policy document."""
        return {
            "source": self.source,
            "under": self.under,
            "choices": self.choices,
            "first_on": self.first_on.isoformat(),
            "last_on": self.last_on.isoformat(),
            "likelihood": self.likelihood,
            "chance": self.chance,
        }

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """The provenance in a policy document; faults stay with the reader."""
        provenance = cls(
            source=reader.text("source"),
            under=reader.text("under"),
            choices=reader.number("choices", 1, 10**9),
            first_on=reader.day("first_on"),
            last_on=reader.day("last_on"),
            likelihood=reader.number("likelihood", _LEAST, 0),
            chance=reader.number("chance", _LEAST, 0),
        )
        if provenance.last_on < provenance.first_on:
            reader.faults.append(f"{reader.path}last_on: lies before first_on")
        reader.close()
        return provenance
