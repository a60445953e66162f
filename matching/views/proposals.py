"""Proposals: sending one, those of a round beside each other, choosing one or none."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.forms import answer_refusal
from core.web.request import now
from matching import actions
from matching.forms.proposal import NoneForm, ProposalForm, as_typed
from matching.models import Proposal
from matching.queries.consultations import Thread, thread_of
from matching.queries.proposals import Beside, Column, beside, latest_of

COMPANY = {Kind.COMPANY.value}
SUPPLIER = {Kind.SUPPLIER.value}


@page(kinds=SUPPLIER)
def _proposing(request: HttpRequest, consultation_id: uuid.UUID) -> HttpResponse:
    """The form of a proposal, with what the last version said."""
    by = actor_of(request)
    thread = _known(consultation_id, by)
    if not thread.may_propose:
        return redirect("matching:consultation", consultation_id)
    last = latest_of(thread.row, by)
    return _form(request, thread, ProposalForm(initial=as_typed(last) if last else None))


@change(kinds=SUPPLIER)
def _propose(request: HttpRequest, consultation_id: uuid.UUID) -> HttpResponse:
    """Sends the proposal; sent twice, it is one version."""
    by = actor_of(request)
    thread = _known(consultation_id, by)
    form = ProposalForm(request.POST)
    if not form.is_valid():
        return _form(request, thread, form, 422)
    try:
        actions.send_proposal(by=by, at=now(), consultation_id=consultation_id, offer=form.offer())
    except Refused as refused:
        answer_refusal(form, refused)
        return _form(request, thread, form, refused.status)
    messages.success(request, _("Your proposal was sent to %(name)s.") % {"name": thread.company})
    return redirect("matching:consultation", consultation_id)


propose = page_or_change(_proposing, _propose)


def _form(request: HttpRequest, thread: Thread, form: ProposalForm, status: int = 200) -> HttpResponse:
    last = latest_of(thread.row, actor_of(request))
    context = {
        "thread": thread,
        "form": form,
        "version": last.version + 1 if last else 1,
        "crumbs": _way(thread.line.other, thread.row.pk, _("Proposal")),
    }
    return render(request, "matching/proposal.html", context, status=status)


@page(kinds=COMPANY)
def proposals(request: HttpRequest, consultation_id: uuid.UUID) -> HttpResponse:
    """The proposals of the round of an enquiry on one page that can be printed."""
    return _beside_page(request, _found(consultation_id, actor_of(request)))


def _beside_page(request: HttpRequest, found: Beside) -> HttpResponse:
    columns = found.columns
    context = {
        "found": found,
        "rows": [(title, zip(columns, cells, strict=True)) for title, cells in found.rows],
        "crumbs": [
            Crumb(_("Enquiries"), reverse("matching:consultations")),
            Crumb(_("Proposals")),
        ],
    }
    return render(request, "matching/proposals.html", context)


@page(kinds=COMPANY)
def _choosing(request: HttpRequest, proposal_id: uuid.UUID) -> HttpResponse:
    """What choosing a proposal means: who is told, and what ends."""
    found, column = _chosen(proposal_id, actor_of(request))
    if column is None or column.view is None or not column.view.is_open:
        return redirect("matching:proposals", found.consultation_id)
    return _choice(request, found, column)


@change(kinds=COMPANY)
def _choose(request: HttpRequest, proposal_id: uuid.UUID) -> HttpResponse:
    """Chooses the proposal; sent twice, it is chosen once."""
    by = actor_of(request)
    found, column = _chosen(proposal_id, by)
    try:
        actions.choose_proposal(by=by, at=now(), proposal_id=proposal_id)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("matching:proposals", found.consultation_id)
    name = column.supplier if column else ""
    messages.success(request, _("You have chosen the proposal of %(name)s.") % {"name": name})
    return redirect("matching:proposals", found.consultation_id)


proposal_choose = page_or_change(_choosing, _choose)


def _choice(request: HttpRequest, found: Beside, column: Column) -> HttpResponse:
    context = {
        "found": found,
        "column": column,
        "others": [name for key, name in found.open_ones if key != column.consultation_id],
        "crumbs": [
            Crumb(_("Enquiries"), reverse("matching:consultations")),
            Crumb(_("Proposals"), reverse("matching:proposals", args=[found.consultation_id])),
            Crumb(_("Choose the proposal")),
        ],
    }
    return render(request, "matching/proposal_choose.html", context)


@page(kinds=COMPANY)
def _declining(request: HttpRequest, consultation_id: uuid.UUID) -> HttpResponse:
    """What choosing none means, and the reason."""
    return _none_page(request, consultation_id, NoneForm())


@change(kinds=COMPANY)
def _decline(request: HttpRequest, consultation_id: uuid.UUID) -> HttpResponse:
    """Chooses none of the proposals, with a reason."""
    form = NoneForm(request.POST)
    if not form.is_valid():
        return _none_page(request, consultation_id, form, 422)
    try:
        actions.choose_none(
            by=actor_of(request), at=now(), consultation_id=consultation_id, **form.cleaned_data
        )
    except Refused as refused:
        answer_refusal(form, refused)
        return _none_page(request, consultation_id, form, refused.status)
    messages.success(request, _("You have chosen none. The suppliers read your reason."))
    return redirect("matching:proposals", consultation_id)


proposals_none = page_or_change(_declining, _decline)


def _none_page(
    request: HttpRequest, consultation_id: uuid.UUID, form: NoneForm, status: int = 200
) -> HttpResponse:
    found = _found(consultation_id, actor_of(request))
    if not found.to_decide and status == 200:
        return redirect("matching:proposals", consultation_id)
    context = {
        "found": found,
        "form": form,
        "names": [one.supplier for one in found.columns if one.view and one.view.waits],
        "crumbs": [
            Crumb(_("Enquiries"), reverse("matching:consultations")),
            Crumb(_("Proposals"), reverse("matching:proposals", args=[consultation_id])),
            Crumb(_("Choose none of the proposals")),
        ],
    }
    return render(request, "matching/proposals_none.html", context, status=status)


def _known(consultation_id: uuid.UUID, by: Actor) -> Thread:
    thread = thread_of(consultation_id, by)
    if thread is None:
        raise Http404
    return thread


def _found(consultation_id: uuid.UUID, by: Actor) -> Beside:
    found = beside(consultation_id, by)
    if found is None:
        raise Http404
    return found


def _chosen(proposal_id: uuid.UUID, by: Actor) -> tuple[Beside, Column | None]:
    """The round of a proposal, and its column; None for a version that was replaced or a barred supplier."""
    row = Proposal.objects.visible_to(by).filter(pk=proposal_id).first()
    if row is None:
        raise Http404
    found = _found(row.consultation_id, by)
    return found, next((one for one in found.columns if one.view and one.view.id == proposal_id), None)


def _way(name: str, consultation_id: uuid.UUID, here: str) -> list[Crumb]:
    return [
        Crumb(_("Enquiries"), reverse("matching:consultations")),
        Crumb(name, reverse("matching:consultation", args=[consultation_id])),
        Crumb(here),
    ]
