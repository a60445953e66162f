"""Confirming a project: the supplier asks, its customer answers in the portal or by a mailed link."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.accounts.actor import SYSTEM
from core.accounts.address import client_address
from core.scope import enter
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.forms import answer_refusal
from core.web.refusal import refusal_page
from core.web.request import now
from matching import actions
from matching.actions.answering import over
from matching.actions.asking import count_number
from matching.forms import AnswerForm, AskForm
from matching.models import Confirmation, TrackRecord
from matching.queries.confirmations import Asked, asked_of, last_no, linked, open_request
from matching.queries.supplier_page import build_of
from matching.views.own import SUPPLIER, desk_crumbs, own
from matching.workflow import Step


def _unconfirmed(request: HttpRequest, record_id: uuid.UUID) -> TrackRecord:
    """One's own project that does not count yet. Raises Http404."""
    made = get_object_or_404(own(request).track_records, pk=record_id)
    if made.customer_confirmed_at and made.checked_at:
        raise Http404
    return made


def _ask_page(request: HttpRequest, made: TrackRecord, form: AskForm, status: int = 200) -> HttpResponse:
    under_way = open_request(made)
    if under_way is not None and under_way.state == Step.ASKED.value and under_way.expires_at <= now():
        under_way = None
    context = {
        "build": build_of(made),
        "form": form,
        "asked": asked_of(under_way) if under_way else None,
        "no": last_no(made),
        "is_verified": made.supplier.verified_at is not None,
        "crumbs": desk_crumbs(_("Ask the customer to confirm")),
    }
    return render(request, "matching/ask_customer.html", context, status=status)


@page(kinds=SUPPLIER)
def _ask_form(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    return _ask_page(request, _unconfirmed(request, record_id), AskForm())


@change(kinds=SUPPLIER)
def _ask(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    made, form = _unconfirmed(request, record_id), AskForm(request.POST)
    if not form.is_valid():
        return _ask_page(request, made, form, 422)
    try:
        actions.ask_customer(
            by=actor_of(request),
            at=now(),
            record_id=record_id,
            address=client_address(request),
            **form.cleaned_data,
        )
    except Refused as refused:
        if refused.code == "asked":
            messages.info(request, refused.message)
            return redirect("matching:ask_customer", record_id)
        answer_refusal(form, refused)
        return _ask_page(request, made, form, refused.status)
    messages.success(request, _("The customer is asked. You are told once it has answered."))
    return redirect("matching:mine")


_ask_customer = page_or_change(_ask_form, _ask)


def ask_customer(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    """Page and change; numbers that are tried count even when the change is undone."""
    by = actor_of(request)
    if request.method == "POST" and request.POST.get("business_number") and by.kind in SUPPLIER:
        try:
            count_number(by=by)
        except Refused as refused:
            return refusal_page(request, refused)
    return _ask_customer(request, record_id)


ask_customer.access = _ask_customer.access  # type: ignore[attr-defined]


@change(kinds=SUPPLIER)
def withdraw_ask(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    """Takes the request back; its link does nothing any more."""
    try:
        actions.withdraw_ask(by=actor_of(request), at=now(), record_id=record_id)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The request is taken back. You can ask again at any time."))
    return redirect("matching:mine")


def _answer_page(
    request: HttpRequest, asked: Asked | None, form: AnswerForm, *, by_link: bool, status: int = 200
) -> HttpResponse:
    context = {"asked": asked, "form": form, "by_link": by_link}
    return render(request, "matching/confirm_project.html", context, status=status)


def _asked_of_us(request: HttpRequest, request_id: uuid.UUID) -> Confirmation:
    """What the organisation one works in was asked. Raises Http404."""
    by = actor_of(request)
    rows = Confirmation.objects.visible_to(by).filter(organisation_id__in=by.organisation_ids)
    return get_object_or_404(rows.select_related("record", "supplier", "organisation"), pk=request_id)


@page()
def _confirm_form(request: HttpRequest, asked_id: uuid.UUID) -> HttpResponse:
    row = _asked_of_us(request, asked_id)
    return _answer_page(request, asked_of(row), AnswerForm(by_link=False), by_link=False)


def _act(request: HttpRequest, form: AnswerForm, **which: Any) -> None:
    by, at, said = actor_of(request), now(), form.cleaned_data
    if said["answer"] == "refuse":
        actions.refuse_project(by=by, at=at, reason=said["reason"], **which)
        return
    actions.confirm_project(
        by=by,
        at=at,
        is_named=said["publish"] == "named",
        customer=said.get("customer", ""),
        answered_by=said.get("answered_by", ""),
        **which,
    )


@change()
def _confirm(request: HttpRequest, asked_id: uuid.UUID) -> HttpResponse:
    row, form = _asked_of_us(request, asked_id), AnswerForm(request.POST, by_link=False)
    if row.state == Step.ASKED.value:
        if not form.is_valid():
            return _answer_page(request, asked_of(row), form, by_link=False, status=422)
        _act(request, form, request_id=asked_id)
        messages.success(request, _("Thank you. Your answer is stored, and the supplier is told."))
    return redirect("matching:confirm_project", asked_id)


confirm_project = page_or_change(_confirm_form, _confirm)


def _by_link(request: HttpRequest, token: str) -> Asked:
    """What the link asks. Refused 410 `over` when it was used, taken back, or is too old."""
    enter(SYSTEM)
    row = linked(token, now())
    enter(actor_of(request))
    if row is None:
        raise over()
    return asked_of(row)


@page(public=True)
def _link_form(request: HttpRequest, token: str) -> HttpResponse:
    return _answer_page(request, _by_link(request, token), AnswerForm(by_link=True), by_link=True)


@change(public=True)
def _link(request: HttpRequest, token: str) -> HttpResponse:
    asked, form = _by_link(request, token), AnswerForm(request.POST, by_link=True)
    if not form.is_valid():
        return _answer_page(request, asked, form, by_link=True, status=422)
    _act(request, form, token=token)
    return _answer_page(request, None, form, by_link=True)


confirm_by_link = page_or_change(_link_form, _link)
