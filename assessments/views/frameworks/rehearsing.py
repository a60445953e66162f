"""What would become of the results there are, in words and row by row, before a version is published."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import FrameworkVersion, Result
from assessments.queries.recomputed import Recomputed, Standing
from assessments.queries.rehearsed import (
    NEWEST,
    Moves,
    Rehearsal,
    Step,
    kept_back,
    known_results,
    rehearsed,
    told_apart,
)
from assessments.queries.versions import other_version, version_of
from assessments.scoring.number import shown
from assessments.support_words import FEW, few, few_results
from assessments.views.frameworks.door import AUTHORS, MINISTRY, name_of, trail
from core import audit
from core.accounts.actor import Actor
from core.accounts.address import client_address
from core.spreadsheet import CONTENT_TYPE, Sheet, Value, written
from core.web import actor_of, page
from core.web.components import Crumb
from core.web.request import now
from core.web.wording import tier_name

ROWS = 20


@dataclass(frozen=True, slots=True)
class MoveLine:
    """Score, level or tier: how many results would be where, small numbers as such."""

    title: str
    higher: str
    lower: str
    same: str
    other: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """Level and tier before and after in words, and how many results go that way."""

    before: str
    after: str
    count: str
    is_move: bool


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A result that changes and that its company lets the reader see."""

    number: str
    url: str
    company: str
    plant: str
    score: str
    new_score: str
    before: str
    after: str
    is_move: bool


@dataclass(frozen=True, slots=True)
class RehearsalView:
    """The answer in a sentence, and the tables behind it."""

    total: str
    left: str
    sentence: str
    lines: tuple[MoveLine, ...]
    steps: tuple[StepLine, ...]
    changed: str
    keeps_back: bool


@page(kinds=MINISTRY, roles=AUTHORS)
def framework_rehearsal(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """The newest results of the version before, or of the one that `?with=` names, under this version."""
    version, old, by = _versions(request, version_id)
    found = rehearsed(old, version, by) if old else None
    known = known_results(found.changed, by) if found else []
    shown_page = Paginator(known, ROWS).get_page(request.GET.get("page"))
    _record(shown_page.object_list, "list", request)
    address = reverse("assessments:framework_rehearsal_file", args=[version.pk])
    context = {
        "version": version,
        "old": old,
        "name": name_of(version),
        "rehearsal": _view(found) if found else None,
        "page": shown_page,
        "rows": _rows(shown_page.object_list, found.changed) if found else [],
        "file_url": f"{address}?with={old.pk}" if old else "",
        "newest": NEWEST,
        "crumbs": trail(version, Crumb(_("Rehearsal"))),
    }
    return render(request, "assessments/frameworks/rehearsal.html", context)


@page(kinds=MINISTRY, roles=AUTHORS)
def framework_rehearsal_file(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """The same tables as an XLSX file; all results that the reader may know of, not a page of them."""
    version, old, by = _versions(request, version_id)
    found = rehearsed(old, version, by) if old else None
    if old is None or found is None or not found.total:
        raise Http404
    known = known_results(found.changed, by)
    _record(known, "export", request)
    view = _view(found)
    assert view is not None
    heads = [(_("Level and tier before"), 30), (_("Level and tier after"), 30), (_("Results"), 12)]
    rows = [(_("Number of the result"), 14), (_("Company"), 28), (_("Plant"), 20), (_("Score before"), 14)]
    rows += [(_("Score after"), 14), *heads[:2]]
    steps = [(each.before, each.after, _counted(each.count)) for each in view.steps]
    sheets = [
        Sheet(_("From what to what")[:31], heads, steps),
        Sheet(
            _("Results that change")[:31],
            rows,
            [_cells(each) for each in _rows(known, found.changed)],
        ),
    ]
    title = _("Rehearsal: %(old)s under %(new)s") % {"old": old.version, "new": name_of(version)}
    name = f"{version.code}-{old.version}-{version.version}.xlsx"
    return HttpResponse(
        written(sheets, title=title, creator=str(by.place.name if by.place else "")),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def rehearsal(old: FrameworkVersion, new: FrameworkVersion, by: Actor) -> RehearsalView | None:
    """The newest results of the old version under the new one; None where there are none."""
    return _view(rehearsed(old, new, by))


def _versions(
    request: HttpRequest, version_id: uuid.UUID
) -> tuple[FrameworkVersion, FrameworkVersion | None, Actor]:
    version = version_of(version_id)
    return version, other_version(version, request.GET.get("with", "")), actor_of(request)


def _record(rows: Iterable[Result], act: str, request: HttpRequest) -> None:
    """Whose results were read here, as everywhere."""
    counts = Counter(row.organisation_id for row in rows)
    if counts:
        audit.record_accesses(
            by=actor_of(request), at=now(), act=act, subject_kind="results", counts=counts,
            address=client_address(request),
        )  # fmt: skip


def _view(found: Rehearsal) -> RehearsalView | None:
    if not found.total:
        return None
    said = _(
        "Of %(all)s results %(score)s would have another score, %(level)s another level, "
        "%(tier)s another tier."
    )
    words = {
        "all": f"{found.total:,}",
        "score": _moved(found.score, found.total),
        "level": _moved(found.level, found.total),
        "tier": _moved(found.tier, found.total),
    }
    lines = ((_("Score"), found.score), (_("Level"), found.level), (_("Tier"), found.tier))
    told = tuple(_line(title, moves) for title, moves in lines)
    return RehearsalView(
        words["all"],
        few_results(found.left) if found.left else "",
        said % words,
        told,
        _steps(found),
        few_results(len(found.changed)) if all(_tells_same(each) for _title, each in lines) else _("a part"),
        any("—" in (each.higher, each.lower, each.same, each.other) for each in told),
    )


def _moved(moves: Moves, total: int) -> str:
    """How many do not stay. Where how many stay is kept back, so is this: one follows from the other."""
    if _tells_same(moves):
        return few_results(total - moves.same)
    return _("nearly all") if moves.same < FEW else _("a part")


def _tells_same(moves: Moves) -> bool:
    return "same" not in kept_back(moves, FEW)


def _line(title: str, moves: Moves) -> MoveLine:
    hidden = kept_back(moves, FEW)

    def told(name: str, count: int) -> str:
        return "—" if name in hidden and count >= FEW else few(count)

    return MoveLine(title, **{name: told(name, count) for name, count in asdict(moves).items()})


def _steps(found: Rehearsal) -> tuple[StepLine, ...]:
    """Moves first, then what stays; together they come to all results."""
    told, rest = told_apart(found.steps, FEW)
    lines = [
        StepLine(_place(*each.before), _place(*each.after), few(count), each.is_move)
        for each, count in sorted(told.items(), key=lambda pair: not pair[0].is_move)
    ]
    if rest:
        lines.append(StepLine(_("Others, too few each to be told apart"), "—", few(rest), is_move=False))
    return tuple(lines)


def _rows(rows: Iterable[Result], changed: Mapping[uuid.UUID, Recomputed]) -> list[ResultLine]:
    return [_row(row, changed[row.pk]) for row in rows]


def _row(row: Result, found: Recomputed) -> ResultLine:
    before, after = found.before, found.after
    step = Step((before.level, before.tier), (after.level, after.tier))
    return ResultLine(
        str(row.pk)[:8].upper(),
        reverse("results:result", args=[row.pk]),
        row.organisation.name,
        row.plant_name or "—",
        _points(before),
        _points(after),
        _place(*step.before),
        _place(*step.after),
        step.is_move,
    )


def _points(stands: Standing) -> str:
    return "—" if stands.score is None else f"{shown(Fraction(stands.score), 1):,f}"


def _place(level: int | None, tier: str) -> str:
    """ "Level 2 · Basic tier"."""
    said = [f"{_('Level')} {level}"] if level is not None else []
    return " · ".join([*said, tier_name(tier)] if tier else said) or _("No level")


def _cells(row: ResultLine) -> Sequence[Value]:
    scores = _decimal(row.score), _decimal(row.new_score)
    return (row.number, row.company, row.plant, *scores, row.before, row.after)


def _counted(said: str) -> int | str:
    """A number as a number; "under 5" as the words it is."""
    plain = said.replace(",", "")
    return int(plain) if plain.isdecimal() else said


def _decimal(said: str) -> Decimal | str:
    return said if said == "—" else Decimal(said.replace(",", ""))
