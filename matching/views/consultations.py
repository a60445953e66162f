"""Consultations: asking a supplier, the list of either side, the thread and what can be done there."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Result, Share
from core.accounts.actor import Actor
from core.accounts.addresses import is_verified
from core.accounts.roles import Kind
from core.consents.document import sharing_with
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Tab
from core.web.forms import answer_refusal
from core.web.request import now
from matching import actions
from matching.actions.consult import WORKING_DAYS
from matching.actions.consultations import mark_read
from matching.consultation import Side
from matching.forms.consultation import AnswerForm, AskForm, DeclineForm, MessageForm
from matching.models import Consultation, Supplier
from matching.models.round import MOST_ALSO
from matching.queries.comparing import picked
from matching.queries.consultations import (
    STANDINGS,
    Thread,
    consultations_of,
    counts,
    label_of,
    line_of,
    next_waiting,
    open_with,
    thread_of,
)
from matching.queries.proposals import proposals_of, some_in_round
from matching.queries.recommendations import latest
from matching.queries.rounds import candidates, round_view

COMPANY = {Kind.COMPANY.value}
SUPPLIER = {Kind.SUPPLIER.value}
BOTH = COMPANY | SUPPLIER
BESIDE = "also_supplier"
"""Names a supplier that stood beside the one asked, where the question came from a comparison."""


@page(kinds=COMPANY)
def _asked(request: HttpRequest, slug: str) -> HttpResponse:
    """The need sheet for a supplier; where a question to it is open, that leads there."""
    by = actor_of(request)
    supplier = Supplier.objects.listed().filter(slug=slug).first()
    if supplier is None:
        raise Http404
    if (known := open_with(by, supplier)) is not None:
        return redirect("matching:consultation", known.pk)
    result = _result(request.GET.get("result", ""), by)
    picks = picked(request.GET.getlist(BESIDE))
    others = candidates(supplier, result, picks, by)
    asked = [str(each.pk) for each in others if each.slug in picks]
    form = AskForm(
        supplier=supplier,
        may_share=_may_share(result, supplier, by),
        others=others,
        initial={"domains": _fitting(result, supplier), "also": asked[:MOST_ALSO]},
    )
    return _sheet(request, supplier, form, result)


@change(kinds=COMPANY)
def _ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks the supplier; sent twice, it is one."""
    by = actor_of(request)
    supplier = Supplier.objects.public().filter(slug=slug).first()
    if supplier is None:
        raise Http404
    result = _result(request.POST.get("result", ""), by)
    others = candidates(supplier, result, picked(request.POST.getlist(BESIDE)), by)
    form = AskForm(request.POST, supplier=supplier, may_share=_may_share(result, supplier, by), others=others)
    if not form.is_valid():
        return _sheet(request, supplier, form, result, 422)
    try:
        made = actions.ask_suppliers(
            by=by,
            at=now(),
            supplier_id=supplier.pk,
            sheet=form.sheet(),
            result_id=result.pk if result else None,
            is_shared=bool(form.cleaned_data.get("is_shared")),
            also=(also := form.cleaned_data.get("also", [])),
            then=form.cleaned_data.get("then", []),
        )
    except Refused as refused:
        answer_refusal(form, refused)
        return _sheet(request, supplier, form, result, refused.status)
    names = ", ".join([supplier.name, *(each.name for each in others if each.pk in also)])
    messages.success(request, _("Your enquiry was sent to %(name)s.") % {"name": names})
    return redirect("matching:consultation", made.pk)


ask_supplier = page_or_change(_asked, _ask)


def _result(typed: str, by: Actor) -> Result | None:
    """The company's own result that the question comes from; None for anything else."""
    try:
        wanted = uuid.UUID(typed)
    except ValueError:
        return None
    rows = Result.objects.visible_to(by).filter(organisation_id__in=by.organisation_ids)
    return rows.select_related("framework").filter(pk=wanted).first()


def _may_share(result: Result | None, supplier: Supplier, by: Actor) -> bool:
    """Whether the question comes from a result that the supplier does not see yet."""
    if result is None:
        return False
    shares = Share.objects.visible_to(by).filter(result=result, recipient_id=supplier.organisation_id)
    return not shares.filter(withdrawn_at__isnull=True).exists()


def _fitting(result: Result | None, supplier: Supplier) -> list[str]:
    """The technologies for which the supplier was recommended for the result: what is ticked at first."""
    shown = latest(result) if result else None
    if shown is None:
        return []
    views = [*shown.suppliers, *filter(None, [shown.newcomer])]
    mine = next((each for each in views if each.id == str(supplier.pk)), None)
    return [each.code for each in mine.domains if each.code in supplier.domains][:3] if mine else []


def _sheet(
    request: HttpRequest, supplier: Supplier, form: AskForm, result: Result | None, status: int = 200
) -> HttpResponse:
    by = actor_of(request)
    document = sharing_with(Kind.SUPPLIER.value)
    context = {
        "supplier": supplier,
        "form": form,
        "result": result,
        "days": WORKING_DAYS,
        "document": document,
        "wording": replace(document.wording, recipient=supplier.name),
        "is_verified": is_verified(by.user_id),
        "picks": [each.slug for each in form.others.values()],
        "crumbs": [
            Crumb(_("Suppliers"), reverse("matching:search")),
            Crumb(supplier.name, reverse("matching:profile", args=[supplier.slug])),
            Crumb(_("Ask this supplier")),
        ],
    }
    return render(request, "matching/ask.html", context, status=status)


@page(kinds=BOTH)
def consultations(request: HttpRequest) -> HttpResponse:
    """One's enquiries, those asked or those received, the overdue first, by how they stand."""
    by = actor_of(request)
    wanted = request.GET.get("state", "")
    standing = wanted if wanted in STANDINGS else ""
    numbers = counts(by)
    side = Side.SUPPLIER if by.kind == Kind.SUPPLIER.value else Side.COMPANY
    tabs = [Tab(_("All"), request.path, not standing, sum(numbers.values()))]
    tabs += [
        Tab(label_of(each, side), f"{request.path}?state={each}", each == standing, numbers[each])
        for each in STANDINGS
        if numbers[each] or each == standing
    ]
    shown = Paginator(consultations_of(by, standing), 50).get_page(request.GET.get("page"))
    lines = [line_of(row, side) for row in shown]
    context = {
        "page": shown,
        "lines": lines,
        "tabs": tabs,
        "standing": standing,
        "is_supplier": side is Side.SUPPLIER,
    }
    return render(request, "matching/consultations.html", context)


@page(kinds=BOTH)
def _consultation(request: HttpRequest, consultation_id: uuid.UUID) -> HttpResponse:
    """One enquiry with all that was written, for its two sides."""
    return _thread(request, consultation_id)


@wraps(_consultation)
def consultation(request: HttpRequest, consultation_id: uuid.UUID) -> HttpResponse:
    """One enquiry with all that was written, for its two sides; who opened it has read its notices."""
    shown = _consultation(request, consultation_id)
    if request.method == "GET" and shown.status_code == 200:
        mark_read(by=actor_of(request), at=now(), consultation_id=consultation_id)
    return shown


def _thread(
    request: HttpRequest, consultation_id: uuid.UUID, status: int = 200, **forms: Form
) -> HttpResponse:
    thread = thread_of(consultation_id, actor_of(request))
    if thread is None:
        raise Http404
    context: dict[str, Any] = {
        "thread": thread,
        "answer_form": AnswerForm(),
        "message_form": MessageForm(),
        "proposals": proposals_of(thread.row, actor_of(request)),
        "is_beside": some_in_round(thread.row, actor_of(request)),
        "round": round_view(thread.row, thread.side, actor_of(request)),
        "next_id": None if thread.may_answer else next_waiting(actor_of(request)),
        "crumbs": [Crumb(_("Enquiries"), reverse("matching:consultations")), Crumb(thread.line.other)],
        **forms,
    }
    return render(request, "matching/consultation.html", context, status=status)


def _known(consultation_id: uuid.UUID, by: Actor) -> Thread:
    thread = thread_of(consultation_id, by)
    if thread is None:
        raise Http404
    return thread


def _writing(
    kinds: set[str], form_class: type[Form], name: str, act: Callable[..., object], said: Callable[[], str]
) -> Callable[..., HttpResponse]:
    """A form of the thread: what was typed stays in it when it is refused."""

    @change(kinds=kinds)
    def written(request: HttpRequest, consultation_id: uuid.UUID) -> HttpResponse:
        form = form_class(request.POST)
        if not form.is_valid():
            return _thread(request, consultation_id, 422, **{name: form})
        try:
            act(by=actor_of(request), at=now(), consultation_id=consultation_id, **form.cleaned_data)
        except Refused as refused:
            answer_refusal(form, refused)
            return _thread(request, consultation_id, refused.status, **{name: form})
        messages.success(request, said())
        return redirect("matching:consultation", consultation_id)

    return written


consultation_answer = _writing(
    SUPPLIER,
    AnswerForm,
    "answer_form",
    actions.answer,
    lambda: _("Your answer was sent. Both of you see the other's contact now."),
)
consultation_answer.__doc__ = "Answers an enquiry."
consultation_write = _writing(
    BOTH, MessageForm, "message_form", actions.write_message, lambda: _("Your message was sent.")
)
consultation_write.__doc__ = "Adds a message to an enquiry."


@page(kinds=SUPPLIER)
def _declining(request: HttpRequest, consultation_id: uuid.UUID) -> HttpResponse:
    """What declining means, and the reason."""
    return _decline_page(request, consultation_id, DeclineForm())


@change(kinds=SUPPLIER)
def _decline(request: HttpRequest, consultation_id: uuid.UUID) -> HttpResponse:
    """Declines an enquiry with a reason."""
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _decline_page(request, consultation_id, form, 422)
    try:
        actions.decline(by=actor_of(request), at=now(), consultation_id=consultation_id, **form.cleaned_data)
    except Refused as refused:
        answer_refusal(form, refused)
        return _decline_page(request, consultation_id, form, refused.status)
    messages.success(request, _("The enquiry was declined. The company reads your reason."))
    return redirect("matching:consultation", consultation_id)


consultation_decline = page_or_change(_declining, _decline)


def _decline_page(
    request: HttpRequest, consultation_id: uuid.UUID, form: DeclineForm, status: int = 200
) -> HttpResponse:
    thread = _known(consultation_id, actor_of(request))
    if not thread.may_decline and status == 200:
        return redirect("matching:consultation", consultation_id)
    crumbs = [
        Crumb(_("Enquiries"), reverse("matching:consultations")),
        Crumb(thread.company, reverse("matching:consultation", args=[consultation_id])),
        Crumb(_("Decline")),
    ]
    context = {"thread": thread, "form": form, "crumbs": crumbs}
    return render(request, "matching/consultation_decline.html", context, status=status)


@change(kinds=COMPANY)
def forget_next(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Nobody else is asked in the place of one that does not answer."""
    found = actions.forget_next(by=actor_of(request), at=now(), round_id=round_id)
    first = Consultation.objects.visible_to(actor_of(request)).filter(round=found).order_by("asked_at", "id")
    messages.success(request, _("Nobody else is asked for this enquiry."))
    return redirect("matching:consultation", first.values_list("pk", flat=True)[0])


@change(kinds=COMPANY)
def consultation_close(request: HttpRequest, consultation_id: uuid.UUID) -> HttpResponse:
    """Closes one's own enquiry."""
    row: Consultation = actions.close(by=actor_of(request), at=now(), consultation_id=consultation_id)
    messages.success(request, _("The enquiry is closed. What was written stays readable for both."))
    return redirect("matching:consultation", row.pk)
