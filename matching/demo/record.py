"""Track records of fictitious suppliers."""

from datetime import date, timedelta
from functools import cache

from core.industries import INDUSTRIES
from core.regions import REGIONS, Level
from matching.demo import place, texts
from matching.demo.chance import Chance, Weighted
from matching.demo.profile import AMOUNT_BANDS, DemoRecord, Sketch


def records(chance: Chance, sketch: Sketch, home: str, founded: date, on: date) -> tuple[DemoRecord, ...]:
    """The projects of the last five years since the firm exists, the latest first.

    There are more of them in domains that are better shown.
    """
    oldest = min(5 * 365, (on - founded).days - 30)
    domains = Weighted({domain: _PROJECTS[level] for domain, level in sketch.evidence})
    found = [
        _record(
            chance,
            chance.draw(domains),
            sketch.industries,
            home,
            on - timedelta(days=chance.whole(20, oldest)),
            on,
        )
        for _ in range(chance.low(1, 14))
    ]
    return tuple(sorted(found, key=lambda record: record.finished_on, reverse=True))


def _record(
    chance: Chance, domain: str, industries: tuple[str, ...], home: str, finished: date, on: date
) -> DemoRecord:
    division = chance.pick(industries) if chance.hit(85) else chance.draw(_anything())
    before = chance.draw(_BEFORE)
    outcome_ko, outcome_en = texts.outcome(chance, domain)
    is_confirmed = chance.hit(82)
    return DemoRecord(
        year=finished.year,
        finished_on=finished,
        domain=domain,
        industry=chance.pick(INDUSTRIES.groups(division)).code,
        sido=_sido(chance, home, on),
        size=chance.draw(_SIZES),
        level_before=before,
        level_after=min(5, before + chance.draw(_STEPS)),
        amount_band=chance.draw(_AMOUNTS),
        outcome_ko=outcome_ko,
        outcome_en=outcome_en,
        is_confirmed=is_confirmed,
        is_checked=is_confirmed and chance.hit(85),
    )


def _sido(chance: Chance, home: str, on: date) -> str:
    near = place.neighbours(home, on)
    if chance.hit(62) or not near:
        return home
    return chance.pick(near) if chance.hit(70) else chance.pick(_provinces(on))


_PROJECTS = {"verified": 5, "documented": 2, "declared": 0.5}
_BEFORE = Weighted({0: 30, 1: 45, 2: 20, 3: 5})
_STEPS = Weighted({1: 68, 2: 32})
_SIZES = Weighted({"MICRO": 26, "SMALL": 44, "MEDIUM": 26, "MIDSIZE": 4})
_AMOUNTS = Weighted(dict(zip(AMOUNT_BANDS, (22, 34, 26, 13, 5), strict=True)))


@cache
def _anything() -> Weighted[str]:
    return Weighted({division.code: 1.0 for division in INDUSTRIES.divisions()})


@cache
def _provinces(on: date) -> tuple[str, ...]:
    return tuple(region.code for region in REGIONS.at(on, Level.SIDO))
