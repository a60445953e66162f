"""Searches that a person keeps, with news of new suppliers."""

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.forms import answer_refusal
from core.web.naming import place_name
from core.web.request import now
from matching import actions
from matching.actions.searches import MOST_SEARCHES, WIDEST
from matching.filters import forgiving, wish_of
from matching.forms import SearchForm
from matching.models import SavedSearch
from matching.queries.saved import SavedLine, query_of, saved_line, saved_lines
from matching.queries.search import Search, Wish
from matching.views.search import label_of

_GONE = "search_gone"
LONGEST_QUERY = 2_000


@page()
def saved_searches(request: HttpRequest) -> HttpResponse:
    """One's saved searches, how many suppliers fit today and who is new; the last deleted can come back."""
    lines = [_shown(each) for each in saved_lines(actor_of(request), timezone.localdate())]
    context = {
        "lines": lines,
        "gone": _gone(request),
        "most": MOST_SEARCHES,
        "crumbs": [Crumb(_("Suppliers"), reverse("matching:search")), Crumb(_("Saved searches"))],
    }
    return render(request, "matching/saved_searches.html", context)


@page()
def _new(request: HttpRequest) -> HttpResponse:
    """The form that names the search one came from."""
    wish = _wish(request.GET)
    narrow = Search(wish).total <= WIDEST
    initial = {"name": _proposed(wish), "is_watched": narrow}
    return _form_page(request, SearchForm(initial=initial), wish)


@change()
def _save(request: HttpRequest) -> HttpResponse:
    """Keeps the search under the name; the list of saved searches shows it."""
    form, query = SearchForm(request.POST), request.POST.get("query", "")
    wish = _wish(QueryDict(query[:LONGEST_QUERY]))
    if len(query) > LONGEST_QUERY:
        form.add_error(None, _("This search has too many words or filters to be kept. Give up some of them."))
    if not form.is_valid():
        return _form_page(request, form, wish, 422)
    try:
        row = actions.save_search(by=actor_of(request), at=now(), wish=wish, **form.cleaned_data)
    except Refused as refused:
        answer_refusal(form, refused)
        return _form_page(request, form, wish, refused.status)
    if (_gone(request) or {}).get("name") == row.name:
        del request.session[_GONE]
    said = (
        _("“%(name)s” is saved. You are told when a new supplier fits.")
        if row.is_watched
        else _("“%(name)s” is saved.")
    )
    messages.success(request, said % {"name": row.name})
    return redirect("matching:saved_searches")


save_search = page_or_change(_new, _save)


@page()
def _open(request: HttpRequest, search_id: uuid.UUID) -> HttpResponse:
    """A saved search: who is new, its name, whether it is watched."""
    row = _mine(request, search_id)
    form = SearchForm(initial={"name": row.name, "is_watched": row.is_watched})
    return _row_page(request, form, row)


@change()
def _change(request: HttpRequest, search_id: uuid.UUID) -> HttpResponse:
    """Gives the search another name, or has it watched or not."""
    row, form = _mine(request, search_id), SearchForm(request.POST)
    if not form.is_valid():
        return _row_page(request, form, row, 422)
    try:
        changed = actions.change_search(
            by=actor_of(request), at=now(), search_id=search_id, **form.cleaned_data
        )
    except Refused as refused:
        answer_refusal(form, refused)
        return _row_page(request, form, row, refused.status)
    messages.success(request, _("“%(name)s” is changed.") % {"name": changed.name})
    return redirect("matching:saved_searches")


saved_search = page_or_change(_open, _change)


@change()
def search_delete(request: HttpRequest, search_id: uuid.UUID) -> HttpResponse:
    """Deletes the search; the list offers to take it back."""
    row = actions.delete_search(by=actor_of(request), at=now(), search_id=search_id)
    wish = _shown(saved_line(row, timezone.localdate()))["query"]
    place = str(row.organisation_id)
    request.session[_GONE] = {
        "place": place, "name": row.name, "query": wish, "is_watched": row.is_watched,
    }  # fmt: skip
    return redirect("matching:saved_searches")


def _mine(request: HttpRequest, search_id: uuid.UUID) -> SavedSearch:
    row = SavedSearch.objects.visible_to(actor_of(request)).filter(pk=search_id).first()
    if row is None:
        raise Http404
    return row


def _gone(request: HttpRequest) -> dict[str, Any] | None:
    """What was deleted last in the organisation one works for now."""
    gone: dict[str, Any] = request.session.get(_GONE) or {}
    return gone if gone.get("place") in [str(each) for each in actor_of(request).organisation_ids] else None


def _wish(data: QueryDict) -> Wish:
    return wish_of(forgiving(data)[0])


def _labels(wish: Wish) -> list[str]:
    return [label_of(name, str(value)) for name, values in query_of(wish).lists() for value in values]


def _proposed(wish: Wish) -> str:
    """A short name: the words and places as they are, the rest by its label."""
    places = [place_name(code) for code in (*wish.region, *wish.home)]
    others = _labels(replace(wish, q="", region=(), home=()))
    return " ".join([*dict.fromkeys(places), *([wish.q] if wish.q else []), *others])[:40]


def _shown(line: SavedLine) -> dict[str, object]:
    query = query_of(line.wish).urlencode()
    return {
        "row": line.row,
        "total": line.total,
        "news": line.news,
        "labels": _labels(line.wish),
        "query": query,
        "url": f"{reverse('matching:search')}?{query}",
    }


def _form_page(request: HttpRequest, form: SearchForm, wish: Wish, status: int = 200) -> HttpResponse:
    title = _("Save this search")
    total = Search(wish).total
    query = query_of(wish).urlencode()
    back = f"{reverse('matching:search')}{'?' if query else ''}{query}"
    context = {
        "form": form,
        "title": title,
        "query": query,
        "labels": _labels(wish),
        "total": total,
        "is_wide": total > WIDEST,
        "widest": WIDEST,
        "back_url": back,
        "crumbs": [Crumb(_("Suppliers"), back), Crumb(title)],
    }
    return render(request, "matching/save_search.html", context, status=status)


def _row_page(request: HttpRequest, form: SearchForm, row: SavedSearch, status: int = 200) -> HttpResponse:
    crumbs = [
        Crumb(_("Suppliers"), reverse("matching:search")),
        Crumb(_("Saved searches"), reverse("matching:saved_searches")),
        Crumb(row.name),
    ]
    line = _shown(saved_line(row, timezone.localdate()))
    context = {"form": form, "crumbs": crumbs, **line}
    return render(request, "matching/saved_search.html", context, status=status)
