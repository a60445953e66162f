"""Suppliers and needs for the tests: drawn by hypothesis, or many at once from a seeded generator."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from matching.ranking import Ban, Build, Criterion, Gap, Level, Need, Outcomes, Policy, Size, SupplierProfile
from matching.ranking.vocabulary import ALL_CRITERIA

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)

DOMAINS = ("MES", "ERP", "QMS", "SENSOR_IOT", "AI", "TWIN", "CLOUD", "ROBOT")
PLACES = (
    ("48", "48120"),
    ("48", "48121"),
    ("48", "48250"),
    ("26", "26440"),
    ("47", "47190"),
    ("31", "31140"),
    ("41", "41590"),
    ("41", "41597"),
    ("11", "11545"),
    ("12", "12110"),
    ("46", "46110"),
    ("50", "50110"),
)
INDUSTRIES = ("29", "292", "29221", "29299", "30399", "25914", "10", "10795")
TERMS = ("금형", "사출", "용접", "비전", "재고")
CODES = tuple(sorted({code for place in PLACES for code in place}))


@cache
def policy() -> Policy:
    """The policy in force."""
    return Policy.from_file(ROOT / "matching/policies/2026-11.yaml")


def changed(**fields: object) -> Policy:
    """The policy in force with parts of its document replaced."""
    return Policy.from_document(policy().document() | fields)


@cache
def reading_policy() -> Policy:
    """The policy in force, but reading texts as well."""
    weights = dict(policy().weights) | {"text": 500, "domain": 3000}
    statistics = {
        "idf": {term: 1_500_000 + 400_000 * at for at, term in enumerate(TERMS)},
        "average_length": 4_000,
    }
    return changed(weights=weights, statistics=statistics)


def need(**fields: object) -> Need:
    """What Hanbit asks for: an MES first, quality management and AI besides, for its plant in Changwon."""
    known = {
        "reference": "result-1",
        "domains": {"MES": 6000, "QMS": 3000, "AI": 1500},
        "priority": frozenset({"MES"}),
        "sido": "48",
        "sigungu": "48120",
        "industry": "29221",
        "size": Size.SMALL,
        "asker": "hanbit",
        "as_of": NOW,
    }
    return Need(**(known | fields))


def mirae(**fields: object) -> SupplierProfile:
    """Mirae: verified, near, experienced, open for work."""
    known = {
        "id": "mirae",
        "domains": {"MES": Level.VERIFIED, "QMS": Level.DOCUMENTED, "AI": Level.DECLARED},
        "serves": frozenset({"48", "26"}),
        "builds": (
            Build(id="b1", domain="MES", on=date(2025, 5, 2), industry="29221", size=Size.SMALL),
            Build(id="b2", domain="MES", on=date(2023, 11, 30), industry="30399", size=Size.MEDIUM),
        ),
        "home_sido": "48",
        "home_sigungu": "48250",
        "industries": frozenset({"29"}),
        "sizes": frozenset({Size.SMALL}),
        "capacity_free": 2,
        "accepting": True,
        "verified": True,
        "profile_confirmed_on": date(2026, 10, 1),
        "quality": Outcomes(good=2, total=2),
        "response": Outcomes(good=9, total=10),
    }
    return SupplierProfile(**(known | fields))


@cache
def project_policy() -> Policy:
    """A policy that compares past projects as well; its weights are round."""
    weights = dict.fromkeys(ALL_CRITERIA, 500) | {Criterion.DOMAIN: 1_500}
    return Policy.from_document(
        reading_policy().document()
        | {
            "code": "projects",
            "weights": {criterion.value: weight for criterion, weight in weights.items()},
            "projects": {
                "statistics": reading_policy().statistics.document(),
                "category": {"2": 1_000, "3": 5_000, "8": 10_000},
                "category_half": 4,
                "amount_half": 12,
            },
        }
    )


def _built_at(place: tuple[str, str], said: dict[str, object], **fields: object) -> Build:
    return Build(sido=place[0], sigungu=place[1], **said, **fields)


def days(first: date, last: date) -> st.SearchStrategy[date]:
    return st.dates(first, last)


def moments(first: date, last: date) -> st.SearchStrategy[datetime]:
    return st.builds(
        lambda day, second: datetime.combine(day, time(), UTC) + timedelta(seconds=second),
        st.dates(first, last),
        st.integers(0, 86_399),
    )


def told(number: int) -> dict[str, object]:
    """What a project or a need says besides: now and then nothing, one word, the greatest amount there is."""
    draw = random.Random(number)
    return {
        "terms": frozenset(draw.sample(TERMS, draw.randint(0, 4))),
        "amount": draw.choice((0, 1, 9, 50_000_000, 61_000_000, 480_000_000, 10**15)),
        "category": draw.choice(("", "7", "7222", "72221000", "72240000", "4512")),
        "procedure": draw.choice(("", "BASIC", "ADVANCED")),
    }


TOLD = tuple(told(number) for number in range(120))
"""Drawn as a whole: six draws a project would cost more than what is tested."""

builds = st.builds(
    _built_at,
    place=st.sampled_from((("", ""), *PLACES)),
    said=st.sampled_from(TOLD),
    id=st.uuids().map(str),
    domain=st.sampled_from(DOMAINS),
    on=days(date(2015, 1, 1), date(2027, 3, 1)),
    industry=st.sampled_from(("", *INDUSTRIES)),
    size=st.sampled_from((None, *Size)),
)
outcomes = st.integers(0, 30).flatmap(
    lambda total: st.integers(0, total).map(lambda good: Outcomes(good=good, total=total))
)
instants = moments(date(2025, 1, 1), date(2028, 1, 1))
bans = st.tuples(instants, st.integers(0, 900), st.booleans()).map(
    lambda drawn: Ban(starts_at=drawn[0], ends_at=None if drawn[2] else drawn[0] + timedelta(days=drawn[1]))
)
levels = st.dictionaries(st.sampled_from(DOMAINS), st.sampled_from(Level), max_size=6)


def profiles(**fixed: st.SearchStrategy[object]) -> st.SearchStrategy[SupplierProfile]:
    """Any supplier, gated or not; `fixed` replaces single fields."""
    fields = {
        "id": st.text("abcdefgh", min_size=1, max_size=6),
        "domains": levels,
        "serves": st.frozensets(st.sampled_from(("all", *CODES)), max_size=4),
        "builds": st.lists(builds, max_size=5).map(tuple),
        "industries": st.frozensets(st.sampled_from(INDUSTRIES), max_size=3),
        "sizes": st.frozensets(st.sampled_from(Size), max_size=3),
        "remote": st.frozensets(st.sampled_from(DOMAINS), max_size=3),
        "capacity_free": st.integers(0, 6),
        "accepting": st.booleans(),
        "verified": st.booleans(),
        "profile_confirmed_on": st.none() | days(date(2025, 9, 1), date(2027, 1, 1)),
        "bans": st.lists(bans, max_size=1).map(tuple),
        "affiliations": st.frozensets(st.sampled_from(("hanbit", "dasan", "group")), max_size=1),
        "quality": outcomes,
        "response": outcomes,
        "terms": st.dictionaries(st.sampled_from(TERMS), st.integers(1, 9), max_size=3),
        "exposure": st.integers(-3, 3),
    }
    homes = st.sampled_from((("", ""), *PLACES))
    return st.builds(_at_home, homes, st.builds(SupplierProfile, **(fields | fixed)))


def _at_home(home: tuple[str, str], supplier: SupplierProfile) -> SupplierProfile:
    return replace(supplier, home_sido=home[0], home_sigungu=home[1])


def open_profiles(**fixed: st.SearchStrategy[object]) -> st.SearchStrategy[SupplierProfile]:
    """Suppliers that pass the gate of `need()`."""
    passing = {
        "domains": levels.map(lambda found: found | {"MES": Level.DOCUMENTED}),
        "serves": st.just(frozenset({"all"})),
        "capacity_free": st.integers(1, 6),
        "accepting": st.just(True),
        "verified": st.just(True),
        "profile_confirmed_on": days(date(2026, 1, 1), TODAY),
        "bans": st.just(()),
        "affiliations": st.just(frozenset()),
    }
    return profiles(**(passing | fixed))


def pools(
    suppliers: st.SearchStrategy[SupplierProfile], **size: int
) -> st.SearchStrategy[list[SupplierProfile]]:
    """Several suppliers, no id twice."""
    return st.lists(suppliers, unique_by=lambda supplier: supplier.id, **({"max_size": 12} | size))


@cache
def gap_policy() -> Policy:
    """The policy that looks at the named gaps."""
    return Policy.from_file(ROOT / "matching/policies/2026-11-22.yaml")


def gap(code: str = "SYS2", share: int = 2_000, **domains: int) -> Gap:
    """A gap that the result names."""
    return Gap(code=code, title={"ko": f"{code} 부족", "en": f"{code} gap"}, share=share, domains=domains)


def gaps_among(domains: dict[str, int], counts: list[int]) -> tuple[Gap, ...]:
    """As many gaps as counts, each closed by so many of the domains."""
    codes = sorted(domains)
    return tuple(
        gap(f"G{place}", 3_000 - place, **{code: domains[code] for code in codes[place:][:count] or codes})
        for place, count in enumerate(counts)
    )


needs = st.builds(
    lambda place, domains, priority, gaps, said, **fields: Need(
        gaps=gaps_among(domains, gaps),
        domains=domains,
        priority=frozenset(sorted(domains)[:priority]),
        sido=place[0],
        sigungu=place[1],
        **said,
        **fields,
    ),
    said=st.sampled_from(TOLD),
    place=st.sampled_from(PLACES),
    domains=st.dictionaries(st.sampled_from(DOMAINS), st.integers(1, 10_000), min_size=1, max_size=5),
    priority=st.integers(0, 2),
    gaps=st.lists(st.integers(1, 3), max_size=3),
    reference=st.text("xyz", max_size=3),
    industry=st.sampled_from(("", *INDUSTRIES)),
    size=st.sampled_from((None, *Size)),
    asker=st.sampled_from(("", "hanbit", "a")),
    affiliations=st.frozensets(st.sampled_from(("group", "dasan")), max_size=1),
    as_of=moments(date(2026, 6, 1), date(2028, 2, 1)),
)


def many(count: int, seed: int = 7) -> list[SupplierProfile]:
    """A believable market of suppliers over all 24 domains, the same for the same seed."""
    draw = random.Random(seed)
    domains = _domains()
    homes = _homes()
    return [_one(f"s{index:06d}", draw, domains, homes) for index in range(count)]


@cache
def _domains() -> tuple[str, ...]:
    return (
        *("MES", "POP", "ERP", "PLM", "SCM", "WMS", "APS", "QMS", "FEMS", "CMMS", "EHS", "SENSOR_IOT"),
        *("NETWORK", "CONTROL", "VISION", "ROBOT", "AMR", "3DP", "TWIN", "AI", "CLOUD", "SECURITY"),
        *("DATA_STD", "CONSULT"),
    )


@cache
def _homes() -> tuple[tuple[str, str], ...]:
    table = policy().regions
    cities = sorted(set(table.parents.values()) | set(table.successors.values()))
    return tuple((code[:2], code) for code in cities if len(code) == 5)


def _one(
    identity: str, draw: random.Random, domains: tuple[str, ...], homes: tuple[tuple[str, str], ...]
) -> SupplierProfile:
    offered = draw.sample(domains, draw.randint(1, 8))
    home = draw.choice(homes)
    sidos = sorted(policy().regions.macros)
    return SupplierProfile(
        id=identity,
        domains={code: draw.choice((Level.DECLARED, Level.DOCUMENTED, Level.VERIFIED)) for code in offered},
        serves=frozenset({"all"} if draw.random() < 0.5 else {home[0], *draw.sample(sidos, 3)}),
        builds=tuple(
            Build(
                id=f"{identity}-{number}",
                domain=draw.choice(offered),
                on=TODAY - timedelta(days=draw.randint(0, 3000)),
                industry=str(draw.randint(10_100, 33_999)),
                size=draw.choice(tuple(Size)),
            )
            for number in range(draw.choice((0, 0, 1, 2, 3, 5, 9)))
        ),
        home_sido=home[0],
        home_sigungu=home[1],
        industries=frozenset(str(draw.randint(10, 33)) for _ in range(draw.randint(0, 3))),
        sizes=frozenset(draw.sample(tuple(Size), draw.randint(0, 3))),
        remote=frozenset(draw.sample(offered, draw.randint(0, 1))),
        capacity_free=draw.randint(0, 5),
        accepting=draw.random() < 0.9,
        verified=draw.random() < 0.9,
        profile_confirmed_on=TODAY - timedelta(days=draw.randint(0, 420)),
        quality=_seen(draw),
        response=_seen(draw),
        exposure=draw.randint(-20, 20),
    )


def _seen(draw: random.Random) -> Outcomes:
    total = draw.choice((0, 0, 3, 10))
    return Outcomes(good=draw.randint(0, total), total=total)
