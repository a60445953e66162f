"""What a company asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self

from . import canonical
from .canonical import Malformed
from .gap import MOST_GAPS, Gap
from .vocabulary import MOST_AMOUNT, Size


@dataclass(frozen=True, kw_only=True)
class Need:
    """A company's gaps and the plant they are in, at one instant.

    `domains` gives each technology domain its need, importance times gap, in basis points (1..10,000;
    only their proportions count). `priority` are the domains of which a supplier must offer one;
    left empty, all are. `gaps` are those the result names, the biggest first, with domains out of
    `domains`; only a policy with a focus looks at them. `industry` is a KSIC code of 2 to 5 digits, or
    empty when unknown.
    `asker` and `affiliations` are business or organisation numbers, read only to keep relatives apart.
    `terms` are the words of what is asked for; `amount`, `category` and `procedure` are said like those of a
    Build, 0 or empty when unknown. Only a policy with `projects` looks at the latter three.
    `reference` is an opaque name of this asking; it takes part in breaking ties, nowhere else.
    Raises Malformed for anything out of range.
    """

    reference: str
    domains: Mapping[str, int]
    sido: str
    as_of: datetime
    sigungu: str = ""
    priority: frozenset[str] = frozenset()
    industry: str = ""
    size: Size | None = None
    asker: str = ""
    affiliations: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    gaps: tuple[Gap, ...] = ()
    amount: int = 0
    category: str = ""
    procedure: str = ""

    def __post_init__(self) -> None:
        canonical.aware(self.as_of, "need.as_of")
        if not self.domains:
            raise Malformed("need.domains: at least one domain is needed")
        for domain, importance in self.domains.items():
            canonical.whole(importance, f"need.domains.{domain}", 1, 10_000)
        if stray := self.priority - self.domains.keys():
            raise Malformed(f"need.priority: not among the domains: {', '.join(sorted(stray))}")
        if len(self.gaps) > MOST_GAPS:
            raise Malformed(f"need.gaps: at most {MOST_GAPS}")
        for gap in self.gaps:
            if unknown := gap.domains.keys() - self.domains.keys():
                raise Malformed(f"need.gaps: not among the domains: {', '.join(sorted(unknown))}")
        if self.industry and not (self.industry.isdecimal() and 2 <= len(self.industry) <= 5):
            raise Malformed(f"need.industry: 2 to 5 digits of KSIC are expected, not {self.industry!r}")
        canonical.whole(self.amount, "need.amount", 0, MOST_AMOUNT)
        object.__setattr__(self, "domains", canonical.frozen(self.domains))

    @cached_property
    def day(self) -> date:
        """The day of asking in Seoul."""
        return canonical.seoul_day(self.as_of)

    @cached_property
    def total(self) -> int:
        """The sum of the domains' needs, by which they are normalised."""
        return sum(self.domains.values())

    @property
    def gating(self) -> frozenset[str]:
        """The domains of which a supplier must offer at least one."""
        return self.priority or frozenset(self.domains)

    @property
    def parties(self) -> frozenset[str]:
        """The asker and everybody it is affiliated with, as far as known."""
        return (self.affiliations | {self.asker}) - {""}

    def to_json(self) -> bytes:
        """Canonical bytes; two equal needs give the same."""
        said = {
            "gaps": [gap.document() for gap in self.gaps],
            "amount": self.amount,
            "category": self.category,
            "procedure": self.procedure,
        }
        return canonical.dumps(
            {name: value for name, value in said.items() if value}
            | {
                "reference": self.reference,
                "domains": dict(self.domains),
                "priority": sorted(self.priority),
                "sido": self.sido,
                "sigungu": self.sigungu,
                "industry": self.industry,
                "size": self.size,
                "asker": self.asker,
                "affiliations": sorted(self.affiliations),
                "terms": sorted(self.terms),
                "as_of": canonical.instant(self.as_of),
            }
        )

    @classmethod
    def from_json(cls, text: bytes | str) -> Self:
        """The need written by `to_json`. Raises Malformed."""
        return cls.from_document(canonical.loads(text))

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The need in a parsed document. Raises Malformed, naming the first field at fault."""
        with canonical.reading("need"):
            return cls(
                reference=document["reference"],
                domains=document["domains"],
                priority=frozenset(document["priority"]),
                sido=document["sido"],
                sigungu=document["sigungu"],
                industry=document["industry"],
                size=document["size"] and Size(document["size"]),
                asker=document["asker"],
                affiliations=frozenset(document["affiliations"]),
                terms=frozenset(document["terms"]),
                as_of=datetime.fromisoformat(document["as_of"]),
                gaps=tuple(Gap.from_document(gap) for gap in document.get("gaps", ())),
                amount=document.get("amount", 0),
                category=document.get("category", ""),
                procedure=document.get("procedure", ""),
            )

    @cached_property
    def checksum(self) -> str:
        """SHA-256 of the canonical bytes."""
        return canonical.checksum(self.to_json())
