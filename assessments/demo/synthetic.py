"""The synthetic population: plants that do not exist, to show what a benchmark looks like."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson

from assessments.actions.benchmark import tell
from assessments.benchmark import (
    Block,
    Group,
    Member,
    Sealed,
    Waiting,
    published,
    scores_of,
    seal,
    series_of,
    units_of,
)
from assessments.demo.copying import insert
from assessments.documents import framework_of
from assessments.models import BenchmarkBlock, FrameworkVersion
from assessments.scoring import Framework, check_answers, score

LONG_AGO_DAYS = 3_650
"""They have waited for ever: whoever finds no company in its own group goes at once into a wider one."""
SECRET = b"synthetic"
_NAMESPACE = uuid.UUID("8a0b6c56-7f0f-5b0c-93a7-5a0d8c1f2e44")
_BLOCK = "id, series, is_synthetic, industry, size, region, entry_count, sealed_at"
_ENTRY = "block_id, firm, scores, is_synthetic"


@dataclass(frozen=True, slots=True)
class SyntheticPlant:
    """A plant of the made-up population: its number in it, its group, its answers as in an answers file."""

    number: int
    group: Group
    answers: Mapping[str, str | Sequence[str]]


def has_synthetic(version: FrameworkVersion) -> bool:
    """Whether the versions that count like this one have a synthetic population already."""
    series = series_of(framework_of(version))
    return BenchmarkBlock.objects.filter(series=series, is_synthetic=True).exists()


@dataclass(frozen=True, slots=True)
class Synthetic:
    """A drawn population: its blocks, and the measures of its plants by number."""

    sealed: Sequence[Sealed]
    scores: Mapping[str, Mapping[str, int]]


def drawn(framework: Framework, plants: Iterable[SyntheticPlant]) -> Synthetic:
    """The plants scored and sealed: the same way as real results, so that they show what those will.

    Takes seconds and no database: call it outside a transaction. AnswerFaults names an answer that does not
    fit.
    """
    waiting, scores = [], {}
    for plant in plants:
        found = scores_of(score(framework, check_answers(framework, plant.answers)))
        if found is not None:
            key = str(plant.number)
            waiting.append(Waiting(key, key, plant.group, LONG_AGO_DAYS))
            scores[key] = found
    return Synthetic(seal(waiting, SECRET), scores)


def load_synthetic(version: FrameworkVersion, population: Synthetic, at: datetime) -> int:
    """Keep the blocks with their measures, and tell of their groups; how many groups are told about.

    Runs as the system, in the caller's transaction.
    """
    framework = framework_of(version)
    series = series_of(framework)
    sealed, scores = population.sealed, population.scores
    ids = [uuid.uuid5(_NAMESPACE, f"{series}:{place}") for place in range(len(sealed))]
    insert("assessments_benchmarkblock", _BLOCK, _blocks(series, ids, sealed, at))
    insert("assessments_benchmarkentry", _ENTRY, _entries(ids, sealed, scores))
    blocks = [Block(each.group, tuple(Member(key, scores[key]) for key in each.keys)) for each in sealed]
    return tell(series, published(blocks, units_of(framework)), is_synthetic=True, at=at)


def _blocks(
    series: str, ids: Sequence[uuid.UUID], sealed: Sequence[Sealed], at: datetime
) -> Iterable[tuple[object, ...]]:
    for key, each in zip(ids, sealed, strict=True):
        group = each.group
        yield key, series, True, group.industry, group.size, group.region, len(each.keys), at


def _entries(
    ids: Sequence[uuid.UUID], sealed: Sequence[Sealed], scores: Mapping[str, Mapping[str, int]]
) -> Iterable[tuple[object, ...]]:
    for block, each in zip(ids, sealed, strict=True):
        for key in each.keys:
            yield block, key, orjson.dumps(dict(scores[key])).decode(), True
