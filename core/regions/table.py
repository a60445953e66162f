"""The table of regions: read once from the data files, never changed, no I/O afterwards."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import cast

from core.regions import names
from core.regions.region import (
    Ambiguous,
    Level,
    MacroRegion,
    Move,
    Moved,
    Region,
    Resolution,
    Resolved,
    Unknown,
)

_Rows = list[dict[str, str]]


class Table:
    """All regions of all times. Every question takes the day it is asked for."""

    def __init__(
        self,
        *,
        regions: Mapping[str, Region],
        changes: tuple[Moved, ...],
        adjacency: tuple[tuple[str, str, date | None, date | None], ...],
        macro_regions: tuple[MacroRegion, ...],
        macro_of: Mapping[tuple[str, str], str],
    ) -> None:
        self._regions = MappingProxyType(dict(regions))
        self.changes = changes
        self._adjacency = adjacency
        self.macro_regions = macro_regions
        self._macro = {(macro.scheme, macro.code): macro for macro in macro_regions}
        self._macro_of = dict(macro_of)

    def __iter__(self) -> Iterator[Region]:
        """Every region of all times in the order of codes."""
        return iter(self._regions.values())

    def __len__(self) -> int:
        return len(self._regions)

    def __contains__(self, code: object) -> bool:
        return code in self._regions

    def get(self, code: str) -> Region:
        """The region of the code, valid or not. Raises KeyError for a code that never existed."""
        return self._regions[code]

    def at(self, day: date, level: Level | None = None) -> tuple[Region, ...]:
        """The regions that exist on the day, in the order of codes."""
        return tuple(region for region in self if region.is_valid(day) and level in (None, region.level))

    def selectable(self, day: date, sido_code: str | None = None) -> tuple[Region, ...]:
        """The 시군구 a plant can choose: the lowest level, so a 시 with general gu is replaced by these."""
        valid = self.at(day, Level.SIGUNGU)
        divided = {region.parent_code for region in valid}
        return tuple(
            region for region in valid if region.code not in divided and sido_code in (None, region.sido_code)
        )

    def is_selectable(self, code: str, day: date) -> bool:
        """Whether a plant can choose the region on the day; False for a code that never existed."""
        region = self._regions.get(code)
        if region is None or region.level is not Level.SIGUNGU or not region.is_valid(day):
            return False
        return not self.parts(code, day)

    def parts(self, code: str, day: date) -> tuple[Region, ...]:
        """What lies directly inside: the 시군구 of a 시도 (without general gu), the general gu of a 시."""
        return tuple(
            self._regions[part] for part in self._parts.get(code, ()) if self._regions[part].is_valid(day)
        )

    def sido_of(self, code: str) -> Region:
        """The 시도 the region lies in, or is. Raises KeyError for a code that never existed."""
        return self._regions[self._regions[code].sido_code]

    def bordering(self, sido_code: str, day: date) -> frozenset[str]:
        """Codes of the 시도 that share a land border with it on the day; none for 제주."""
        found = set()
        for one, other, first, last in self._adjacency:
            if (
                sido_code in (one, other)
                and (first is None or first <= day)
                and (last is None or day <= last)
            ):
                found.add(other if sido_code == one else one)
        return frozenset(found)

    def macro_region(self, sido_code: str, scheme: str = "five_poles") -> MacroRegion:
        """The 권역 of a 시도, old codes included. Raises KeyError for an unknown 시도 or scheme."""
        return self._macro[scheme, self._macro_of[scheme, sido_code]]

    def resolve(self, code_or_name: str, day: date, level: Level | None = None) -> Resolution:
        """What a code (2, 5 or 10 digits) or a name means on the day.

        A region that has ended is followed to its successors, one that did not exist yet to what stood in its
        place. One place left is `Resolved`, several are `Ambiguous`, none is `Unknown`. With `level`
        SIGUNGU a 시도 stands for all it contains, with SIDO a 시군구 stands for its 시도.
        """
        text = code_or_name.strip()
        digits = text.replace("-", "")
        if digits.isascii() and digits.isdigit():
            code = digits[:5] if len(digits) == 10 else digits
            codes: tuple[str, ...] = (code,) if code in self._regions else ()
        else:
            codes = self._names.get(names.key(text), ())
        places: dict[str, Resolved] = {}
        for code in self._at_level(codes, level):
            for place in self._follow(code, day):
                seen = places.get(place.region.code)
                if seen is None or seen.moved_from is not None:
                    places[place.region.code] = place
        return self._judge(text, places)

    def _at_level(self, codes: tuple[str, ...], level: Level | None) -> Iterator[str]:
        for code in codes:
            here = self._regions[code].level
            if level is Level.SIGUNGU and here is Level.SIDO:
                yield from self._parts.get(code, ())
            elif level is Level.SIDO and here is Level.SIGUNGU:
                yield self._regions[code].sido_code
            else:
                yield code

    def _judge(self, text: str, places: Mapping[str, Resolved]) -> Resolution:
        if not places:
            return Unknown(text)
        if len(places) == 1:
            return next(iter(places.values()))
        options = tuple(places[code].region for code in sorted(places))
        origins = {place.moved_from for place in places.values()}
        split = origins.pop() if len(origins) == 1 else None
        moves = tuple(move for place in places.values() for move in place.moves) if split else ()
        return Ambiguous(text, options, split_from=split, moves=moves)

    def _follow(self, code: str, day: date) -> list[Resolved]:
        """Where the place of that code is on the day: itself, or through the changes in either direction."""
        start = self._regions[code]
        if start.is_valid(day):
            return [Resolved(start)]
        ended = start.valid_to is not None and start.valid_to < day
        steps = self._forwards if ended else self._backwards
        found: dict[str, Resolved] = {}
        waiting: list[tuple[str, tuple[Moved, ...]]] = [(code, ())]
        while waiting:
            here, path = waiting.pop(0)
            for move in steps.get(here, ()):
                there = self._regions[move.new_code if ended else move.old_code]
                if there.is_valid(day):
                    found.setdefault(there.code, Resolved(there, moved_from=start, moves=(*path, move)))
                else:
                    waiting.append((there.code, (*path, move)))
        return list(found.values())

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, ...]]:
        return names.index(self)

    @cached_property
    def _parts(self) -> Mapping[str, list[str]]:
        parts: dict[str, list[str]] = {}
        for region in self:
            if region.parent_code:
                parts.setdefault(region.parent_code, []).append(region.code)
        return parts

    @cached_property
    def _forwards(self) -> Mapping[str, list[Moved]]:
        steps: dict[str, list[Moved]] = {}
        for move in self.changes:
            if move.kind != "subdivided":  # the 시 goes on beside its new general gu
                steps.setdefault(move.old_code, []).append(move)
        return steps

    @cached_property
    def _backwards(self) -> Mapping[str, list[Moved]]:
        steps: dict[str, list[Moved]] = {}
        for move in self.changes:
            steps.setdefault(move.new_code, []).append(move)
        return steps


def load() -> Table:
    """The table as the data files of this package have it."""
    changes = tuple(
        Moved(
            row["old_code"],
            row["new_code"],
            date.fromisoformat(row["effective"]),
            cast(Move, row["kind"]),
            row["note"],
        )
        for row in _read("changes.csv")
    )
    successors: dict[str, tuple[str, ...]] = {}
    for move in changes:
        if move.kind != "subdivided":
            successors[move.old_code] = (*successors.get(move.old_code, ()), move.new_code)
    sidos = _read("sido.csv")
    regions = {row["code"]: _sido(row, successors) for row in sidos}
    for row in _read("sigungu.csv"):
        regions[row["code"]] = _sigungu(row, regions[row["sido_code"]], successors)
    return Table(
        regions=dict(sorted(regions.items())),
        changes=changes,
        adjacency=tuple(
            (row["a"], row["b"], _day(row["valid_from"]), _day(row["valid_to"]))
            for row in _read("adjacency.csv")
        ),
        macro_regions=tuple(
            MacroRegion(row["scheme"], row["code"], row["name_ko"], row["name_en"])
            for row in _read("macro_regions.csv")
        ),
        macro_of={
            (scheme, row["code"]): row[scheme] for row in sidos for scheme in ("five_poles", "five_plus_two")
        },
    )


def _sido(row: dict[str, str], successors: Mapping[str, tuple[str, ...]]) -> Region:
    return Region(
        code=row["code"],
        level=Level.SIDO,
        kind=row["kind"],
        name_ko=row["name_ko"],
        short_ko=row["short_ko"],
        name_en=row["name_en"],
        full_ko=row["name_ko"],
        full_en=row["name_en"],
        label_ko=row["short_ko"],
        label_en=row["short_en"],
        sido_code=row["code"],
        parent_code=None,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        successors=successors.get(row["code"], ()),
    )


def _sigungu(row: dict[str, str], sido: Region, successors: Mapping[str, tuple[str, ...]]) -> Region:
    alone = row["kind"] == "single_tier"  # 세종 has no 시군구 below it and is written once
    return Region(
        code=row["code"],
        level=Level.SIGUNGU,
        kind=row["kind"],
        name_ko=row["name_ko"],
        short_ko=sido.short_ko if alone else row["name_ko"],
        name_en=row["name_en"],
        full_ko=sido.name_ko if alone else f"{sido.name_ko} {row['name_ko']}",
        full_en=sido.name_en if alone else f"{row['name_en']}, {sido.name_en}",
        label_ko=sido.short_ko if alone else f"{sido.short_ko} {row['name_ko']}",
        label_en=sido.label_en if alone else f"{row['name_en']}, {sido.label_en}",
        sido_code=sido.code,
        parent_code=row["parent_code"] or sido.code,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        successors=successors.get(row["code"], ()),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _read(name: str) -> _Rows:
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


REGIONS = load()
