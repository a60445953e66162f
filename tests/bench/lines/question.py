"""Opening a question page, against a bare template view with one query."""

from itertools import cycle

from assessments.documents import framework_of
from assessments.models import Session
from core.scope import acting_as_system
from tests.bench.client import Client, bare, queries, usual
from tests.bench.lines.save import Answering
from tests.bench.measure import in_turns, p50, p95
from tests.bench.row import Row
from tests.bench.scale import Scale


def run(scale: Scale) -> list[Row]:
    """The ratio to a bare view, the 95th percentile, the queries."""
    person = Answering(1)
    for _ in range(30):
        person.save()
    with acting_as_system():
        framework = framework_of(Session.objects.with_framework().get(pk=person.draft).framework)
    modules = cycle([f"/assessments/{person.draft}/modules/{node.code}/" for node in framework.modules])
    plain, signed_in = Client(bare()), Client(usual(), person.browser.cookies)
    opened, nothing, floor = in_turns(
        lambda: person.browser.get(next(modules)),
        lambda: plain.get("/floor/listing/"),
        lambda: signed_in.get("/floor/mine/listing/"),
        rounds=scale.rounds,
        per_round=scale.per_round,
    )
    most = 0
    for _ in framework.modules:
        with queries() as found:
            person.browser.get(next(modules))
        most = max(most, len(found))
    return [
        Row(
            act="open a question page: times a bare template view with one query, signed in",
            figure=p50(opened) / p50(floor),
            limit=8,
            unit="x",
            p50=p50(opened),
            p95=p95(opened),
            floor=p50(floor),
        ),
        Row(
            act="  against the same view without sign-in and any middleware",
            figure=p50(opened) / p50(nothing),
            limit=None,
            unit="x",
            floor=p50(nothing),
        ),
        Row(
            act="open a question page",
            figure=p95(opened),
            limit=60,
            unit="ms p95",
            queries=most,
            most_queries=10,
        ),
    ]
