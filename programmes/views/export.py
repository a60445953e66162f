"""Taking out the regional list as a file: what it will hold, and a stated reason."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import FrameworkVersion
from core.accounts.address import client_address
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.forms import answer_refusal
from core.web.idempotency import once
from core.web.request import now
from programmes import actions
from programmes.filters import RegionalFilter, filtered
from programmes.forms import ExportForm
from programmes.queries import desk, desk_rows
from programmes.views.regional import OFFICE
from programmes.workbook import areas_of, heads

MOST_ROWS = 20_000


@page(kinds=OFFICE)
def _export_form(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    return _page(request, ExportForm(), found, 200 if found.form.is_valid() else 400)


@change(kinds=OFFICE)
def _export(request: HttpRequest) -> HttpResponse:
    """Writes down what leaves the portal; the receipt hands the file out, at once the first time."""
    form = ExportForm(request.POST)
    found = _found(request)

    def act() -> HttpResponse:
        if not form.is_valid() or not found.form.is_valid():
            return _page(request, form, found, 422)
        results = list(found.qs.values_list("result_id", "organisation_id")[:MOST_ROWS])
        if not results:
            form.add_error(None, _("There is nothing to take out with these filters. Change them first."))
            return _page(request, form, found, 422)
        try:
            export = actions.export_list(
                by=actor_of(request),
                at=now(),
                address=client_address(request),
                reason=form.cleaned_data["reason"],
                results=results,
                filters=[name for name in found.filters if found.data.get(name)],
                query=found.query,
                has_notes=form.cleaned_data["notes"],
            )
        except Refused as refused:
            answer_refusal(form, refused)
            return _page(request, form, found, refused.status)
        return redirect(f"{reverse('programmes:export_receipt', args=[export.pk])}?start")

    return once(request, act)


export = page_or_change(_export_form, _export)


def _found(request: HttpRequest) -> RegionalFilter:
    by = actor_of(request)
    office = desk(by)
    return filtered(request, request.GET, desk_rows(by, office), office)


def _page(request: HttpRequest, form: ExportForm, found: RegionalFilter, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "filter": found,
        "query": found.query,
        "total": found.qs.count(),
        "most": MOST_ROWS,
        "heads": heads(
            has_plants=found.qs.exclude(plant_name="").exists(),
            has_notes=bool(form["notes"].value()),
            areas=areas_of(
                FrameworkVersion.objects.filter(pk__in=found.qs.order_by().values("framework_id")).defer(
                    "document", "source"
                )
            ),
        ),
    }
    return render(request, "programmes/export.html", context, status=status)
