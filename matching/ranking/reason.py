"""A reason: a code, its facts, and the builds that prove it. Sentences are made in `reasons`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .vocabulary import Criterion

Fact = str | int | tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One thing to say. `facts` are codes and counts by name; `evidence` are ids of builds."""

    code: str
    criterion: Criterion | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()

    def document(self) -> dict[str, object]:
        """The reason as plain data."""
        facts = {name: list(fact) if isinstance(fact, tuple) else fact for name, fact in self.facts.items()}
        return {
            "code": self.code,
            "criterion": self.criterion,
            "facts": facts,
            "evidence": list(self.evidence),
        }
