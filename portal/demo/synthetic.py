"""Draws the synthetic population of the benchmark from the public marginals."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from assessments.benchmark import home
from assessments.demo import SyntheticPlant, drawn, has_synthetic, load_synthetic
from assessments.documents import framework_of
from assessments.models import FrameworkVersion
from assessments.scoring import Framework
from core.scope import acting_as_system
from core.web.wording import SEOUL
from matching.demo import company_stream, demo_answers

PLANTS = 30_000
SEED = "benchmark-2026"
"""Other companies than those of the demonstration."""


def load(version: FrameworkVersion, at: datetime, count: int = PLANTS) -> int:
    """Tell of the groups of so many synthetic plants; how many groups, 0 where that was done already.

    Opens a transaction of the system's own once the plants are drawn: drawing takes seconds.
    """
    if has_synthetic(version):
        return 0
    framework = framework_of(version)
    population = drawn(framework, plants(framework, at.astimezone(SEOUL).date(), count))
    with acting_as_system():
        return load_synthetic(version, population, at)


def plants(framework: Framework, on: date, count: int) -> Iterator[SyntheticPlant]:
    """The plants: places, industries and sizes by their public shares, answers by their capability."""
    items = list(framework.items)
    unknown = [code for code, item in framework.items.items() if item.dont_know]
    absent = [code for code, item in framework.items.items() if item.not_applicable]
    for number, each in enumerate(islice(company_stream(SEED, on), count)):
        yield SyntheticPlant(
            number=number,
            group=home(each.industry, each.size, each.sigungu, on),
            answers=demo_answers(each, items, SEED, may_be_unknown=unknown, may_not_apply=absent),
        )
