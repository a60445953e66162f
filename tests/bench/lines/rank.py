"""Ranking alone: no database, suppliers in columns as a web process keeps them."""

from dataclasses import replace
from datetime import datetime
from itertools import islice
from random import Random
from time import perf_counter
from zoneinfo import ZoneInfo

from matching.demo import supplier_stream
from matching.demo.sample import profile_of
from matching.management.commands.load_policies import FOLDER
from matching.ranking import Build, Need, Policy, Size, SupplierProfile, prepare, rank
from matching.ranking.vocabulary import PROJECT_CRITERIA
from tests.bench.measure import p50, p95, timed
from tests.bench.row import Row
from tests.bench.scale import Scale

LIMITS = {5_000: 50, 100_000: 150}
NOW = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("Asia/Seoul"))
NEED = {"MES": 3_000, "SENSOR_IOT": 2_000, "QMS": 1_800, "CMMS": 1_200, "DATA_STD": 1_000, "AI": 1_000}
WORDS = tuple(f"word{number}" for number in range(3_000))
DIFFERENT = 40_000
"""So many different suppliers the demonstration can invent; beyond, they come again under other ids."""


def run(scale: Scale) -> list[Row]:
    """The median of a ranking of so many suppliers, the best listed with reasons' facts."""
    policy = max(map(Policy.from_file, FOLDER.glob("*.yaml")), key=lambda each: each.effective_from)
    need = Need(
        reference="bench",
        domains=NEED,
        priority=frozenset({"MES", "SENSOR_IOT", "QMS"}),
        sido="48",
        sigungu="48123",
        industry="292",
        size=Size("SMALL"),
        asker="0000000000",
        as_of=NOW,
    )
    told = replace(
        need, terms=frozenset(WORDS[::40][:10]), amount=80_000_000, category="4321", procedure="BASIC"
    )
    rows = []
    for count in scale.ranked:
        profiles = market(count)
        rows.append(_row("", count, need, profiles, policy, scale))
        comparing = [replace(each, builds=_told(each)) for each in profiles]
        rows.append(_row(", past projects compared", count, told, comparing, _comparing(policy), scale))
    return rows


def _row(
    what: str, count: int, need: Need, profiles: list[SupplierProfile], policy: Policy, scale: Scale
) -> Row:
    made = perf_counter()
    pool = prepare(profiles)
    found = rank(need, pool, policy, limit=policy.listed)
    ready = perf_counter()
    times = timed(lambda: rank(need, pool, policy, limit=policy.listed), max(scale.rounds, 3) * 3)
    return Row(
        act=f"rank {count:,} suppliers (pure){what}",
        figure=p50(times),
        limit=LIMITS.get(count),
        unit="ms",
        p50=p50(times),
        p95=p95(times),
        note=f"{len(found.items)} listed; into columns once: {ready - made:.2f} s",
    )


def _comparing(policy: Policy) -> Policy:
    """The policy in force, with a fifth of its weight for past projects."""
    idf = {word: 1_000_000 + 2_000 * place for place, word in enumerate(WORDS)}
    weights = {**policy.weights, "domain": policy.weights["domain"] - 8 * 250}
    return Policy.from_document(
        policy.document()
        | {
            "weights": weights | dict.fromkeys(PROJECT_CRITERIA, 250),
            "projects": {
                "statistics": {"idf": idf, "average_length": 12_000},
                "category": {"2": 3_000, "3": 6_000, "4": 10_000},
                "category_half": 4,
                "amount_half": 12,
            },
        }
    )


def _told(supplier: SupplierProfile) -> tuple[Build, ...]:
    """The supplier's builds, with a dozen words, a place, an amount and a class each."""
    draw = Random(supplier.id)
    return tuple(
        replace(
            build,
            terms=frozenset(WORDS[int(len(WORDS) * draw.random() ** 3)] for _ in range(12)),
            sido=supplier.home_sido,
            sigungu=supplier.home_sigungu,
            amount=draw.randint(10, 900) * 1_000_000,
            category=str(draw.randint(1_000, 9_999)),
            procedure=draw.choice(("BASIC", "ADVANCED")),
        )
        for build in supplier.builds
    )


def market(count: int) -> list[SupplierProfile]:
    """That many suppliers of the demonstration's market."""
    known = list(islice(supplier_stream(), min(count, DIFFERENT)))
    return [replace(profile_of(known[place % len(known)]), id=f"{place:06d}") for place in range(count)]
