"""Looking for suppliers: words, facets with counts, 20 a page."""

from itertools import cycle
from urllib.parse import urlencode

from tests.bench.client import Client, portal, queries
from tests.bench.measure import in_turns, p50, p95
from tests.bench.row import Row
from tests.bench.scale import Scale

WISHES = (
    {},
    {"region": "48", "domain": "MES"},
    {"q": "스마트"},
    {"q": "정밀", "region": "48"},
    {"q": "ㅅㅁㅌ"},
    {"domain": ["MES", "ERP", "QMS"], "verified": "1", "free": "1"},
    {"industry": "29", "size": "SMALL", "sort": "records"},
    {"region": ["48", "26", "31"], "domain": "AI", "page": "2"},
    {"page": "100", "sort": "name"},
    {"q": "없는이름입니다"},
)
"""What visitors ask for, the empty search and one without an answer included."""


def run(scale: Scale) -> list[Row]:
    """The 95th percentile over these searches, and the most queries one of them costs."""
    visitor = Client(portal())
    addresses = [f"/suppliers/?{urlencode(each, doseq=True)}" for each in WISHES]
    turn = cycle(addresses)
    (times,) = in_turns(
        lambda: visitor.get(next(turn)),
        rounds=scale.rounds,
        per_round=len(addresses),
    )
    most = 0
    for address in addresses:
        with queries() as found:
            visitor.get(address)
        most = max(most, len(found))
    each = in_turns(
        *(lambda a=a: visitor.get(a) for a in addresses), rounds=max(2, scale.rounds // 3), per_round=2
    )
    slowest = max(zip(WISHES, each, strict=True), key=lambda pair: p50(pair[1]))
    return [
        Row(
            act=f"supplier search, 20 of {scale.suppliers:,}, facets",
            figure=p95(times),
            limit=50,
            unit="ms p95",
            p50=p50(times),
            p95=p95(times),
            queries=most,
            most_queries=6,
            note=f"slowest {slowest[0]}: {p50(slowest[1]):.0f} ms",
        )
    ]
