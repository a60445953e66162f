"""The regional list, its export, and who serves which district."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from assessments.models import Result
from core.accounts.address import client_address
from core.accounts.roles import Kind
from core.models import Organisation
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.naming import industry_name, place_name, size_name
from core.web.request import now
from programmes import actions
from programmes.filters import TIERS, RegionalFilter
from programmes.forms import ExportForm, JurisdictionForm
from programmes.models import Jurisdiction
from programmes.queries import desk, jurisdiction_rows, regional_results, today
from programmes.workbook import Cell, workbook

OFFICE = {Kind.TECHNOPARK.value}
MINISTRY = {Kind.MINISTRY.value}
EDITORS = {"administrator", "programme_administrator"}
PER_PAGE = (50, 100, 200)
MOST_ROWS = 20_000


def _filtered(request: HttpRequest, data: QueryDict) -> RegionalFilter:
    by = actor_of(request)
    rows = regional_results(by).select_related("organisation").defer("outcome", "answers")
    return RegionalFilter(data, queryset=rows, request=request, by=by)


def _per_page(data: QueryDict) -> int:
    asked = data.get("rows", "")
    return int(asked) if asked.isdecimal() and int(asked) in PER_PAGE else PER_PAGE[0]


@page(kinds=OFFICE)
def regional_list(request: HttpRequest) -> HttpResponse:
    """The shared results of one's districts: filters in the address, 50, 100 or 200 rows a page."""
    found = _filtered(request, request.GET)
    rows = found.qs if found.form.is_valid() else regional_results(actor_of(request)).none()
    paginator = Paginator(rows, _per_page(request.GET))
    shown = paginator.get_page(request.GET.get("page"))
    narrowed = any(value for name, value in request.GET.items() if name not in {"sort", "page", "rows"})
    return render(
        request,
        "programmes/regional_list.html",
        {
            "filter": found,
            "page": shown,
            "total": paginator.count,
            "is_narrowed": narrowed,
            "per_page": paginator.per_page,
            "choices_per_page": PER_PAGE,
            "query": request.GET.urlencode(),
        },
    )


@page(kinds=OFFICE)
def districts(request: HttpRequest) -> HttpResponse:
    """The districts one's technopark serves today."""
    return render(
        request,
        "programmes/districts.html",
        {"desk": desk(actor_of(request)), "day": today()},
    )


def _export_page(request: HttpRequest, form: ExportForm, query: QueryDict, status: int = 200) -> HttpResponse:
    found = _filtered(request, query)
    rows = found.qs if found.form.is_valid() else regional_results(actor_of(request)).none()
    return render(
        request,
        "programmes/export.html",
        {"form": form, "query": query.urlencode(), "total": rows.count(), "most": MOST_ROWS},
        status=status,
    )


@page(kinds=OFFICE)
def _export_form(request: HttpRequest) -> HttpResponse:
    return _export_page(request, ExportForm(), request.GET)


@change(kinds=OFFICE)
def _export(request: HttpRequest) -> HttpResponse:
    form = ExportForm(request.POST)
    query = request.GET
    if not form.is_valid():
        return _export_page(request, form, query, 422)
    found = _filtered(request, query)
    rows = list(found.qs[:MOST_ROWS]) if found.form.is_valid() else []
    if not rows:
        form.add_error(None, _("There is nothing to take out with these filters. Change them first."))
        return _export_page(request, form, query, 422)
    try:
        actions.record_list_export(
            by=actor_of(request),
            at=now(),
            address=client_address(request),
            reason=form.cleaned_data["reason"],
            count=len(rows),
            query=query.urlencode(),
            organisation_ids=[row.organisation_id for row in rows],
        )
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        return _export_page(request, form, query, refused.status)
    day = timezone.localdate()
    body = workbook(
        _("Regional list"),
        _head(),
        (_cells(row) for row in rows),
        note=_("Taken out on %(day)s. Example bounds, not the official KS items.") % {"day": day.isoformat()},
    )
    response = HttpResponse(
        body, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    name = f"{_('Regional list')}-{day.isoformat()}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


export = page_or_change(_export_form, _export)


def _head() -> list[str]:
    return [
        _("Company"),
        _("Business number"),
        _("Plant"),
        _("District"),
        _("Industry"),
        _("Size"),
        _("Score"),
        _("Lowest"),
        _("Highest"),
        _("Level"),
        _("Tier"),
        _("Submitted"),
    ]


def _cells(row: Result) -> list[Cell]:
    number = row.organisation.business_number
    return [
        row.organisation.name,
        f"{number[:3]}-{number[3:5]}-{number[5:]}" if number else "",
        row.plant_name,
        place_name(row.sigungu),
        industry_name(row.industry),
        size_name(row.size),
        None if row.score is None else float(row.score),
        float(row.low),
        float(row.high),
        row.level,
        str(dict(TIERS).get(row.tier, row.tier)),
        timezone.localtime(row.submitted_at).strftime("%Y-%m-%d %H:%M"),
    ]


@page(kinds=MINISTRY, roles=EDITORS)
def jurisdictions(request: HttpRequest) -> HttpResponse:
    """All technoparks with how many districts each serves today."""
    served: dict[Any, int] = {}
    for technopark_id in Jurisdiction.objects.on(today()).values_list("technopark_id", flat=True):
        served[technopark_id] = served.get(technopark_id, 0) + 1
    parks = Organisation.objects.filter(kind=Kind.TECHNOPARK.value).order_by("name")
    rows = [{"park": park, "count": served.get(park.id, 0)} for park in parks]
    return render(request, "programmes/jurisdictions.html", {"rows": rows, "day": today()})


@page(kinds=MINISTRY, roles=EDITORS)
def jurisdiction(request: HttpRequest, code: str) -> HttpResponse:
    """One technopark's districts with their dates."""
    park = _park(code)
    return render(
        request,
        "programmes/jurisdiction.html",
        {"park": park, "rows": jurisdiction_rows(park.id), "day": today()},
    )


def _park(code: str) -> Organisation:
    park = Organisation.objects.filter(kind=Kind.TECHNOPARK.value, code=code).first()
    if park is None:
        raise Http404
    return park


def _assign_page(request: HttpRequest, form: JurisdictionForm, status: int = 200) -> HttpResponse:
    return render(request, "programmes/assign.html", {"form": form}, status=status)


@page(kinds=MINISTRY, roles=EDITORS)
def _assign_form(request: HttpRequest) -> HttpResponse:
    return _assign_page(request, JurisdictionForm(initial={"valid_from": today()}))


@change(kinds=MINISTRY, roles=EDITORS)
def _assign(request: HttpRequest) -> HttpResponse:
    form = JurisdictionForm(request.POST)
    if not form.is_valid():
        return _assign_page(request, form, 422)
    technopark: Organisation = form.cleaned_data["technopark"]
    try:
        actions.assign_district(
            by=actor_of(request),
            at=now(),
            technopark_id=technopark.id,
            sigungu=form.cleaned_data["sigungu"],
            valid_from=form.cleaned_data["valid_from"],
        )
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        return _assign_page(request, form, refused.status)
    messages.success(request, _("The district now belongs to %(park)s.") % {"park": technopark.name})
    return redirect("programmes:jurisdiction", code=technopark.code)


assign = page_or_change(_assign_form, _assign)
