"""Looking for suppliers: words, facets with counts, 20 a page."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import cycle, product
from urllib.parse import urlencode

from core.domains import DOMAINS
from core.regions import REGIONS, Level
from tests.bench.client import Client, portal, queries
from tests.bench.measure import in_turns, p50, p95
from tests.bench.row import Row
from tests.bench.scale import Scale

WISHES: tuple[Mapping[str, object], ...] = (
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
"""The kinds of search, the empty one and one without an answer included."""


def fresh() -> Iterator[str]:
    """Addresses of those kinds in turn, most for another place: counts that were kept do not help."""
    homes = [each.code for each in REGIONS.at(date(2026, 11, 21), Level.SIDO)]
    places = cycle(product(homes, [each.code for each in DOMAINS]))
    for number, kind in enumerate(cycle(WISHES)):
        if number % 4 == 0 or not kind or "page" in kind:
            yield address(kind)
        else:
            home, domain = next(places)
            yield address({"home": home, "domain": domain} | kind)


def address(wish: Mapping[str, object]) -> str:
    """The page of a search."""
    return f"/suppliers/?{urlencode(wish, doseq=True)}"


def run(scale: Scale) -> list[Row]:
    """The 95th percentile over these searches, and the most queries one of them costs."""
    visitor, turn = Client(portal()), fresh()
    (times,) = in_turns(lambda: visitor.get(next(turn)), rounds=scale.rounds, per_round=len(WISHES))
    most = 0
    for _ in range(2 * len(WISHES)):
        with queries() as found:
            visitor.get(next(turn))
        most = max(most, len(found))
    each = in_turns(
        *(lambda a=a: visitor.get(a) for a in map(address, WISHES)),
        rounds=max(2, scale.rounds // 3),
        per_round=2,
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
            note=f"slowest when asked again {slowest[0]}: {p50(slowest[1]):.0f} ms",
        )
    ]
