"""A company's plants, side by side."""

import re
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from assessments.models import Plant, Result, Session
from core.accounts.actor import Actor

LARGE = ("framework__document", "framework__source", "answers", "verified__outcome", "verified__answers")


@dataclass(frozen=True, slots=True)
class PlantLine:
    """A plant with the newest result of each diagnostic, by its code, and its open ones, newest first."""

    plant: Plant
    newest: Mapping[str, Result]
    drafts: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class Plants:
    """Plants in use and retired ones, by name; `code` is the diagnostic they are compared in, "" for none."""

    lines: tuple[PlantLine, ...]
    retired: tuple[PlantLine, ...]
    code: str

    @property
    def codes(self) -> tuple[str, ...]:
        """Every diagnostic that a plant in use has a result of, the most frequent first."""
        return _by_frequency(self.lines)


def plants_of(by: Actor, code: str = "") -> Plants:
    """The plants of the current company (three queries, for one plant as for many).

    They are compared in the diagnostic `code`, if one has a result of it, else in that of most plants.
    """
    rows = _counted(Plant.objects.visible_to(by).by_name())
    newest: dict[uuid.UUID | None, dict[str, Result]] = defaultdict(dict)
    for result in _newest(by):
        newest[result.plant_id][result.framework.code] = result
    drafts: dict[uuid.UUID | None, list[Session]] = defaultdict(list)
    for session in _open(by):
        drafts[session.plant_id].append(session)
    lines = [PlantLine(each, newest[each.pk], tuple(drafts[each.pk])) for each in rows]
    used = tuple(line for line in lines if line.plant.retired_at is None)
    known = _by_frequency(used)
    return Plants(
        lines=used,
        retired=tuple(line for line in lines if line.plant.retired_at is not None),
        code=code if code in known else next(iter(known), ""),
    )


def plant_row(plant_id: uuid.UUID, by: Actor) -> Plant:
    """The plant; Http404 for one that `by` may not know."""
    row = Plant.objects.visible_to(by).filter(pk=plant_id).first()
    if row is None:
        raise Http404
    return row


def plants_to_choose(by: Actor) -> Sequence[Plant]:
    """The company's plants in use, by name (one query; none for anybody else)."""
    return _counted(Plant.objects.visible_to(by).in_use().by_name()) if by.kind == "company" else []


def history_of_plant(plant: Plant, by: Actor) -> tuple[Sequence[Result], Sequence[Session]]:
    """The results of a plant, newest first, and its open diagnostics (two queries)."""
    rows = Result.objects.visible_to(by).filter(plant=plant).order_by("-submitted_at", "pk")
    results = rows.select_related("framework", "verified").defer("outcome", *LARGE)
    return list(results), list(_open(by).filter(plant=plant))


def _counted(plants: Iterable[Plant]) -> list[Plant]:
    """In the order of their names as people count: "2공장" before "10공장"."""

    def key(plant: Plant) -> list[str]:
        return [part.zfill(9) if part.isdigit() else part for part in re.split(r"(\d+)", plant.name)]

    return sorted(plants, key=key)


def _newest(by: Actor) -> QuerySet[Result]:
    """Of every plant and diagnostic the result submitted last."""
    return (
        Result.objects.visible_to(by)
        .filter(plant__isnull=False)
        .select_related("framework", "verified")
        .defer(*LARGE)
        .order_by("plant_id", "framework__code", "-submitted_at", "pk")
        .distinct("plant_id", "framework__code")
    )


def _open(by: Actor) -> QuerySet[Session]:
    mine = Session.objects.visible_to(by).drafts().filter(plant__isnull=False)
    return mine.with_framework().order_by("-changed_at", "pk")


def _by_frequency(lines: Sequence[PlantLine]) -> tuple[str, ...]:
    """Codes of diagnostics, those of most plants first; among as many the one submitted last."""
    counts = Counter(code for line in lines for code in line.newest)
    last = {
        code: max(line.newest[code].submitted_at for line in lines if code in line.newest) for code in counts
    }
    return tuple(sorted(counts, key=lambda code: (counts[code], last[code]), reverse=True))
