"""The page that compares a plant with others, with 30,000 synthetic plants told about."""

from django.utils import timezone

from assessments.models import BenchmarkCell, FrameworkVersion
from portal.demo import synthetic
from tests.bench.client import queries
from tests.bench.measure import in_turns, p50, p95
from tests.bench.people import browser_of
from tests.bench.row import Row
from tests.bench.scale import Scale
from tests.bench.seed import FRAMEWORK, identity


def run(scale: Scale) -> list[Row]:
    """The 95th percentile of the page, and its queries."""
    version = FrameworkVersion.objects.published().get(code=FRAMEWORK)
    synthetic.load(version, timezone.now(), min(scale.companies, synthetic.PLANTS))
    owner = browser_of("owner-one")
    address = f"/results/{identity('result', 'one:0')}/benchmark/"
    (times,) = in_turns(lambda: owner.get(address), rounds=scale.rounds, per_round=scale.per_round)
    with queries() as found:
        owner.get(address)
    return [
        Row(
            act=f"a plant among {scale.companies:,}, page with all areas",
            figure=p95(times),
            limit=150,
            unit="ms p95",
            p50=p50(times),
            p95=p95(times),
            queries=len(found),
            note=f"{BenchmarkCell.objects.count():,} groups told about",
        )
    ]
