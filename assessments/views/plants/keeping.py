"""Adding, correcting, retiring and bringing back plants."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.forms.plant import AUTOMATIC, PlantDetailsForm, provinces
from assessments.models import Plant
from assessments.queries import plant_row
from assessments.views.plants.choosing import known_of
from assessments.views.plants.comparison import COMPANY
from assessments.views.plants.wording import read_back, today
from assessments.views.wording import plant_text
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.forms import answer_refusal
from core.web.idempotency import once
from core.web.request import now


@page(kinds=COMPANY)
def _ask_new(request: HttpRequest) -> HttpResponse:
    """The form of a new plant."""
    return _form_page(request, PlantDetailsForm(initial={"size": AUTOMATIC}, day=today()))


@change(kinds=COMPANY)
def _add(request: HttpRequest) -> HttpResponse:
    """A new plant, or the form again; sent twice, it is one plant."""
    return once(request, lambda: _added(request))


def _added(request: HttpRequest) -> HttpResponse:
    form = PlantDetailsForm(request.POST, day=today())
    if not form.is_valid():
        return _form_page(request, form, status=422)
    try:
        row = actions.add_plant(
            facts=form.plant(), address=form.cleaned_data["address"], by=actor_of(request), at=now()
        )
    except Refused as refused:
        answer_refusal(form, refused)
        return _form_page(request, form, status=refused.status)
    messages.success(request, _("The plant was added."))
    return redirect("plants:plant", row.pk)


add = page_or_change(_ask_new, _add)


@page(kinds=COMPANY)
def _ask(request: HttpRequest, plant_id: uuid.UUID) -> HttpResponse:
    """The form with what is known of the plant."""
    row = plant_row(plant_id, actor_of(request))
    return _form_page(request, PlantDetailsForm(initial=known_of(row), day=today()), row)


@change(kinds=COMPANY)
def _edit(request: HttpRequest, plant_id: uuid.UUID) -> HttpResponse:
    """Correct what is known of the plant, or the form again."""
    by = actor_of(request)
    row = plant_row(plant_id, by)
    form = PlantDetailsForm(request.POST, day=today())
    if not form.is_valid():
        return _form_page(request, form, row, 422)
    try:
        actions.change_plant(
            plant_id=plant_id, facts=form.plant(), address=form.cleaned_data["address"], by=by, at=now()
        )
    except Refused as refused:
        answer_refusal(form, refused)
        return _form_page(request, form, row, refused.status)
    messages.success(request, _("Saved."))
    return redirect("plants:plant", plant_id)


edit = page_or_change(_ask, _edit)


@change(kinds=COMPANY)
def retire(request: HttpRequest, plant_id: uuid.UUID) -> HttpResponse:
    """Offer the plant for no new diagnostic."""
    row = actions.retire_plant(plant_id=plant_id, by=actor_of(request), at=now())
    messages.success(request, _("%(plant)s is retired. Its results stay.") % {"plant": plant_text(row)})
    return redirect("plants:plants")


@change(kinds=COMPANY)
def bring_back(request: HttpRequest, plant_id: uuid.UUID) -> HttpResponse:
    """Take a retired plant into use again."""
    row = actions.bring_back_plant(plant_id=plant_id, by=actor_of(request), at=now())
    messages.success(request, _("%(plant)s is in use again.") % {"plant": plant_text(row)})
    return redirect("plants:plant", plant_id)


def _form_page(
    request: HttpRequest, form: PlantDetailsForm, row: Plant | None = None, status: int = 200
) -> HttpResponse:
    crumbs = [Crumb(_("Plants"), reverse("plants:plants"))]
    if row is not None:
        crumbs.append(Crumb(plant_text(row), reverse("plants:plant", args=[row.pk])))
    context = {
        "form": form,
        "plant": row,
        "name": plant_text(row) if row else "",
        "provinces": provinces(form.day),
        "size_read": read_back(form),
        "crumbs": [*crumbs, Crumb(_("Correct the plant") if row else _("Add a plant"))],
    }
    return render(request, "assessments/plant_form.html", context, status=status)
