"""What a supplier brings: a snapshot of its profile and history at the instant of asking.

There is no name, no registration date, no price paid, no clicks and no popularity in here, so none of
them can reach a score.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any, Self

from . import canonical
from .canonical import Malformed
from .vocabulary import MOST_AMOUNT, Level, Size

EVERYWHERE = "all"
"""The entry of `serves` that means the whole country."""

_MOST = 1_000_000
_MOST_TERMS = 1_000
"""So many words say what a project was; their squared rarities stay below 2**63 (`project_columns`)."""

_MOST_EXPOSURE = 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class Build:
    """A completed project that its client confirmed. `id` leads to the evidence; `industry` is KSIC.

    The rest is what a policy with `projects` compares, as far as it is known: the words that say what was
    done, the plant's place, the amount in won (or whatever currency all needs and builds share), the class
    of the work in a classification whose codes nest, and how it was awarded. Raises Malformed.
    """

    id: str
    domain: str
    on: date
    industry: str = ""
    size: Size | None = None
    terms: frozenset[str] = frozenset()
    sido: str = ""
    sigungu: str = ""
    amount: int = 0
    category: str = ""
    procedure: str = ""

    def __post_init__(self) -> None:
        canonical.whole(self.amount, f"build {self.id}: amount", 0, MOST_AMOUNT)
        canonical.whole(len(self.terms), f"build {self.id}: number of terms", 0, _MOST_TERMS)

    def document(self) -> dict[str, Any]:
        """The build as plain data; what is not known of the project is left out."""
        return {
            "id": self.id,
            "domain": self.domain,
            "on": self.on.isoformat(),
            "industry": self.industry,
            "size": self.size,
        } | {name: value for name, value in self._compared() if value}

    def _compared(self) -> tuple[tuple[str, Any], ...]:
        return (
            ("terms", sorted(self.terms)),
            ("sido", self.sido),
            ("sigungu", self.sigungu),
            ("amount", self.amount),
            ("category", self.category),
            ("procedure", self.procedure),
        )


@dataclass(frozen=True, kw_only=True)
class Ban:
    """A participation ban: in force from `starts_at`, no longer in force at `ends_at` (None: open)."""

    starts_at: datetime
    ends_at: datetime | None = None

    def __post_init__(self) -> None:
        canonical.aware(self.starts_at, "ban.starts_at")
        if self.ends_at is not None and canonical.aware(self.ends_at, "ban.ends_at") < self.starts_at:
            raise Malformed("ban.ends_at: lies before its start")

    @classmethod
    def of_days(cls, first: date, until: date | None = None) -> Self:
        """A ban from the first moment of one Seoul day to the first moment of another."""
        return cls(
            starts_at=datetime.combine(first, time(), canonical.SEOUL),
            ends_at=datetime.combine(until, time(), canonical.SEOUL) if until else None,
        )

    def written(self) -> list[str]:
        """The two instants as text, the end empty while the ban is open."""
        return [canonical.instant(self.starts_at), canonical.instant(self.ends_at) if self.ends_at else ""]

    def covers(self, moment: datetime) -> bool:
        """Whether the ban is in force: start <= moment < end."""
        return self.starts_at <= moment and (self.ends_at is None or moment < self.ends_at)


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """How often something went well, out of how often it was seen."""

    good: int = 0
    total: int = 0

    def __post_init__(self) -> None:
        canonical.whole(self.total, "outcomes.total", 0, _MOST)
        canonical.whole(self.good, "outcomes.good", 0, self.total)


@dataclass(frozen=True, kw_only=True)
class SupplierProfile:
    """Everything the engine may know of a supplier.

    `domains` gives its evidence level per technology domain; `remote` are those it can deliver from afar.
    `serves` are 시도 codes, 시군구 codes, or "all". `capacity_free` counts the projects it could start now.
    `quality` counts confirmed projects only; `response` first answers within three working days.
    `terms` are term frequencies of its texts. `exposure` is its exposure debt: times shown beyond its fair
    share; less is owed more. Raises Malformed for anything out of range.
    """

    id: str
    domains: Mapping[str, Level]
    serves: frozenset[str]
    builds: tuple[Build, ...] = ()
    home_sido: str = ""
    home_sigungu: str = ""
    industries: frozenset[str] = frozenset()
    sizes: frozenset[Size] = frozenset()
    remote: frozenset[str] = frozenset()
    capacity_free: int = 0
    accepting: bool = False
    verified: bool = False
    profile_confirmed_on: date | None = None
    bans: tuple[Ban, ...] = ()
    affiliations: frozenset[str] = frozenset()
    quality: Outcomes = Outcomes()
    response: Outcomes = Outcomes()
    terms: Mapping[str, int] = field(default_factory=dict)
    exposure: int = 0

    def __post_init__(self) -> None:
        where = f"supplier {self.id}"
        canonical.whole(self.capacity_free, f"{where}: capacity_free", 0, _MOST)
        canonical.whole(self.exposure, f"{where}: exposure", -_MOST_EXPOSURE, _MOST_EXPOSURE)
        if len(self.builds) > 10_000:
            raise Malformed(f"{where}: more than 10,000 builds")
        for term, count in self.terms.items():
            canonical.whole(count, f"{where}: terms.{term}", 1, 10_000)
        levels = {code: Level(level) for code, level in self.domains.items()}
        object.__setattr__(self, "domains", canonical.frozen(levels))
        object.__setattr__(self, "terms", canonical.frozen(self.terms))
        object.__setattr__(self, "builds", tuple(sorted(self.builds, key=lambda build: (build.on, build.id))))
        object.__setattr__(self, "bans", tuple(sorted(self.bans, key=Ban.written)))

    def level(self, domain: str) -> Level:
        """The evidence level in a domain."""
        return self.domains.get(domain, Level.NONE)

    def offers(self, domain: str) -> bool:
        """Whether the supplier offers the domain at all."""
        return self.level(domain) is not Level.NONE

    def builds_by(self, day: date) -> tuple[Build, ...]:
        """The builds completed on or before a day, oldest first; later ones do not exist yet."""
        return tuple(build for build in self.builds if build.on <= day)

    @cached_property
    def parties(self) -> frozenset[str]:
        """The supplier and everybody it is affiliated with, as far as known."""
        return (self.affiliations | {self.id}) - {""}

    @cached_property
    def length(self) -> int:
        """The number of terms in its texts."""
        return sum(self.terms.values())

    def to_json(self) -> bytes:
        """Canonical bytes; two equal profiles give the same."""
        confirmed = self.profile_confirmed_on
        return canonical.dumps(
            {
                "id": self.id,
                "domains": dict(self.domains),
                "remote": sorted(self.remote),
                "builds": [build.document() for build in self.builds],
                "serves": sorted(self.serves),
                "home_sido": self.home_sido,
                "home_sigungu": self.home_sigungu,
                "industries": sorted(self.industries),
                "sizes": sorted(self.sizes),
                "capacity_free": self.capacity_free,
                "accepting": self.accepting,
                "verified": self.verified,
                "profile_confirmed_on": confirmed and confirmed.isoformat(),
                "bans": [ban.written() for ban in self.bans],
                "affiliations": sorted(self.affiliations),
                "quality": asdict(self.quality),
                "response": asdict(self.response),
                "terms": dict(self.terms),
                "exposure": self.exposure,
            }
        )

    @classmethod
    def from_json(cls, text: bytes | str) -> Self:
        """The profile written by `to_json`. Raises Malformed."""
        return cls.from_document(canonical.loads(text))

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The profile in a parsed document. Raises Malformed, naming what is missing or wrong."""
        with canonical.reading("supplier"):
            fields = dict(document)
            for name in ("remote", "serves", "industries", "affiliations"):
                fields[name] = frozenset(fields[name])
            fields["sizes"] = frozenset(Size(size) for size in fields["sizes"])
            fields["builds"] = tuple(_build(build) for build in fields["builds"])
            fields["bans"] = tuple(_ban(starts, ends) for starts, ends in fields["bans"])
            fields["quality"] = Outcomes(**fields["quality"])
            fields["response"] = Outcomes(**fields["response"])
            confirmed = fields["profile_confirmed_on"]
            fields["profile_confirmed_on"] = confirmed and date.fromisoformat(confirmed)
            return cls(**fields)

    @cached_property
    def checksum(self) -> str:
        """SHA-256 of the canonical bytes: the address under which this snapshot is kept."""
        return canonical.checksum(self.to_json())


def _build(document: Mapping[str, Any]) -> Build:
    size = document["size"]
    read = {"on": date.fromisoformat(document["on"]), "size": size and Size(size)}
    return Build(**{**document, **read, "terms": frozenset(document.get("terms", ()))})


def _ban(starts: str, ends: str) -> Ban:
    return Ban(
        starts_at=datetime.fromisoformat(starts), ends_at=datetime.fromisoformat(ends) if ends else None
    )
