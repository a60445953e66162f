"""Which results the benchmark may count, and what is told about the groups of a plant."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet

from assessments.benchmark import (
    Cell,
    Group,
    Measure,
    Position,
    home,
    known_scores_of,
    place_of,
    position,
    series_of,
    widening,
)
from assessments.documents import framework_of
from assessments.models import BenchmarkCell, FrameworkState, FrameworkVersion, Result
from assessments.scoring import Result as Outcome
from assessments.scoring.number import shown
from core.accounts.actor import Actor
from core.accounts.models import Consent, Membership
from core.accounts.roles import Kind
from core.web.wording import SEOUL

CONSENT = "statistics"
"""The consent without which no result is counted; it is given by a person for the companies one works in."""

Plant = tuple[uuid.UUID, str]
"""A company and the name of its plant."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """The newest scored result of a plant, and what it is grouped by."""

    result: uuid.UUID
    plant: Plant
    group: Group
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Benchmark:
    """With whom a result is compared; `told_at` is since when the numbers that are used stand."""

    position: Position
    told_at: datetime | None


def consenting(by: Actor) -> set[uuid.UUID]:
    """The companies in which somebody agrees to statistics today (two queries)."""
    given = Consent.objects.visible_to(by).in_force().filter(document=CONSENT)
    people = given.filter(organisation__isnull=True).values("user_id")
    working = Membership.objects.visible_to(by).active().filter(user_id__in=people)
    firms = set(given.filter(organisation__isnull=False).values_list("organisation_id", flat=True))
    return {each for each in firms if each} | set(working.values_list("organisation_id", flat=True))


def versions_by_series() -> Mapping[str, list[FrameworkVersion]]:
    """Every framework version that ever was answered or may be, under what it counts by."""
    found: dict[str, list[FrameworkVersion]] = defaultdict(list)
    rows = FrameworkVersion.objects.exclude(state=FrameworkState.DRAFT.value).defer("document", "source")
    for version in rows.order_by("published_at", "pk"):
        found[series_of(framework_of(version))].append(version)
    return found


def countable(
    versions: Iterable[FrameworkVersion], firms: Iterable[uuid.UUID], by: Actor
) -> QuerySet[Result]:
    """Scored results of these companies under these versions; fictitious companies are never counted."""
    return Result.objects.visible_to(by).filter(
        framework__in=[version.pk for version in versions],
        organisation__in=list(firms),
        organisation__kind=Kind.COMPANY.value,
        organisation__is_demo=False,
        score__isnull=False,
    )


def newest(results: QuerySet[Result], at: datetime) -> dict[Plant, Candidate]:
    """The newest of these results of every plant, grouped by where its place belongs today (one query)."""
    rows = (
        results.order_by("organisation_id", "plant_name", "-submitted_at", "pk")
        .distinct("organisation_id", "plant_name")
        .values_list("pk", "organisation_id", "plant_name", "industry", "size", "sigungu", "submitted_at")
    )
    found = {}
    day = at.astimezone(SEOUL).date()
    for pk, firm, name, industry, size, sigungu, submitted_at in rows:
        try:
            group = home(industry, size, sigungu, day)
        except KeyError:
            continue  # a place that nobody knows cannot be grouped
        found[firm, name] = Candidate(pk, (firm, name), group, submitted_at)
    return found


def benchmark_of(result: Result, on: date) -> Benchmark | None:
    """With whom a result is compared on a day (one query); None for a place that cannot be grouped.

    The result must come with its framework version. Groups are told to everybody, so nothing is scoped.
    """
    try:
        here = home(result.industry, result.size, result.sigungu, on)
    except KeyError:
        return None
    wanted = Q()
    for group in widening(here):
        wanted |= Q(industry=group.industry, size=group.size, region=group.region)
    rows = BenchmarkCell.objects.filter(wanted, series=series_of(framework_of(result.framework)))
    told: dict[bool, dict[Group, Cell]] = {True: {}, False: {}}
    since = {}
    for row in rows:
        cell = cell_of(row)
        told[row.is_synthetic][cell.group] = cell
        since[row.is_synthetic, cell.group] = row.told_at
    found = position(here, told[False], told[True])
    used = found.cell
    return Benchmark(found, since[found.is_synthetic, used.group] if used else None)


def cell_of(row: BenchmarkCell) -> Cell:
    """The stored cell as a value."""
    return Cell(
        group=Group(row.industry, row.size, row.region),
        plants=row.plants,
        firms=row.firms,
        measures={
            code: Measure(each["mean"], {int(step): value for step, value in each["ladder"].items()})
            for code, each in row.numbers.items()
        },
    )


def as_data(benchmark: Benchmark, outcome: Outcome) -> dict[str, Any]:
    """The comparison as the API gives it; the layout is that of `BenchmarkSerializer`."""
    found, cell = benchmark.position, benchmark.position.cell
    return {
        "synthetic": found.is_synthetic,
        "group": cell and _group(cell.group),
        "plants": cell and cell.plants,
        "companies": cell and cell.firms,
        "told_at": benchmark.told_at,
        "measures": [_measure(code, mine, cell) for code, mine in known_scores_of(outcome).items()]
        if cell
        else [],
        "widened": [
            {
                "group": _group(step.group),
                "plants": step.cell and step.cell.plants,
                "companies": step.cell and step.cell.firms,
            }
            for step in found.steps
        ],
    }


def _group(group: Group) -> dict[str, str]:
    return {"industry": group.industry, "size": group.size, "region": group.region}


def _measure(code: str, mine: int | None, cell: Cell) -> dict[str, Any]:
    measure = cell.measures[code]
    place = None if mine is None else place_of(mine, measure.ladder)
    return {
        "code": code,
        "score": None if mine is None else _text(mine),
        "mean": _text(measure.mean),
        "percentiles": {str(step): _text(value) for step, value in measure.ladder.items()},
        "within_percent": place.percent if place else None,
        "end": None if place is None else "upper" if place.is_upper else "lower",
    }


def _text(millionths: int) -> str:
    return f"{shown(Fraction(millionths, 1_000_000))}"
