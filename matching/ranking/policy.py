"""A policy: everything about a ranking that people decide, in one immutable document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import yaml

from . import canonical
from .canonical import Malformed
from .focus import Focus
from .need import Need
from .preference import Preference
from .projects import Projects
from .provenance import Provenance
from .reading import Reader
from .regions import RegionTable
from .scales import Scales
from .text import TextStatistics
from .vocabulary import (
    ALL_CRITERIA,
    CRITERIA,
    ENGINE,
    ENGINE_BEFORE_GAPS,
    ENGINE_BEFORE_PROJECTS,
    MAX_PREFERENCE,
    TENTH,
    WEIGHTS,
    Criterion,
)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Weights, scales, region table, caps, ties and texts, valid from a Seoul day to before another.

    `weights` are basis points and sum to 10,000. `profile_days` is how long a profile's confirmation
    lasts. `band_tenths` is the width of a tie band in tenths of a point. `listed` is how many are
    recommended when nobody says otherwise; the newcomer is looked for behind them and needs
    `newcomer_tenths`. `focus` says what the named gaps count; without it every needed domain counts by
    its need. `projects` says how past projects are compared with what is asked; without it they are not.
    `fitted` says from which choices the weights were learnt; those set by hand have none.
    """

    code: str
    title: Mapping[str, str]
    reason: Mapping[str, str]
    basis: Mapping[str, str]
    effective_from: date
    effective_until: date | None
    salt: str
    weights: Mapping[str, int]
    scales: Scales
    regions: RegionTable
    statistics: TextStatistics
    profile_days: int
    band_tenths: int
    listed: int
    newcomer_tenths: int
    preference_cap: int
    preferences: tuple[Preference, ...]
    focus: Focus | None = None
    projects: Projects | None = None
    fitted: Provenance | None = None

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """What a score is made of under this policy, in the order in which it is shown."""
        return ALL_CRITERIA if self.projects else CRITERIA

    def weight(self, criterion: Criterion) -> int:
        """The weight of a criterion in basis points; 0 for one that this policy does not have."""
        return self.weights.get(criterion, 0)

    def in_force(self, day: date) -> bool:
        """Whether the policy is valid on a Seoul day."""
        return self.effective_from <= day and (self.effective_until is None or day < self.effective_until)

    @property
    def engine(self) -> str:
        """The version of the arithmetic that this policy is computed with."""
        if self.projects:
            return ENGINE
        return ENGINE_BEFORE_PROJECTS if self.focus else ENGINE_BEFORE_GAPS

    def wanted(self, need: Need) -> Mapping[str, int]:
        """What each needed domain counts under this policy; only the proportions mean anything."""
        return self.focus.weights(need.gaps) if self.focus and need.gaps else need.domains

    def gating(self, need: Need) -> frozenset[str]:
        """The domains of which a supplier must offer at least one."""
        return self.focus.gating(need.gaps) if self.focus and need.gaps else need.gating

    @property
    def band(self) -> int:
        """The width of a tie band in units of the score."""
        return self.band_tenths * TENTH

    def document(self) -> dict[str, Any]:
        """The policy as a document, the form that `from_document` reads."""
        parts = {"gaps": self.focus, "projects": self.projects, "fitted": self.fitted}
        return {name: part.document() for name, part in parts.items() if part} | {
            "code": self.code,
            "title": dict(self.title),
            "reason": dict(self.reason),
            "basis": dict(self.basis),
            "effective_from": self.effective_from.isoformat(),
            "effective_until": self.effective_until and self.effective_until.isoformat(),
            "salt": self.salt,
            "weights": dict(self.weights),
            "scales": self.scales.document(),
            "regions": self.regions.document(),
            "statistics": self.statistics.document(),
            "profile_days": self.profile_days,
            "band_tenths": self.band_tenths,
            "listed": self.listed,
            "newcomer_tenths": self.newcomer_tenths,
            "preference_cap": self.preference_cap,
            "preferences": [line.document() for line in self.preferences],
        }

    def to_json(self) -> bytes:
        """Canonical bytes; two equal policies give the same."""
        return canonical.dumps(self.document())

    @classmethod
    def from_json(cls, text: bytes | str) -> Self:
        """The policy written by `to_json`. Raises Malformed."""
        return cls.from_document(canonical.loads(text))

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """The policy in a YAML file. Raises Malformed with every fault, one a line."""
        try:
            document = yaml.safe_load(path.read_text("utf-8"))
        except yaml.YAMLError as fault:
            raise Malformed(f"{path.name}: not YAML: {fault}") from None
        return cls.from_document(document)

    @classmethod
    def from_document(cls, document: object) -> Self:
        """The policy in a parsed document. Raises Malformed with every fault and its path, one a line."""
        reader = Reader(document)
        criteria = ALL_CRITERIA if "projects" in reader.document else CRITERIA
        weights = reader.table("weights", criteria, 0, WEIGHTS)
        if sum(weights.values()) != WEIGHTS:
            reader.faults.append(f"weights: sum to {sum(weights.values())}, not {WEIGHTS}")
        policy = cls(
            code=reader.text("code"),
            title=reader.texts("title"),
            reason=reader.texts("reason"),
            basis=reader.texts("basis"),
            effective_from=reader.day("effective_from"),
            effective_until=reader.optional_day("effective_until"),
            salt=reader.text("salt"),
            weights=canonical.frozen(weights),
            scales=Scales.read(reader.inner("scales")),
            regions=RegionTable.read(reader.inner("regions")),
            statistics=TextStatistics.read(reader.inner("statistics")),
            profile_days=reader.number("profile_days", 1, 3_650),
            band_tenths=reader.number("band_tenths", 1, 100),
            listed=reader.number("listed", 1, 100),
            newcomer_tenths=reader.number("newcomer_tenths", 0, 1_000),
            preference_cap=reader.number("preference_cap", 0, MAX_PREFERENCE),
            preferences=tuple(Preference.read(line) for line in reader.several("preferences")),
            focus=Focus.read(reader.inner("gaps")) if "gaps" in reader.document else None,
            projects=Projects.read(reader.inner("projects")) if "projects" in reader.document else None,
            fitted=Provenance.read(reader.inner("fitted")) if "fitted" in reader.document else None,
        )
        codes = [line.code for line in policy.preferences]
        if len(set(codes)) < len(codes):
            reader.faults.append("preferences: a code stands twice")
        if policy.effective_until is not None and policy.effective_until <= policy.effective_from:
            reader.faults.append("effective_until: must lie after effective_from")
        reader.done()
        return policy

    @cached_property
    def checksum(self) -> str:
        """SHA-256 of the canonical bytes; names this version wherever it was used."""
        return canonical.checksum(self.to_json())

    @cached_property
    def decays(self) -> tuple[int, ...]:
        """What a build still counts after 0, 1, 2 ... months, in micro-units."""
        return self.scales.decays()
