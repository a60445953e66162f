"""The regional list of a technopark with which 20,000 results are shared."""

from itertools import cycle
from urllib.parse import urlencode

from tests.bench.client import queries
from tests.bench.measure import in_turns, p50, p95
from tests.bench.people import browser_of
from tests.bench.row import Row
from tests.bench.scale import Scale
from tests.bench.seed import PARK

PAGES = (
    {},
    {"page": "2"},
    {"page": "200"},
    {"tier": "basic"},
    {"size": "SMALL", "sort": "-score"},
    {"q": "정밀"},
)
"""What an officer opens: the first page, others, and lists narrowed in the common ways."""


def run(scale: Scale) -> list[Row]:
    """The 95th percentile over pages and filters, and the most queries any of them costs."""
    officer = browser_of(f"officer-{PARK}")
    addresses = [f"/regional/?{urlencode({'rows': '50'} | each)}" for each in PAGES]
    rows = []
    turn = cycle(addresses)
    (times,) = in_turns(lambda: officer.get(next(turn)), rounds=scale.rounds, per_round=len(addresses) * 2)
    most = 0
    for address in addresses:
        with queries() as found:
            officer.get(address)
        most = max(most, len(found))
    each = in_turns(
        *(lambda a=a: officer.get(a) for a in addresses), rounds=max(2, scale.rounds // 3), per_round=4
    )
    slowest = max(zip(addresses, each, strict=True), key=lambda pair: p50(pair[1]))
    rows.append(
        Row(
            act=f"regional list, 50 of {scale.shared:,}",
            figure=p95(times),
            limit=80,
            unit="ms p95",
            p50=p50(times),
            p95=p95(times),
            queries=most,
            most_queries=10,
            note=f"slowest {slowest[0]}: {p50(slowest[1]):.0f} ms",
        )
    )
    return rows
