"""Where companies and suppliers are: by the share of factories, inside a province by district."""

from datetime import date
from functools import cache

from core.regions import REGIONS, Ambiguous, Level, Resolved
from matching.demo.chance import Chance, Weighted
from matching.demo.words import document


def factory(chance: Chance, on: date) -> str:
    """The 시군구 of a factory."""
    return chance.draw(_districts(chance.draw(_provinces("factories", on)), on))


def supplier_home(chance: Chance, on: date) -> str:
    """The 시군구 of a supplier's office; half of them lie around the capital."""
    return chance.draw(_districts(chance.draw(_provinces("supplier_homes", on)), on))


@cache
def neighbours(sido: str, on: date) -> tuple[str, ...]:
    """The bordering 시도 in the order of codes."""
    return tuple(sorted(REGIONS.bordering(sido, on)))


def on_day(code: str, on: date) -> str:
    """The code of the same place on that day; the code itself where it cannot be told."""
    resolution = REGIONS.resolve(code, on)
    return resolution.region.code if isinstance(resolution, Resolved) else code


@cache
def _provinces(name: str, on: date) -> Weighted[str]:
    """The figures are of the provinces of today; on an earlier day a merged one is divided evenly."""
    weights: dict[str, float] = {}
    for code, weight in document("marginals")[name].items():
        resolution = REGIONS.resolve(code, on, Level.SIDO)
        parts = resolution.options if isinstance(resolution, Ambiguous) else (REGIONS.get(on_day(code, on)),)
        weights |= {part.code: weight / len(parts) for part in parts}
    return Weighted(weights)


@cache
def _districts(sido: str, on: date) -> Weighted[str]:
    weights = document("marginals")["districts"]
    return Weighted({region.code: weights.get(region.code, 1) for region in REGIONS.selectable(on, sido)})
