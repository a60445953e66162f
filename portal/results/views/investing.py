"""What the owner notes of its investments, on the way between two results."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.investments import add_investment, change_investment, remove_investment
from assessments.forms.investment import InvestmentForm
from assessments.models import Investment, Plant, Result
from assessments.queries.investments import investment_of
from core.accounts.roles import Kind
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.forms import answer_refusal
from core.web.request import now
from core.web.wording import date_text
from portal.results.queries import is_owner, result_of

COMPANY = {Kind.COMPANY.value}


@page(kinds=COMPANY)
def _add_form(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """The empty form; the plant of the result is chosen."""
    result = _own(request, result_id)
    form = InvestmentForm(_plants(request), initial={"plant": str(result.plant_id or "")})
    return _page(request, result, form)


@change(kinds=COMPANY)
def _add(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Note an investment."""
    result = _own(request, result_id)
    form = InvestmentForm(_plants(request), request.POST)
    if not form.is_valid():
        return _page(request, result, form, status=422)
    try:
        is_another = form.cleaned_data["another"]
        add_investment(facts=form.facts, is_another=is_another, by=actor_of(request), at=now())
    except Refused as refused:
        answer_refusal(form, refused)
        return _page(request, result, form, status=refused.status, has_twin=refused.code == "twin")
    messages.success(request, _("Noted."))
    return _back(result)


investment_add = page_or_change(_add_form, _add)


@page(kinds=COMPANY)
def _form(request: HttpRequest, result_id: uuid.UUID, investment_id: uuid.UUID) -> HttpResponse:
    """The form with what is noted."""
    result, row = _own(request, result_id), investment_of(investment_id, actor_of(request))
    form = InvestmentForm(_plants(request), initial=InvestmentForm.initial_of(row))
    return _page(request, result, form, row)


@change(kinds=COMPANY)
def _save(request: HttpRequest, result_id: uuid.UUID, investment_id: uuid.UUID) -> HttpResponse:
    """Correct an investment; what somebody else stored meanwhile is shown beside what was typed."""
    by = actor_of(request)
    result, row = _own(request, result_id), investment_of(investment_id, by)
    form = InvestmentForm(_plants(request), request.POST)
    if not form.is_valid():
        return _page(request, result, form, row, status=422)
    try:
        seen = form.cleaned_data["seen"] or 0
        change_investment(investment_id=row.pk, seen=seen, facts=form.facts, by=by, at=now())
    except Refused as refused:
        answer_refusal(form, refused)
        if "version" in refused.data:  # saved once more, it replaces what is shown now
            form.data = {**form.data.dict(), "seen": str(refused.data["version"])}  # type: ignore[attr-defined]
        return _page(request, result, form, row, status=refused.status, is_stale=refused.code == "stale")
    messages.success(request, _("Saved."))
    return _back(result)


investment = page_or_change(_form, _save)


@page(kinds=COMPANY)
def _remove_form(request: HttpRequest, result_id: uuid.UUID, investment_id: uuid.UUID) -> HttpResponse:
    """Ask once more."""
    result, row = _own(request, result_id), investment_of(investment_id, actor_of(request))
    context = {"result": result, "row": row, "crumbs": _crumbs(result, _("Take out an investment"))}
    return render(request, "results/investment_remove.html", context)


@change(kinds=COMPANY)
def _remove(request: HttpRequest, result_id: uuid.UUID, investment_id: uuid.UUID) -> HttpResponse:
    """Take it out for good."""
    result = _own(request, result_id)
    remove_investment(investment_id=investment_id, by=actor_of(request), at=now())
    messages.success(request, _("Taken out."))
    return _back(result)


investment_remove = page_or_change(_remove_form, _remove)


def _own(request: HttpRequest, result_id: uuid.UUID) -> Result:
    by = actor_of(request)
    result = result_of(result_id, by)
    if not is_owner(result, by):
        raise Http404
    return result


def _plants(request: HttpRequest) -> list[Plant]:
    return list(Plant.objects.visible_to(actor_of(request)).by_name())


def _back(result: Result) -> HttpResponse:
    return redirect(reverse("results:change", args=[result.pk]) + "#between")


def _crumbs(result: Result, title: str) -> list[Crumb]:
    return [
        Crumb(_("Results"), reverse("results:results")),
        Crumb(date_text(result.submitted_at), reverse("results:result", args=[result.pk])),
        Crumb(_("Change over time"), reverse("results:change", args=[result.pk])),
        Crumb(title),
    ]


def _page(
    request: HttpRequest,
    result: Result,
    form: InvestmentForm,
    row: Investment | None = None,
    *,
    status: int = 200,
    is_stale: bool = False,
    has_twin: bool = False,
) -> HttpResponse:
    title = _("Change an investment") if row else _("Note an investment")
    context = {
        "result": result,
        "form": form,
        "row": row,
        "title": title,
        "twin": has_twin,
        "stored": investment_of(row.pk, actor_of(request)) if row and is_stale else None,
        "crumbs": _crumbs(result, title),
    }
    return render(request, "results/investment.html", context, status=status)
