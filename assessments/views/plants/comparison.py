"""A company's plants side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.documents import framework_of
from assessments.models import Plant, Result, Session
from assessments.outcomes import decimal, outcome_of
from assessments.queries import plants_of
from assessments.queries.plants import PlantLine, Plants
from assessments.scoring import Framework, Node, attainable
from assessments.views.wording import industry_text, plant_text, region_text, text
from core.web import actor_of, page
from core.web.components import Tab
from core.web.dots import small_dot
from core.web.wording import date_text, scale_text

COMPANY = {"company"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A score under its heading: in words, out of `most`, its range ("" where it is sure), and as a dot."""

    title: str
    score: str
    most: str
    range: str
    drawing: SafeString


@dataclass(frozen=True, slots=True)
class Standing:
    """The result by which a plant is compared."""

    url: str
    on: str
    total: Cell
    areas: tuple[Cell, ...]
    tier: str
    tier_title: str
    level: str
    verified: str


@dataclass(frozen=True, slots=True)
class Line:
    """A plant in the comparison: who it is, how it stands, what is open, and what it has elsewhere."""

    plant: Plant
    name: str
    about: str
    url: str
    standing: Standing | None
    others: tuple[tuple[str, str], ...]
    drafts: tuple[tuple[str, str], ...]
    start_url: str


@page(kinds=COMPANY)
def plants(request: HttpRequest) -> HttpResponse:
    """Every plant with its newest result, each diagnostic in a table of its own."""
    found = plants_of(actor_of(request), request.GET.get("framework", ""))
    titles = _titles(found)
    lines = [line_of(each, found.code, titles) for each in found.lines]
    lines.sort(key=lambda line: line.standing is None)
    context = {
        "lines": lines,
        "retired": [(plant_text(each.plant), _url(each.plant)) for each in found.retired],
        "areas": _first_areas(lines),
        "most": next((line.standing.total.most for line in lines if line.standing), ""),
        "title": titles.get(found.code, ""),
        "tabs": _tabs(found, titles) if len(found.codes) > 1 else (),
        "assessed": sum(line.standing is not None for line in lines),
    }
    return render(request, "assessments/plants.html", context)


def line_of(line: PlantLine, code: str, titles: dict[str, str]) -> Line:
    """A plant with the result of the diagnostic `code`; `titles` names every diagnostic it has."""
    chosen = line.newest.get(code)
    return Line(
        plant=line.plant,
        name=plant_text(line.plant),
        about=" · ".join(_about(line.plant)),
        url=_url(line.plant),
        standing=_standing(chosen) if chosen is not None else None,
        others=tuple(
            (f"{titles[each]} {date_text(row.submitted_at)}", _result_url(row))
            for each, row in line.newest.items()
            if each != code
        ),
        drafts=drafts_of(line.drafts),
        start_url=start_url(line.plant),
    )


def drafts_of(drafts: Sequence[Session]) -> tuple[tuple[str, str], ...]:
    """Open diagnostics as words and addresses."""
    return tuple(
        (
            _("%(title)s, last changed %(day)s")
            % {"title": text(framework_of(each.framework).title), "day": date_text(each.changed_at)},
            reverse("assessments:overview", args=[each.pk]),
        )
        for each in drafts
    )


def start_url(plant: Plant) -> str:
    """Where a diagnostic of this plant begins."""
    return f"{reverse('assessments:start')}?plant={plant.pk}"


def _about(plant: Plant) -> list[str]:
    place = [region_text(plant.sigungu)] if plant.name else []
    return [*place, industry_text(plant.industry)]


def _standing(result: Result) -> Standing:
    outcome, framework = outcome_of(result), framework_of(result.framework)
    level, tier = outcome.level, outcome.tier
    most = attainable(framework.tree)[1]
    return Standing(
        url=_result_url(result),
        on=date_text(result.submitted_at),
        total=cell_of(_("Total"), outcome.exact, _exact(outcome.low), _exact(outcome.high), most),
        areas=tuple(
            cell_of(text(area.title), node.score, node.low, node.high, attainable(area)[1])
            for area in areas_of(framework)
            for node in [outcome.nodes[area.code]]
        ),
        tier=tier.code if tier else "",
        tier_title=text(tier.title) if tier else "",
        level=_("Level %(level)s") % {"level": level.level} if level else "",
        verified=verified_text(result, decimal(most) or Decimal(1)),
    )


def cell_of(
    title: str, score: Fraction | None, low: Fraction | None, high: Fraction | None, most: Fraction
) -> Cell:
    """One score of a scale that ends at `most`."""
    top = decimal(most) or decimal(Fraction(1))
    assert top is not None
    shown = [decimal(each) for each in (score, low, high)]
    value, least, best = shown
    if value is None or least is None or best is None:
        return Cell(title, "", f"{top.normalize():,f}", "", small_dot(None, top, top, top))
    ends = (scale_text(least, top), scale_text(best, top))
    between = "–".join(ends) if ends[0] != ends[1] else ""
    return Cell(
        title, scale_text(value, top), f"{top.normalize():,f}", between, small_dot(value, least, best, top)
    )


def verified_text(result: Result, maximum: Decimal) -> str:
    """The score an assessor verified, on the scale of the claimed one; empty while there is none."""
    verified = getattr(result, "verified", None)
    return "" if verified is None or verified.score is None else scale_text(verified.score, maximum)


def areas_of(framework: Framework) -> tuple[Node, ...]:
    """The areas of a framework."""
    return tuple(child for child in framework.tree.children if isinstance(child, Node))


def _exact(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def _titles(found: Plants) -> dict[str, str]:
    """Titles of all diagnostics in the comparison, as their newest result here calls them."""
    rows = [row for line in (*found.lines, *found.retired) for row in line.newest.values()]
    rows.sort(key=lambda row: row.submitted_at)
    return {row.framework.code: text(framework_of(row.framework).title) for row in rows}


def _first_areas(lines: Sequence[Line]) -> tuple[Cell, ...]:
    return max((line.standing.areas for line in lines if line.standing), key=len, default=())


def _tabs(found: Plants, titles: dict[str, str]) -> list[Tab]:
    here = reverse("plants:plants")
    return [
        Tab(
            titles[code],
            f"{here}?framework={code}",
            current=code == found.code,
            count=sum(code in line.newest for line in found.lines),
        )
        for code in found.codes
    ]


def _url(plant: Plant) -> str:
    return reverse("plants:plant", args=[plant.pk])


def _result_url(result: Result) -> str:
    return reverse("results:result", args=[result.pk])
