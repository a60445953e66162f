"""Projects that customers confirmed: an authority looks at each and lets it count, or returns it."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.roles import Kind, Role
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Tab
from core.web.forms import answer_refusal
from core.web.request import now
from matching import actions
from matching.forms import DecisionForm
from matching.models import Confirmation
from matching.queries.confirmations import STATES, asked_of, counts, requests_in
from matching.workflow import SEEN_BY_AUTHORITIES, Step

AUTHORITIES = {Kind.TECHNOPARK.value, Kind.MINISTRY.value}
CHECKERS = {Role.ADMINISTRATOR.value, Role.OFFICER.value, Role.PROGRAMME_ADMINISTRATOR.value}


@page(kinds=AUTHORITIES, roles=CHECKERS)
def to_check(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first; what was checked or returned, the last decision first."""
    by, asked = actor_of(request), request.GET.get("state", "")
    state = asked if asked in STATES else STATES[0]
    labels = {
        Step.CONFIRMED.value: _("To check"),
        Step.CHECKED.value: _("Checked"),
        Step.RETURNED.value: _("Returned"),
    }
    numbers = counts(by)
    tabs = [
        Tab(labels[each], f"{request.path}?state={each}", each == state, numbers[each]) for each in STATES
    ]
    listed = Paginator(requests_in(state, by), 50).get_page(request.GET.get("page"))
    context = {
        "page": listed,
        "rows": [asked_of(row) for row in listed],
        "state": state,
        "tabs": tabs,
        "decided": _decided(request),
    }
    return render(request, "matching/to_check.html", context)


def _decided(request: HttpRequest) -> str:
    """What the decision one comes from did, with supplier, project and customer; empty without one."""
    try:
        request_id = uuid.UUID(request.GET.get("decided", ""))
    except ValueError:
        return ""
    rows = Confirmation.objects.visible_to(actor_of(request)).select_related(
        "record", "supplier", "organisation"
    )
    row = rows.filter(pk=request_id, state__in=[Step.CHECKED.value, Step.RETURNED.value]).first()
    if row is None:
        return ""
    asked = asked_of(row)
    names = {"supplier": row.supplier.name, "project": asked.build.domain, "customer": asked.customer}
    if row.state == Step.CHECKED.value:
        return _("%(supplier)s – %(project)s for %(customer)s counts now.") % names
    return _("%(supplier)s – %(project)s for %(customer)s was returned.") % names


def _seen(request: HttpRequest, request_id: uuid.UUID) -> Confirmation:
    rows = Confirmation.objects.visible_to(actor_of(request)).filter(
        state__in=[each.value for each in SEEN_BY_AUTHORITIES]
    )
    return get_object_or_404(rows.select_related("record", "supplier", "organisation"), pk=request_id)


def _shown(request: HttpRequest, row: Confirmation, form: DecisionForm, status: int = 200) -> HttpResponse:
    crumbs = [Crumb(_("Projects to check"), reverse("matching:to_check")), Crumb(row.supplier.name)]
    context = {"asked": asked_of(row), "form": form, "crumbs": crumbs}
    return render(request, "matching/check_project.html", context, status=status)


@page(kinds=AUTHORITIES, roles=CHECKERS)
def _check_form(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    return _shown(request, _seen(request, request_id), DecisionForm())


@change(kinds=AUTHORITIES, roles=CHECKERS)
def _check(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    row, form = _seen(request, request_id), DecisionForm(request.POST)
    if not form.is_valid():
        return _shown(request, row, form, 422)
    by, at, said = actor_of(request), now(), form.cleaned_data
    try:
        if said["decision"] == "check":
            actions.check_project(by=by, at=at, request_id=request_id)
        else:
            actions.return_project(by=by, at=at, request_id=request_id, reason=said["reason"])
    except Refused as refused:
        if refused.code in {"decided", "own", "not-allowed"}:
            raise
        answer_refusal(form, refused)
        return _shown(request, row, form, refused.status)
    return redirect(f"{reverse('matching:to_check')}?decided={request_id}")


check_project = page_or_change(_check_form, _check)
