"""The region table of a policy: who is whose neighbour, and how much nearness is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from . import canonical
from .reading import Reader
from .vocabulary import MICRO, WEIGHTS, Proximity

_VALUED = tuple(place for place in Proximity if place is not Proximity.UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class RegionTable:
    """Nearness between a plant and a supplier's home, on a fixed scale.

    `values` are micro-units per proximity; `remote_floor` is the least a domain of `remote_domains` gets
    when the supplier delivers it from afar. `successors` leads old codes to today's, `parents` leads
    a 일반구 to its city, `borders` names the neighbouring 시도 both ways, `macros` each 시도's 권역.
    """

    values: Mapping[str, int]
    remote_floor: int
    remote_domains: frozenset[str]
    borders: Mapping[str, frozenset[str]]
    macros: Mapping[str, str]
    parents: Mapping[str, str]
    successors: Mapping[str, str]

    def today(self, code: str) -> str:
        """The code that stands today for a 시도 or 시군구 code, old or new."""
        return self.successors.get(code, code)

    def city(self, code: str) -> str:
        """The basic local government a 시군구 code belongs to: 창원시 for 창원시 의창구."""
        code = self.today(code)
        return self.parents.get(code, code)

    def covers(self, served: frozenset[str], sido: str, sigungu: str) -> bool:
        """Whether a served region contains the plant's 시군구: the country, its 시도, its city or itself."""
        wanted = self.places(sido, sigungu)
        return not served.isdisjoint(wanted) or any(self.today(code) in wanted for code in served)

    def places(self, sido: str, sigungu: str) -> frozenset[str]:
        """Every code of a served region that contains the plant."""
        return frozenset({"all", self.today(sido), self.today(sigungu), self.city(sigungu)} - {""})

    def proximity(self, sido: str, sigungu: str, home_sido: str, home_sigungu: str) -> Proximity:
        """How near the supplier's home is to the plant."""
        here, there = self.today(sido), self.today(home_sido)
        if not there:
            return Proximity.UNKNOWN
        if sigungu and home_sigungu and self.city(sigungu) == self.city(home_sigungu):
            return Proximity.SAME_SIGUNGU
        if here == there:
            return Proximity.SAME_SIDO
        if there in self.borders.get(here, frozenset()):
            return Proximity.BORDERING
        if here in self.macros and self.macros[here] == self.macros.get(there):
            return Proximity.SAME_MACRO
        return Proximity.ELSEWHERE

    def value(self, proximity: Proximity, *, remote: bool) -> int:
        """The worth of nearness in micro-units; an unknown home is worth nothing."""
        worth = self.values.get(proximity, 0)
        return max(worth, self.remote_floor) if remote else worth

    def document(self) -> dict[str, Any]:
        """The table as it stands in a policy document."""
        macros: dict[str, list[str]] = {}
        for sido, macro in self.macros.items():
            macros.setdefault(macro, []).append(sido)
        scale = MICRO // WEIGHTS
        return {
            "values": {name: value // scale for name, value in self.values.items()},
            "remote_floor": self.remote_floor // scale,
            "remote_domains": sorted(self.remote_domains),
            "borders": [
                [here, there] for here in self.borders for there in sorted(self.borders[here]) if here < there
            ],
            "macros": {macro: sorted(members) for macro, members in macros.items()},
            "parents": dict(self.parents),
            "successors": dict(self.successors),
        }

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """The table in a policy document; faults stay with the reader."""
        scale = MICRO // WEIGHTS
        values = reader.table("values", tuple(_VALUED), 0, WEIGHTS)
        if list(values.values()) != sorted(values.values(), reverse=True):
            reader.faults.append(f"{reader.path}values: a nearer place is worth less than a farther one")
        borders: dict[str, set[str]] = {}
        neighbours: list[tuple[str, str]] = reader.field("borders", _pairs, [])
        for pair in neighbours:
            here, there = sorted(pair)
            borders.setdefault(here, set()).add(there)
            borders.setdefault(there, set()).add(here)
        groups = reader.inner("macros")
        macros = {sido: macro for macro in groups.document for sido in groups.codes(macro)}
        table = cls(
            values=canonical.frozen({name: value * scale for name, value in values.items()}),
            remote_floor=reader.number("remote_floor", 0, WEIGHTS) * scale,
            remote_domains=reader.codes("remote_domains"),
            borders=canonical.frozen({here: frozenset(there) for here, there in borders.items()}),
            macros=canonical.frozen(macros),
            parents=canonical.frozen(reader.pairs("parents")),
            successors=canonical.frozen(reader.pairs("successors")),
        )
        reader.close()
        return table


def _pairs(value: object, where: str) -> list[tuple[str, str]]:
    if not isinstance(value, list) or any(not isinstance(pair, list) or len(pair) != 2 for pair in value):
        raise canonical.Malformed(f"{where}: a list of pairs of codes is expected")
    return [(str(here), str(there)) for here, there in value]
