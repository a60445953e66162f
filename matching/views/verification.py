"""The ministry's queue of suppliers: one decides on a page of its own that says what the decision means."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.roles import Kind, Role
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Tab
from core.web.forms import answer_refusal
from core.web.request import now
from matching import actions
from matching.forms import ReturnForm, VerifyForm, WithdrawForm
from matching.models import Supplier
from matching.queries.supplier_page import page_of
from matching.queries.verification import STATES, counts, history_of, queue_of, state_of

MINISTRY = {Kind.MINISTRY.value}
DECIDES = {Role.PROGRAMME_ADMINISTRATOR.value}


@page(kinds=MINISTRY, roles=DECIDES)
def queue(request: HttpRequest) -> HttpResponse:
    """Who waits, the longest first; who was verified or returned, the last decision first."""
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else STATES[0]
    shown = Paginator(queue_of(state), 50).get_page(request.GET.get("page"))
    labels = {"waiting": _("Waiting"), "verified": _("Verified"), "returned": _("Returned")}
    numbers = counts()
    tabs = [
        Tab(labels[each], f"{request.path}?state={each}", each == state, numbers[each]) for each in STATES
    ]
    context = {"page": shown, "state": state, "tabs": tabs}
    return render(request, "matching/verification.html", context)


@page(kinds=MINISTRY, roles=DECIDES)
def case(request: HttpRequest, supplier_id: uuid.UUID) -> HttpResponse:
    """One supplier as it stands: what it says about itself, what was decided, what can be done."""
    row = _known(supplier_id)
    return render(request, "matching/verification_case.html", _context(request, row))


def _known(supplier_id: uuid.UUID) -> Supplier:
    row = Supplier.objects.select_related("organisation").filter(pk=supplier_id).first()
    if row is None or not state_of(row):
        raise Http404
    return row


def _context(request: HttpRequest, row: Supplier) -> dict[str, Any]:
    crumbs = [Crumb(_("Suppliers to verify"), reverse("matching:verification"))]
    return {
        "row": row,
        "state": state_of(row),
        "supplier": page_of(row, actor_of(request)),
        "history": history_of(row.pk),
        "next": queue_of("waiting").exclude(pk=row.pk).first(),
        "crumbs": [*crumbs, Crumb(row.name)],
    }


def _deciding(
    template: str, form_class: type[Form], fits: str, act: Callable[..., Supplier], said: Callable[[], str]
) -> Callable[..., HttpResponse]:
    """A page that says what a decision means, and the decision: for suppliers in the state `fits`.

    Elsewhere, and after it was decided, it leads to the case, which says how things are.
    """

    def shown(request: HttpRequest, row: Supplier, form: Form, status: int = 200) -> HttpResponse:
        crumbs = [
            Crumb(_("Suppliers to verify"), reverse("matching:verification")),
            Crumb(row.name, reverse("matching:verification_case", args=[row.pk])),
            Crumb(_("Decision")),
        ]
        context = {"row": row, "form": form, "crumbs": crumbs}
        return render(request, template, context, status=status)

    @page(kinds=MINISTRY, roles=DECIDES)
    def asked(request: HttpRequest, supplier_id: uuid.UUID) -> HttpResponse:
        row = _known(supplier_id)
        if state_of(row) != fits:
            return redirect("matching:verification_case", row.pk)
        return shown(request, row, form_class(initial={"version": row.version}))

    @change(kinds=MINISTRY, roles=DECIDES)
    def decided(request: HttpRequest, supplier_id: uuid.UUID) -> HttpResponse:
        form = form_class(request.POST)
        row = _known(supplier_id)
        if not form.is_valid():
            return shown(request, row, form, 422)
        by, at = actor_of(request), now()
        typed = dict(form.cleaned_data)
        is_number_checked = typed.pop("is_number_checked", False)
        try:
            row = act(by=by, at=at, supplier_id=supplier_id, **typed)
        except Refused as refused:
            if refused.code in {"decided", "own"}:
                raise
            answer_refusal(form, refused)
            return shown(request, row, form, refused.status)
        if is_number_checked:
            actions.check_number(by=by, at=at, supplier_id=supplier_id)
        messages.success(request, said() % {"name": row.name})
        return redirect("matching:verification_case", row.pk)

    return page_or_change(asked, decided)


verify = _deciding(
    "matching/verification_verify.html",
    VerifyForm,
    "waiting",
    actions.verify_supplier,
    lambda: _("%(name)s is verified and public now."),
)
give_back = _deciding(
    "matching/verification_return.html",
    ReturnForm,
    "waiting",
    actions.return_supplier,
    lambda: _("%(name)s was returned with your reason."),
)
take_back = _deciding(
    "matching/verification_withdraw.html",
    WithdrawForm,
    "verified",
    actions.withdraw_verification,
    lambda: _("The verification of %(name)s was withdrawn. The profile is hidden now."),
)


@change(kinds=MINISTRY, roles=DECIDES)
def number(request: HttpRequest, supplier_id: uuid.UUID) -> HttpResponse:
    """Marks the business number of a supplier as checked, also after it was verified."""
    row = _known(supplier_id)
    if request.POST.get("is_number_checked") != "on":
        messages.warning(request, _("Tick the box to say that you have looked the number up."))
        return redirect("matching:verification_case", row.pk)
    actions.check_number(by=actor_of(request), at=now(), supplier_id=supplier_id)
    messages.success(request, _("The business number is marked as checked."))
    return redirect("matching:verification_case", row.pk)


@change(kinds=MINISTRY, roles=DECIDES)
def reopen(request: HttpRequest, supplier_id: uuid.UUID) -> HttpResponse:
    """Puts a returned supplier back among those that wait."""
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isdecimal() and len(typed) < 10 else None
    row = actions.reopen_supplier(by=actor_of(request), at=now(), supplier_id=supplier_id, version=version)
    messages.success(request, _("%(name)s waits to be decided again.") % {"name": row.name})
    return redirect("matching:verification_case", row.pk)
