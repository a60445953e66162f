"""Ranking alone: no database, suppliers in columns as a web process keeps them."""

from dataclasses import replace
from datetime import datetime
from itertools import islice
from time import perf_counter
from zoneinfo import ZoneInfo

from matching.demo import supplier_stream
from matching.demo.sample import profile_of
from matching.management.commands.load_policies import FOLDER
from matching.ranking import Need, Policy, Size, SupplierProfile, prepare, rank
from tests.bench.measure import p50, p95, timed
from tests.bench.row import Row
from tests.bench.scale import Scale

LIMITS = {5_000: 50, 100_000: 150}
NOW = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("Asia/Seoul"))
NEED = {"MES": 3_000, "SENSOR_IOT": 2_000, "QMS": 1_800, "CMMS": 1_200, "DATA_STD": 1_000, "AI": 1_000}
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
    rows = []
    for count in scale.ranked:
        profiles = market(count)
        made = perf_counter()
        pool = prepare(profiles)
        ready = perf_counter()
        found = rank(need, pool, policy, limit=policy.listed)
        times = timed(lambda: rank(need, pool, policy, limit=policy.listed), max(scale.rounds, 3) * 3)  # noqa: B023
        rows.append(
            Row(
                act=f"rank {count:,} suppliers (pure)",
                figure=p50(times),
                limit=LIMITS.get(count),
                unit="ms",
                p50=p50(times),
                p95=p95(times),
                note=f"{len(found.items)} listed; into columns once: {ready - made:.2f} s",
            )
        )
    return rows


def market(count: int) -> list[SupplierProfile]:
    """That many suppliers of the demonstration's market."""
    known = list(islice(supplier_stream(), min(count, DIFFERENT)))
    return [replace(profile_of(known[place % len(known)]), id=f"{place:06d}") for place in range(count)]
