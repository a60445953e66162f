"""Refreshing the benchmark: blocks end and are sealed, then groups are told about anew."""

import hmac
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from assessments.benchmark import (
    Block,
    Cell,
    Group,
    Member,
    Waiting,
    is_over,
    published,
    scores_of,
    seal,
    units_of,
)
from assessments.documents import framework_of
from assessments.models import BenchmarkBlock, BenchmarkCell, BenchmarkEntry, FrameworkVersion, Result
from assessments.outcomes import outcome_of
from assessments.queries.benchmark import (
    Candidate,
    Plant,
    cell_of,
    consenting,
    countable,
    newest,
    versions_by_series,
)
from core import audit
from core.accounts.actor import Actor

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('assessments.benchmark'))"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh changed: blocks that ended and were sealed, cells whose numbers are new or gone."""

    ended: int = 0
    sealed: int = 0
    cells: int = 0


@dataclass(frozen=True, slots=True)
class _Standing:
    """A block with the plants it counts."""

    row: BenchmarkBlock
    entries: Sequence[tuple[Plant, uuid.UUID, datetime, Member]]

    def is_over(self, known: Mapping[Plant, Candidate], firms: Collection[uuid.UUID], at: datetime) -> bool:
        return is_over(
            firms_left=len(self.entries) < self.row.entry_count
            or any(plant[0] not in firms for plant, *_rest in self.entries),
            size=len(self.entries),
            overtaken=sum(
                plant in known and known[plant].result != result for plant, result, *_rest in self.entries
            ),
            oldest_days=max((at - submitted_at).days for _plant, _result, submitted_at, _ in self.entries)
            if self.entries
            else 0,
        )

    @property
    def block(self) -> Block:
        group = Group(self.row.industry, self.row.size, self.row.region)
        return Block(group, tuple(member for *_rest, member in self.entries))


@transaction.atomic
def refresh_benchmark(*, by: Actor, at: datetime) -> Refreshed:
    """End and seal blocks of real results, and tell of every group what they now come to.

    Two refreshes at once wait for each other; the second finds nothing to do. Needs the scope of the system.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    firms = consenting(by)
    done = [_refresh(series, versions, firms, by, at) for series, versions in versions_by_series().items()]
    found = Refreshed(*(sum(column) for column in zip(*done, strict=True))) if done else Refreshed()
    audit.record(
        by=by,
        at=at,
        verb="benchmark.refreshed",
        subject_kind="benchmark",
        subject_id="all",
        data={"ended": found.ended, "sealed": found.sealed, "cells": found.cells},
    )
    return found


def _refresh(
    series: str, versions: Sequence[FrameworkVersion], firms: set[uuid.UUID], by: Actor, at: datetime
) -> tuple[int, int, int]:
    known = newest(countable(versions, firms, by), at)
    standing = _standing(series, by)
    over = {each.row.pk for each in standing if each.is_over(known, firms, at)}
    BenchmarkBlock.objects.filter(pk__in=over).update(ended_at=at)
    kept = [each for each in standing if each.row.pk not in over]
    counted = {plant for each in kept for plant, *_rest in each.entries}
    blocks = _seal(series, [each for plant, each in known.items() if plant not in counted], versions, by, at)
    told = published([*(each.block for each in kept), *blocks], units_of(framework_of(versions[-1])))
    return len(over), len(blocks), tell(series, told, is_synthetic=False, at=at)


def _standing(series: str, by: Actor) -> list[_Standing]:
    rows = BenchmarkBlock.objects.filter(series=series, is_synthetic=False, ended_at__isnull=True)
    entries: dict[uuid.UUID, list[tuple[Plant, uuid.UUID, datetime, Member]]] = defaultdict(list)
    columns = ("block_id", "result_id", "firm", "scores")
    result = ("result__organisation_id", "result__plant_name", "result__submitted_at")
    found = BenchmarkEntry.objects.visible_to(by).filter(block__in=rows).order_by("pk")
    for block, key, firm, scores, organisation, plant, at in found.values_list(*columns, *result):
        entries[block].append(((organisation, plant), key, at, Member(firm, scores)))
    return [_Standing(row, entries[row.pk]) for row in rows.order_by("sealed_at", "pk")]


def _seal(
    series: str,
    candidates: Sequence[Candidate],
    versions: Sequence[FrameworkVersion],
    by: Actor,
    at: datetime,
) -> list[Block]:
    spent = set(
        BenchmarkEntry.objects.visible_to(by)
        .filter(result__framework__in=[version.pk for version in versions])
        .values_list("result_id", flat=True)
    )
    fresh = {str(each.result): each for each in candidates if each.result not in spent}
    scores = _scores([each.result for each in fresh.values()], by)
    waiting = [
        Waiting(key, str(each.plant[0]), each.group, (at - each.submitted_at).days)
        for key, each in fresh.items()
        if key in scores
    ]
    found, rows, entries = [], [], []
    for sealed in seal(waiting, _secret()):
        members = {key: Member(str(fresh[key].plant[0]), scores[key]) for key in sealed.keys}
        found.append(Block(sealed.group, tuple(members.values())))
        row = block_row(series, sealed.group, len(members), is_synthetic=False, at=at)
        rows.append(row)
        entries += [
            BenchmarkEntry(
                block=row,
                result_id=fresh[key].result,
                firm=member.firm,
                scores=dict(member.scores),
                is_synthetic=False,
            )
            for key, member in members.items()
        ]
    BenchmarkBlock.objects.bulk_create(rows, batch_size=1_000)
    BenchmarkEntry.objects.bulk_create(entries, batch_size=1_000)
    return found


def _scores(results: Sequence[uuid.UUID], by: Actor) -> dict[str, dict[str, int]]:
    """The measures of results by key; those without a score in an area are left out."""
    rows = (
        Result.objects.visible_to(by)
        .filter(pk__in=results)
        .select_related("framework")
        .only("outcome", "framework__checksum")
    )
    found = {str(row.pk): scores_of(outcome_of(row)) for row in rows.iterator(1_000)}
    return {key: scores for key, scores in found.items() if scores is not None}


def _secret() -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), b"assessments.benchmark", "sha256")


def block_row(series: str, group: Group, count: int, *, is_synthetic: bool, at: datetime) -> BenchmarkBlock:
    """An unsaved block."""
    return BenchmarkBlock(
        series=series,
        is_synthetic=is_synthetic,
        industry=group.industry,
        size=group.size,
        region=group.region,
        entry_count=count,
        sealed_at=at,
    )


def tell(series: str, cells: Iterable[Cell], *, is_synthetic: bool, at: datetime) -> int:
    """Write what is told about the groups of a series; how many cells changed.

    A cell whose numbers are as before keeps the instant since when it says so.
    """
    known, keys = {}, {}
    for row in BenchmarkCell.objects.filter(series=series, is_synthetic=is_synthetic):
        cell = cell_of(row)
        known[cell.group], keys[cell.group] = cell, row.pk
    new = {cell.group: cell for cell in cells}
    changed = {group for group in known.keys() | new.keys() if known.get(group) != new.get(group)}
    BenchmarkCell.objects.filter(pk__in=[keys[group] for group in changed & known.keys()]).delete()
    rows = (_cell_row(series, new[group], is_synthetic, at) for group in sorted(changed & new.keys()))
    BenchmarkCell.objects.bulk_create(rows, batch_size=1_000)
    return len(changed)


def _cell_row(series: str, cell: Cell, is_synthetic: bool, at: datetime) -> BenchmarkCell:
    return BenchmarkCell(
        series=series,
        is_synthetic=is_synthetic,
        industry=cell.group.industry,
        size=cell.group.size,
        region=cell.group.region,
        plants=cell.plants,
        firms=cell.firms,
        numbers={
            code: {"mean": each.mean, "ladder": {str(step): value for step, value in each.ladder.items()}}
            for code, each in cell.measures.items()
        },
        told_at=at,
    )
