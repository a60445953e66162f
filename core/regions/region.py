"""What a region is, and what a search for one can come back with."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

Move = Literal["renamed", "renumbered", "merged", "split", "transferred", "subdivided"]


class Level(StrEnum):
    """The two levels that plants, jurisdictions and supply areas are written in."""

    SIDO = "sido"
    SIGUNGU = "sigungu"


@dataclass(frozen=True, slots=True)
class Region:
    """One 시도 or 시군구 under one code, from its first to its last day.

    `valid_from` None means since before anything this product records, `valid_to` None means still valid, and
    both days are inclusive. `parent_code` is the 시도 of a 시군구, or the 시 of a general gu (일반구).
    `label_ko` is what lists show ("경남 창원시 성산구"), `full_ko` what addresses say.
    """

    code: str
    level: Level
    kind: str
    name_ko: str
    short_ko: str
    name_en: str
    full_ko: str
    full_en: str
    label_ko: str
    label_en: str
    sido_code: str
    parent_code: str | None
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...]

    def is_valid(self, day: date) -> bool:
        """Whether the region exists on the day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Moved:
    """One recorded change: the old code became the new one on the day."""

    old_code: str
    new_code: str
    effective: date
    kind: Move
    note: str


@dataclass(frozen=True, slots=True)
class MacroRegion:
    """A group of 시도 (권역) in one of two schemes: `five_poles` (5극3특, 2025) or `five_plus_two` (2009)."""

    scheme: str
    code: str
    name_ko: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """The region that is meant; `moved_from` and `moves` say how its code changed, if it did."""

    region: Region
    moved_from: Region | None = None
    moves: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several regions may be meant; somebody has to choose.

    `split_from` is the former region when that is the reason, None when several places share the name.
    """

    text: str
    options: tuple[Region, ...]
    split_from: Region | None = None
    moves: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """No region has that code or name, or none had it on the day."""

    text: str


Resolution = Resolved | Ambiguous | Unknown
