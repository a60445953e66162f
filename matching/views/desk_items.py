"""Products and finished projects on a supplier's desk."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.web import Refused, actor_of, change, page, page_or_change
from core.web.forms import answer_refusal
from core.web.naming import domain_name
from core.web.request import now
from matching import actions
from matching.forms import ProductForm, RecordForm
from matching.models import Solution, Supplier, TrackRecord
from matching.queries.completeness import Part
from matching.queries.confirmations import asked_of, open_request, proven_by_projects
from matching.views.own import SUPPLIER, desk_crumbs, next_missing, own, saved
from matching.workflow import Step


def _onwards(request: HttpRequest, row: Supplier) -> HttpResponse:
    """To what is missing next where that was asked for, else to the desk."""
    if request.POST.get("following") == "missing" and (part := next_missing(row)):
        return redirect(part.url)
    return redirect("matching:mine")


def _missing_after(row: Supplier, code: str) -> Part | None:
    """What is missing beside the part that this page fills."""
    return next_missing(row, but=code)


def _product_page(
    request: HttpRequest, form: ProductForm, made: Solution | None, status: int = 200
) -> HttpResponse:
    row = own(request)
    return render(
        request,
        "matching/product.html",
        {
            "form": form,
            "made": made,
            "falls_back": made is not None and _falls_back(row, made.domain),
            "next_part": _missing_after(row, "products"),
            "crumbs": desk_crumbs(_("Change the product") if made else _("Add a product")),
        },
        status=status,
    )


def _falls_back(row: Supplier, domain: str) -> bool:
    """Whether a technology was checked on its products, so that it is self-declared without them."""
    level = row.evidence.get(domain, "")
    return level in ("verified", "documented") and domain not in proven_by_projects(row)


def _own_product(request: HttpRequest, product_id: uuid.UUID) -> Solution:
    return get_object_or_404(own(request).solutions, pk=product_id)


@page(kinds=SUPPLIER)
def _product_add_form(request: HttpRequest) -> HttpResponse:
    own(request)
    form = ProductForm(initial={"domain": request.GET.get("domain", "")[:12]})
    return _product_page(request, form, None)


@change(kinds=SUPPLIER)
def _product_add(request: HttpRequest) -> HttpResponse:
    own(request)
    form = ProductForm(request.POST)
    if not form.is_valid():
        return _product_page(request, form, None, 422)
    try:
        actions.add_product(by=actor_of(request), at=now(), product=form.product())
    except Refused as refused:
        answer_refusal(form, refused)
        return _product_page(request, form, None, refused.status)
    row = own(request)
    messages.success(request, saved(row, form.cleaned_data["name"]))
    return _onwards(request, row)


product_add = page_or_change(_product_add_form, _product_add)


@page(kinds=SUPPLIER)
def _product_form(request: HttpRequest, product_id: uuid.UUID) -> HttpResponse:
    made = _own_product(request, product_id)
    return _product_page(request, ProductForm(initial=ProductForm.initial_of(made)), made)


@change(kinds=SUPPLIER)
def _product_save(request: HttpRequest, product_id: uuid.UUID) -> HttpResponse:
    made = _own_product(request, product_id)
    form = ProductForm(request.POST)
    if not form.is_valid():
        return _product_page(request, form, made, 422)
    try:
        actions.change_product(by=actor_of(request), at=now(), product_id=product_id, product=form.product())
    except Refused as refused:
        answer_refusal(form, refused)
        return _product_page(request, form, made, refused.status)
    row = own(request)
    messages.success(request, saved(row, form.cleaned_data["name"]))
    return _onwards(request, row)


product = page_or_change(_product_form, _product_save)


@page(kinds=SUPPLIER)
def _product_delete_form(request: HttpRequest, product_id: uuid.UUID) -> HttpResponse:
    made = _own_product(request, product_id)
    context = {
        "title": _("Delete the product?"),
        "body": made.name,
        "falls_back": _falls_back(made.supplier, made.domain),
        "crumbs": desk_crumbs(_("Delete the product?")),
    }
    return render(request, "matching/delete.html", context)


@change(kinds=SUPPLIER)
def _product_delete(request: HttpRequest, product_id: uuid.UUID) -> HttpResponse:
    actions.delete_product(by=actor_of(request), at=now(), product_id=product_id)
    messages.success(request, _("The product was deleted. For 15 minutes you can undo it here."))
    return redirect("matching:mine")


product_delete = page_or_change(_product_delete_form, _product_delete)


def _record_page(
    request: HttpRequest, form: RecordForm, made: TrackRecord | None, status: int = 200
) -> HttpResponse:
    title = _("Change the project") if made else _("Add a finished project")
    context = {
        "form": form,
        "made": made,
        "title": title,
        "next_part": _missing_after(own(request), "records"),
        "crumbs": desk_crumbs(title),
    }
    return render(request, "matching/record.html", context, status=status)


@page(kinds=SUPPLIER)
def _record_add_form(request: HttpRequest) -> HttpResponse:
    own(request)
    return _record_page(request, RecordForm(), None)


@change(kinds=SUPPLIER)
def _record_add(request: HttpRequest) -> HttpResponse:
    own(request)
    form = RecordForm(request.POST)
    if not form.is_valid():
        return _record_page(request, form, None, 422)
    try:
        actions.add_record(by=actor_of(request), at=now(), record=form.record())
    except Refused as refused:
        answer_refusal(form, refused)
        return _record_page(request, form, None, refused.status)
    return _record_saved(request, form)


record_add = page_or_change(_record_add_form, _record_add)


def _record_saved(request: HttpRequest, form: RecordForm) -> HttpResponse:
    """What became of the project, and that its technology is none of those offered."""
    row, code = own(request), form.cleaned_data["domain"]
    messages.success(request, f"{saved(row, _('Finished project'))} {_('It counts once it is confirmed.')}")
    if code not in row.domains:
        messages.warning(
            request,
            _("%(name)s is not among your technologies, so the project helps no recommendation. Add it.")
            % {"name": domain_name(code)},
        )
    return _onwards(request, row)


def _open_record(request: HttpRequest, record_id: uuid.UUID) -> TrackRecord:
    """One's own project that nobody confirmed yet. Raises Http404."""
    made = get_object_or_404(own(request).track_records, pk=record_id)
    if made.customer_confirmed_at or made.checked_at:
        raise Http404
    return made


@page(kinds=SUPPLIER)
def _record_form(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    made = _open_record(request, record_id)
    return _record_page(request, RecordForm(initial=RecordForm.initial_of(made)), made)


@change(kinds=SUPPLIER)
def _record_save(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    made = _open_record(request, record_id)
    form = RecordForm(request.POST)
    if not form.is_valid():
        return _record_page(request, form, made, 422)
    try:
        actions.change_record(by=actor_of(request), at=now(), record_id=record_id, record=form.record())
    except Refused as refused:
        answer_refusal(form, refused)
        return _record_page(request, form, made, refused.status)
    return _record_saved(request, form)


record = page_or_change(_record_form, _record_save)


@page(kinds=SUPPLIER)
def _record_delete_form(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    made = get_object_or_404(own(request).track_records, pk=record_id)
    pending = open_request(made)
    context = {
        "title": _("Delete the project?"),
        "body": made.outcome_ko or made.finished_on.isoformat(),
        "is_confirmed": made.checked_at is not None,
        "asked": asked_of(pending) if pending and pending.state == Step.ASKED.value else None,
        "crumbs": desk_crumbs(_("Delete the project?")),
    }
    return render(request, "matching/delete.html", context)


@change(kinds=SUPPLIER)
def _record_delete(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    actions.delete_record(by=actor_of(request), at=now(), record_id=record_id)
    messages.success(request, _("The project was deleted. For 15 minutes you can undo it here."))
    return redirect("matching:mine")


record_delete = page_or_change(_record_delete_form, _record_delete)


@change(kinds=SUPPLIER)
def restore_item(request: HttpRequest) -> HttpResponse:
    """Puts back the product or project that was deleted a few minutes ago."""
    try:
        actions.restore_deleted(by=actor_of(request), at=now())
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Undone: it stands as it stood before."))
    return redirect("matching:mine")
