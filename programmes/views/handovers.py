"""Handing a district over: form, check, receipt, undoing, and the record of all of them."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.models import Organisation
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.forms import answer_refusal
from core.web.idempotency import once
from core.web.naming import place_name
from core.web.request import now
from programmes import actions
from programmes.forms import JurisdictionForm, UndoForm
from programmes.handovers import Preview, people, preview_of, receipt_of
from programmes.models import Handover
from programmes.queries import today
from programmes.views.jurisdictions import EDITORS, MINISTRY, list_crumb, may_edit

PER_PAGE = 50


def _form_page(request: HttpRequest, form: JurisdictionForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "crumbs": [list_crumb(), Crumb(_("Assign a district"))]}
    return render(request, "programmes/assign.html", context, status=status)


def _check_page(
    request: HttpRequest,
    form: JurisdictionForm,
    preview: Preview,
    status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "preview": preview,
        "refused": refused,
        "query": urlencode({name: form.data.get(name, "") for name in form.fields}),
        "crumbs": [list_crumb(), Crumb(_("Check the handover"))],
    }
    return render(request, "programmes/assign_check.html", context, status=status)


def _previewed(request: HttpRequest, form: JurisdictionForm) -> Preview | None:
    """What would change; None when the form is wrong, which it then says."""
    if not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        return preview_of(
            by=actor_of(request),
            technopark=data["technopark"],
            sigungu=data["sigungu"],
            valid_from=data["valid_from"],
        )
    except Refused as refused:
        answer_refusal(form, refused)
        return None


@page(kinds=MINISTRY, roles=EDITORS)
def assign(request: HttpRequest) -> HttpResponse:
    """The form; what is in the address is filled in, so that one may come back from the check."""
    known = {name: request.GET[name] for name in ("sigungu", "technopark", "reason") if name in request.GET}
    initial: dict[str, Any] = {"valid_from": request.GET.get("valid_from") or today(), **known}
    return _form_page(request, JurisdictionForm(day=today(), initial=initial))


@page(kinds=MINISTRY, roles=EDITORS)
def _check(request: HttpRequest) -> HttpResponse:
    """What the handover means, before anything is changed."""
    form = JurisdictionForm(request.GET, day=today())
    preview = _previewed(request, form)
    return _form_page(request, form, 422) if preview is None else _check_page(request, form, preview)


@change(kinds=MINISTRY, roles=EDITORS)
def _assign(request: HttpRequest) -> HttpResponse:
    """Hands the district over, if it still is as the check showed it; otherwise shows the check anew."""
    form = JurisdictionForm(request.POST, day=today())

    def act() -> HttpResponse:
        if not form.is_valid():
            return _form_page(request, form, 422)
        technopark: Organisation = form.cleaned_data["technopark"]
        try:
            handover = actions.assign_district(
                by=actor_of(request),
                at=now(),
                technopark_id=technopark.id,
                sigungu=form.cleaned_data["sigungu"],
                valid_from=form.cleaned_data["valid_from"],
                reason=form.cleaned_data["reason"],
                seen=request.POST.get("seen", "")[:16],
            )
        except Refused as refused:
            if refused.code == "changed-meanwhile":
                preview = _previewed(request, form)
                if preview is not None:
                    return _check_page(request, form, preview, refused.status, refused)
                return _form_page(request, form, 422)
            answer_refusal(form, refused)
            return _form_page(request, form, refused.status)
        messages.success(request, _("The district was assigned to %(park)s.") % {"park": technopark.name})
        return redirect("programmes:handover", handover.pk)

    return once(request, act)


assign_check = page_or_change(_check, _assign)


@page(kinds=MINISTRY)
def handovers(request: HttpRequest) -> HttpResponse:
    """Every handover, the newest first."""
    rows = Handover.objects.select_related("technopark", "technopark_before").order_by("-made_at", "id")
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    names = people([each.made_by_id for each in shown])
    context = {
        "page": shown,
        "rows": [(each, names.get(each.made_by_id, "")) for each in shown],
        "crumbs": [list_crumb(), Crumb(_("Record of handovers"))],
    }
    return render(request, "programmes/handovers.html", context)


@page(kinds=MINISTRY)
def handover(request: HttpRequest, handover_id: uuid.UUID) -> HttpResponse:
    """The receipt: what was changed, by whom, why, and how to take it back."""
    return _receipt(request, handover_id, "programmes/handover.html", {})


@page(kinds=MINISTRY, roles=EDITORS)
def _undo_form(request: HttpRequest, handover_id: uuid.UUID) -> HttpResponse:
    return _receipt(request, handover_id, "programmes/handover_undo.html", {"form": UndoForm()})


@change(kinds=MINISTRY, roles=EDITORS)
def _undo(request: HttpRequest, handover_id: uuid.UUID) -> HttpResponse:
    """Undoes it; a district that moved on is left alone."""
    form = UndoForm(request.POST)
    if form.is_valid():
        try:
            actions.undo_handover(
                by=actor_of(request), at=now(), handover_id=handover_id, reason=form.cleaned_data["reason"]
            )
        except Refused as refused:
            answer_refusal(form, refused)
            return _receipt(
                request, handover_id, "programmes/handover_undo.html", {"form": form}, refused.status
            )
        messages.success(request, _("The handover was undone. The district is as it was before."))
        return redirect("programmes:handover", handover_id)
    return _receipt(request, handover_id, "programmes/handover_undo.html", {"form": form}, 422)


undo = page_or_change(_undo_form, _undo)


def _receipt(
    request: HttpRequest, handover_id: uuid.UUID, template: str, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    receipt = receipt_of(handover_id)
    if receipt is None:
        raise Http404
    made = receipt.handover
    name = f"{place_name(made.sigungu)} → {made.technopark.name}"
    record = Crumb(_("Record of handovers"), request.path.split("handovers/")[0] + "handovers/")
    context = {
        "receipt": receipt,
        "handover": made,
        "may_edit": may_edit(request),
        "day": today(),
        "crumbs": [list_crumb(), record, Crumb(name)],
        **more,
    }
    return render(request, template, context, status=status)
