"""Saved views of the regional list."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.forms import answer_refusal
from core.web.request import now
from programmes import actions
from programmes.filters import filtered
from programmes.forms import ViewForm
from programmes.models import SavedView
from programmes.queries import desk, desk_rows
from programmes.views.regional import OFFICE


@page(kinds=OFFICE)
def _new(request: HttpRequest) -> HttpResponse:
    """The form that names the filters of the list one came from."""
    return _form_page(request, ViewForm(), request.GET)


@change(kinds=OFFICE)
def _save(request: HttpRequest) -> HttpResponse:
    """Keeps the filters under the name; the list shows them as chosen."""
    form = ViewForm(request.POST)
    data = QueryDict(request.POST.get("query", "")[:2_000])
    if not form.is_valid():
        return _form_page(request, form, data, 422)
    by = actor_of(request)
    office = desk(by)
    found = filtered(request, data, desk_rows(by, office), office)
    try:
        if not found.form.is_valid():
            raise Refused(_("A filter is wrong. Correct it in the list first."), code="wrong-filter")
        view = actions.save_view(by=by, at=now(), name=form.cleaned_data["name"], query=found.query)
    except Refused as refused:
        answer_refusal(form, refused)
        return _form_page(request, form, data, refused.status)
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return redirect(_list(view.query))


view_new = page_or_change(_new, _save)


@page(kinds=OFFICE)
def _edit(request: HttpRequest, view_id: uuid.UUID) -> HttpResponse:
    """The name of a view, to change it or to delete the view."""
    view = _mine(request, view_id)
    return _form_page(request, ViewForm(initial={"name": view.name}), QueryDict(view.query), view=view)


@change(kinds=OFFICE)
def _rename(request: HttpRequest, view_id: uuid.UUID) -> HttpResponse:
    """Gives the view another name."""
    view = _mine(request, view_id)
    form = ViewForm(request.POST)
    if form.is_valid():
        try:
            renamed = actions.rename_view(
                by=actor_of(request), at=now(), view_id=view_id, name=form.cleaned_data["name"]
            )
        except Refused as refused:
            answer_refusal(form, refused)
        else:
            messages.success(request, _("The view is called “%(name)s” now.") % {"name": renamed.name})
            return redirect(_list(view.query))
    return _form_page(request, form, QueryDict(view.query), 422, view)


view_edit = page_or_change(_edit, _rename)


@change(kinds=OFFICE)
def view_delete(request: HttpRequest, view_id: uuid.UUID) -> HttpResponse:
    """Deletes the view; the list with its filters stays open."""
    view = actions.delete_view(by=actor_of(request), at=now(), view_id=view_id)
    messages.success(
        request, _("The view “%(name)s” is deleted. Its filters are still chosen here.") % {"name": view.name}
    )
    return redirect(_list(view.query))


def _mine(request: HttpRequest, view_id: uuid.UUID) -> SavedView:
    view = SavedView.objects.visible_to(actor_of(request)).filter(pk=view_id).first()
    if view is None:
        raise Http404
    return view


def _form_page(
    request: HttpRequest, form: ViewForm, data: QueryDict, status: int = 200, view: SavedView | None = None
) -> HttpResponse:
    by = actor_of(request)
    office = desk(by)
    found = filtered(request, data, desk_rows(by, office), office)
    title = _("Change the view") if view else _("Save these filters")
    context: dict[str, Any] = {
        "form": form,
        "view": view,
        "title": title,
        "filter": found,
        "query": found.query,
        "list_url": _list(found.query),
        "crumbs": [Crumb(_("Regional list"), _list(found.query)), Crumb(title)],
    }
    return render(request, "programmes/view.html", context, status=status)


def _list(query: str) -> str:
    return f"{reverse('programmes:regional_list')}{'?' if query else ''}{query}"
