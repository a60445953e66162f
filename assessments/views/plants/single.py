"""One plant: what is known of it, and its diagnostics."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.documents import framework_of
from assessments.models import Plant, Result
from assessments.outcomes import decimal
from assessments.policies import may_retire_plant
from assessments.queries import history_of_plant, plant_row
from assessments.scoring import attainable
from assessments.views.plants.comparison import COMPANY, drafts_of, start_url, verified_text
from assessments.views.wording import industry_text, plant_text, region_text, size_text, text
from core.web import actor_of, page
from core.web.components import Crumb, Row
from core.web.wording import date_text, won


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result in the history of a plant; `then` says what plant and place were called, where it was else."""

    result: Result
    title: str
    maximum: Decimal
    verified: str
    then: str


@page(kinds=COMPANY)
def plant(request: HttpRequest, plant_id: uuid.UUID) -> HttpResponse:
    """What is known of the plant, its results, newest first, and what is open."""
    by = actor_of(request)
    row = plant_row(plant_id, by)
    results, drafts = history_of_plant(row, by)
    context = {
        "plant": row,
        "name": plant_text(row),
        "rows": rows_of(row),
        "results": [_result_row(row, each) for each in results],
        "drafts": drafts_of(drafts),
        "start_url": start_url(row),
        "retire_refused": may_retire_plant(has_draft=bool(drafts)),
        "crumbs": [Crumb(_("Plants"), reverse("plants:plants")), Crumb(plant_text(row))],
    }
    return render(request, "assessments/plant.html", context)


def rows_of(plant: Plant) -> list[Row]:
    """What is known, as rows of a summary; what was not given is left out."""
    known = [
        (_("District"), region_text(plant.sigungu)),
        (_("Address of the plant"), plant.address),
        (_("Industry"), industry_text(plant.industry)),
        (_("Size"), size_text(plant.size)),
        (
            _("Regular employees"),
            "" if plant.employees is None else _("%(n)s people") % {"n": f"{plant.employees:,}"},
        ),
        (
            _("Average yearly sales"),
            "" if plant.average_sales_won is None else won(plant.average_sales_won),
        ),
        (_("Last corrected on"), date_text(plant.changed_at)),
    ]
    return [Row(label, value) for label, value in known if value]


def _result_row(plant: Plant, result: Result) -> ResultRow:
    framework = framework_of(result.framework)
    was = [result.plant_name] if result.plant_name != plant.name else []
    was += [region_text(result.sigungu)] if result.sigungu != plant.sigungu else []
    maximum = decimal(attainable(framework.tree)[1]) or Decimal(1)
    return ResultRow(
        result,
        text(framework.title),
        maximum,
        verified_text(result, maximum),
        ", ".join(each for each in was if each),
    )
