"""The exact plan for one firm, each time a firm not seen before."""

from random import Random

from assessments.documents import framework_of
from assessments.models import FrameworkVersion
from assessments.planning import best_plan, catalogue_of, plant_of, usual_wish
from assessments.planning.posing import open_to
from assessments.scoring import score
from core.scope import acting_as_system
from matching.demo import companies, demo_answers
from tests.bench.measure import p50, p95, timed
from tests.bench.row import Row
from tests.bench.scale import Scale
from tests.bench.seed import FRAMEWORK

MOST_MS = 300
FIRMS = 40


def run(scale: Scale) -> list[Row]:
    """The median over firms of the demonstration with their usual money, the solver warm, nothing kept."""
    with acting_as_system():
        version = FrameworkVersion.objects.published().filter(code=FRAMEWORK).latest("published_at")
        framework = framework_of(version)
    catalogue = catalogue_of(framework)
    count = max(scale.rounds, 3) * 2
    plants = []
    for company in companies(min(count, FIRMS)):
        answers = demo_answers(company, list(framework.items))
        plants.append(plant_of(score(framework, answers), answers))
    sizes = Random(1)
    most = max(len(open_to(plant, catalogue)) for plant in plants)
    wishes = [
        usual_wish(plant.result, catalogue, sizes.choice(["MICRO", "SMALL", "MEDIUM"])) for plant in plants
    ]
    best_plan(plants[0], catalogue, wishes[0].with_less(50))
    turns = iter(zip(plants, wishes, strict=True))

    def planned() -> object:
        plant, wish = next(turns)
        return best_plan(plant, catalogue, wish)

    times = timed(planned, len(plants))
    return [
        Row(
            act="plan for one firm (pure, exact)",
            figure=p50(times),
            limit=MOST_MS,
            unit="ms",
            p50=p50(times),
            p95=p95(times),
            note=f"up to {most} candidate steps, {len(plants)} firms",
        )
    ]
