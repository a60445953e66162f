"""The supplier list over the API, beside the same list through ModelSerializer and many-to-many relations."""

import json

from tests.bench.client import Client, portal, queries
from tests.bench.measure import in_turns, p50, p95
from tests.bench.row import Row
from tests.bench.scale import Scale

ADDRESS, FLOOR = "/api/v1/suppliers/?page_size=20", "/floor/suppliers/"


def run(scale: Scale) -> list[Row]:
    """How many times as many requests a second, both behind the same middleware; the queries."""
    ours = Client(portal())
    shown = [json.loads(ours.get(path).body)["results"] for path in (ADDRESS, FLOOR)]
    assert [each.keys() for each in shown[0]] == [each.keys() for each in shown[1]]
    assert [each["id"] for each in shown[0]] == [each["id"] for each in shown[1]]
    mine, usual = in_turns(
        lambda: ours.get(ADDRESS),
        lambda: ours.get(FLOOR),
        rounds=scale.rounds,
        per_round=scale.per_round,
    )
    with queries() as found:
        ours.get(ADDRESS)
    return [
        Row(
            act="supplier list over the API, 20 rows: times the usual list's requests/s",
            figure=p50(usual) / p50(mine),
            limit=3,
            unit="x",
            at_least=True,
            p50=p50(mine),
            p95=p95(mine),
            floor=p50(usual),
            queries=len(found),
            most_queries=4,
            note=f"{1000 / p50(mine):.0f} against {1000 / p50(usual):.0f} requests/s of one process",
        )
    ]
