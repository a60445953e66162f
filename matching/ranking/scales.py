"""The fixed anchored scales of a policy: what turns a fact into a value between 0 and 1."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from . import canonical
from .reading import Reader
from .vocabulary import LEVELS, MICRO, WEIGHTS, Level

_UNIT = MICRO // WEIGHTS
_DIGITS = ("2", "3", "4", "5")


@dataclass(frozen=True, kw_only=True)
class Scales:
    """The anchors. Values are micro-units.

    A half is the amount at which n / (n + half) reaches one half. A prior is the mean that stands in
    for missing outcomes, with the weight of `kappa` outcomes. `declared` scales an industry or size that is
    claimed but not shown by a build. `industry` is the worth of 2..5 common KSIC digits, `size` of a
    distance of 0 or 1 class.
    """

    levels: Mapping[str, int]
    domain_half: int
    record_half: int
    half_life_months: int
    quality_prior: int
    response_prior: int
    kappa: int
    declared: int
    industry: Mapping[str, int]
    size: tuple[int, int]
    slack_half: int
    fresh_days: int
    stale_days: int
    text_half: int

    def level(self, level: Level) -> int:
        """The worth of an evidence level."""
        return self.levels[level]

    def prefix(self, ours: str, theirs: str) -> int:
        """The worth of the leading digits two KSIC codes share; a single shared digit means nothing."""
        shared = 0
        for one, other in zip(ours, theirs, strict=False):
            if one != other:
                break
            shared += 1
        return self.industry[str(shared)] if shared >= 2 else 0

    def decays(self) -> tuple[int, ...]:
        """What a build still counts after 0, 1, 2 ... months, in micro-units, down to nothing.

        Halves exactly every half-life: the fractions of the first are rounded down once, then shifted.
        """
        life = self.half_life_months
        first = [int(MICRO * Decimal(2) ** (Decimal(-month) / life)) for month in range(life)]
        return tuple(
            first[month % life] >> (month // life) for month in range(life * (MICRO.bit_length() + 1))
        )

    def document(self) -> dict[str, Any]:
        """The scales as they stand in a policy document, shares in basis points."""
        return {
            "levels": {name: value // _UNIT for name, value in self.levels.items()},
            "domain_half": self.domain_half,
            "record_half": self.record_half,
            "half_life_months": self.half_life_months,
            "quality_prior": self.quality_prior // _UNIT,
            "response_prior": self.response_prior // _UNIT,
            "kappa": self.kappa,
            "declared": self.declared // _UNIT,
            "industry": {digits: value // _UNIT for digits, value in self.industry.items()},
            "size": {"same": self.size[0] // _UNIT, "next": self.size[1] // _UNIT},
            "slack_half": self.slack_half,
            "fresh_days": self.fresh_days,
            "stale_days": self.stale_days,
            "text_half": self.text_half,
        }

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """The scales in a policy document; faults stay with the reader."""

        def share(key: str) -> int:
            return reader.number(key, 0, WEIGHTS) * _UNIT

        def rising(key: str, names: tuple[str, ...]) -> Mapping[str, int]:
            table = reader.table(key, names, 0, WEIGHTS)
            if list(table.values()) != sorted(table.values()):
                reader.faults.append(f"{reader.path}{key}: more is worth less")
            return canonical.frozen({name: value * _UNIT for name, value in table.items()})

        levels = rising("levels", tuple(LEVELS))
        if levels[Level.NONE]:
            reader.faults.append(f"{reader.path}levels.none: must be 0")
        size = rising("size", ("next", "same"))
        scales = cls(
            levels=levels,
            domain_half=reader.number("domain_half", 1, 1_000),
            record_half=reader.number("record_half", 1, 1_000),
            half_life_months=reader.number("half_life_months", 1, 600),
            quality_prior=share("quality_prior"),
            response_prior=share("response_prior"),
            kappa=reader.number("kappa", 1, 1_000),
            declared=share("declared"),
            industry=rising("industry", _DIGITS),
            size=(size["same"], size["next"]),
            slack_half=reader.number("slack_half", 1, 1_000),
            fresh_days=reader.number("fresh_days", 0, 3_650),
            stale_days=reader.number("stale_days", 1, 3_650),
            text_half=reader.number("text_half", 1, 1_000),
        )
        if scales.fresh_days >= scales.stale_days:
            reader.faults.append(f"{reader.path}fresh_days: must be less than stale_days")
        reader.close()
        return scales
