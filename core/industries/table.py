"""Divisions (중분류, two digits) and groups (소분류, three digits) of manufacturing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType

import yaml

from core.hangul import normalised


class IndustryLevel(StrEnum):
    """How fine the code is."""

    DIVISION = "division"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Industry:
    """One division or group of one revision of the classification.

    Short names fit filters and sentences ("자동차·트레일러", "Automotive").
    """

    code: str
    level: IndustryLevel
    name_ko: str
    short_ko: str
    name_en: str
    short_en: str
    division: str
    revision: int

    @property
    def parent_code(self) -> str | None:
        """The division of a group; None for a division."""
        return self.division if self.level is IndustryLevel.GROUP else None


class Table:
    """The industries of one revision."""

    def __init__(self, *, revision: int, industries: Mapping[str, Industry]) -> None:
        self.revision = revision
        self._industries = MappingProxyType(dict(industries))
        self._names = {_plain(industry.name_ko): industry for industry in reversed(tuple(self))}

    def __iter__(self) -> Iterator[Industry]:
        """Each division followed by its groups, in the order of codes."""
        return iter(self._industries.values())

    def __len__(self) -> int:
        return len(self._industries)

    def __contains__(self, code: object) -> bool:
        return code in self._industries

    def get(self, code: str) -> Industry:
        """The industry of a two- or three-digit code. Raises KeyError when there is none."""
        return self._industries[code]

    def divisions(self) -> tuple[Industry, ...]:
        """The 25 divisions of manufacturing."""
        return tuple(industry for industry in self if industry.level is IndustryLevel.DIVISION)

    def groups(self, division: str | None = None) -> tuple[Industry, ...]:
        """The groups of a division, or all 85."""
        return tuple(
            industry
            for industry in self
            if industry.level is IndustryLevel.GROUP and division in (None, industry.division)
        )

    def resolve(self, code_or_name: str) -> Industry | None:
        """What a typed code or name means; None when it is nothing in manufacturing.

        Codes may carry the section letter and be finer than the table: "C30", "303" and "30310" are
        understood, the last as its group 303. Names are compared without spaces; a name of both
        levels is the division.
        """
        code = re.fullmatch(r"[Cc]?-?(\d{2,5})", normalised(code_or_name))
        if code is None:
            return self._names.get(_plain(code_or_name))
        return self._industries.get(code[1][:3])


def load(name: str = "ksic10_manufacturing.yaml") -> Table:
    """The table of one data file of this package."""
    document = yaml.safe_load((files(__package__) / "data" / name).read_text(encoding="utf-8"))
    revision = int(document["revision"])
    industries: dict[str, Industry] = {}
    for division, entry in document["divisions"].items():
        industries[division] = Industry(
            code=division,
            level=IndustryLevel.DIVISION,
            name_ko=entry["name_ko"],
            short_ko=entry["short_ko"],
            name_en=entry["name_en"],
            short_en=entry["short_en"],
            division=division,
            revision=revision,
        )
        for code, group in entry["groups"].items():
            industries[code] = Industry(
                code=code,
                level=IndustryLevel.GROUP,
                name_ko=group["name_ko"],
                short_ko=group["name_ko"].removesuffix(" 제조업"),
                name_en=group["name_en"],
                short_en=group["name_en"],
                division=division,
                revision=revision,
            )
    return Table(revision=revision, industries=industries)


def _plain(name: str) -> str:
    return "".join(letter for letter in normalised(name) if letter.isalnum())


INDUSTRIES = load()
SUPPLIER_INDUSTRIES = load("ksic10_suppliers.yaml")
"""What firms are that build smart factories, beside manufacturing."""
