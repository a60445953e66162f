"""The ministry's queue of suppliers that asked to be verified."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.roles import Kind, Role
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.forms import answer_refusal
from core.web.request import now
from matching import actions
from matching.forms import ReturnForm
from matching.models import Supplier
from matching.queries.supplier_page import page_of

MINISTRY = {Kind.MINISTRY.value}
DECIDES = {Role.PROGRAMME_ADMINISTRATOR.value}


@page(kinds=MINISTRY, roles=DECIDES)
def queue(request: HttpRequest) -> HttpResponse:
    """Who waits, the longest first."""
    rows = Supplier.objects.waiting().select_related("organisation").order_by("verification_asked_at", "id")
    shown = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "matching/verification.html", {"page": shown})


def _waiting(supplier_id: uuid.UUID) -> Supplier:
    row = Supplier.objects.waiting().select_related("organisation").filter(pk=supplier_id).first()
    if row is None:
        raise Http404
    return row


def _case(
    request: HttpRequest, row: Supplier, form: ReturnForm | None = None, status: int = 200
) -> HttpResponse:
    return render(
        request,
        "matching/verification_case.html",
        {
            "row": row,
            "supplier": page_of(row, actor_of(request)),
            "form": form or ReturnForm(initial={"version": row.version}),
            "crumbs": [Crumb(_("Suppliers to verify"), reverse("matching:verification")), Crumb(row.name)],
        },
        status=status,
    )


@page(kinds=MINISTRY, roles=DECIDES)
def _case_page(request: HttpRequest, supplier_id: uuid.UUID) -> HttpResponse:
    return _case(request, _waiting(supplier_id))


@change(kinds=MINISTRY, roles=DECIDES)
def _decide(request: HttpRequest, supplier_id: uuid.UUID) -> HttpResponse:
    """Approves or returns; the same decision sent twice is told that it was decided."""
    by, at = actor_of(request), now()
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isdecimal() and len(typed) < 10 else None
    if request.POST.get("decision") == "approve":
        row = actions.verify_supplier(by=by, at=at, supplier_id=supplier_id, version=version)
        messages.success(request, _("%(name)s is verified and public now.") % {"name": row.name})
        return redirect("matching:verification")
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _case(request, _waiting(supplier_id), form, 422)
    try:
        row = actions.return_supplier(
            by=by,
            at=at,
            supplier_id=supplier_id,
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
        )
    except Refused as refused:
        if refused.code == "decided":
            raise
        answer_refusal(form, refused)
        return _case(request, _waiting(supplier_id), form, refused.status)
    messages.success(request, _("%(name)s was returned with your reason.") % {"name": row.name})
    return redirect("matching:verification")


case = page_or_change(_case_page, _decide)
