"""State and note of one result, as the technopark keeps them."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from assessments.models import Result
from core.accounts.actor import Actor
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.request import now
from programmes import actions
from programmes.models import Review, State
from programmes.reviews import panel_of
from programmes.views.regional import OFFICE

LONGEST_QUERY = 2_000


@change(kinds=OFFICE)
def state(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Sets the state: 200 with the buttons as they stand now, or leads back to the result.

    409 with both states when somebody changed it since the version that was seen.
    """
    by = actor_of(request)
    wanted = request.POST.get("state", "")
    is_script = bool(request.headers.get("HX-Request"))
    try:
        actions.set_state(by=by, at=now(), result_id=result_id, state=wanted, version=_version(request))
    except Refused as refused:
        if refused.code != "stale":
            raise
        context = _context(request, by, result_id)
        context |= {
            "refused": refused,
            "wanted": State(wanted),
            "is_own": context["desk"].review.state_by_id == by.user_id,
        }
        if is_script:
            return render(request, "programmes/_state_answer.html", context, status=refused.status)
        context["crumbs"] = _crumbs(context, refused.message)
        return render(request, "programmes/state.html", context, status=refused.status)
    if not is_script:
        return back(request, result_id)
    return render(request, "programmes/_state_answer.html", _context(request, by, result_id))


@page(kinds=OFFICE)
def _note(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """The note as it is stored now."""
    if not request.headers.get("HX-Request"):
        _result(actor_of(request), result_id)
        return back(request, result_id)
    context = _context(request, actor_of(request), result_id)
    return render(request, "programmes/_note.html", context | {"is_chosen": True})


@change(kinds=OFFICE)
def _write(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Stores the note: 200 with its new version, 409 with both texts, 422 with why.

    `whole` asks for the form anew, after a choice between two texts.
    """
    by = actor_of(request)
    text = request.POST.get("note", "")
    is_script, is_whole = bool(request.headers.get("HX-Request")), "whole" in request.POST
    try:
        actions.write_note(
            by=by,
            at=now(),
            result_id=result_id,
            text=text,
            version=_version(request),
        )
    except Refused as refused:
        context = _context(request, by, result_id)
        kept = {"version": str(context["desk"].review.note_version), "note": text, "whole": "1"}
        context |= {
            "refused": refused,
            "mine": text,
            "old_version": request.POST.get("version", "")[:8],
            "mine_values": kept,
            "both": (both := joined(context["desk"].review.note, text)),
            "both_values": kept | {"note": both},
            "is_own": context["desk"].review.note_by_id == by.user_id,
        }
        if is_script:
            template = "programmes/_note.html" if is_whole else "programmes/_note_refused.html"
            return render(request, template, context, status=refused.status)
        context["crumbs"] = _crumbs(context, refused.message)
        return render(request, "programmes/note.html", context, status=refused.status)
    if not is_script:
        return back(request, result_id)
    template = "programmes/_note.html" if is_whole else "programmes/_note_saved.html"
    return render(request, template, _context(request, by, result_id) | {"is_chosen": is_whole})


note = page_or_change(_note, _write)


def joined(stored: str, mine: str) -> str:
    """The stored note with the lines of the other one that it lacks; empty where that is one of the two."""
    known = {line.strip() for line in stored.splitlines()}
    more = [line for line in mine.strip().splitlines() if line.strip() not in known]
    both = "\n".join([stored, *more]).strip()
    return "" if both in (stored, mine.strip()) else both


def _version(request: HttpRequest) -> int:
    """The version that was seen; what is none counts as the first."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _crumbs(context: dict[str, Any], here: str) -> list[Crumb]:
    address = reverse("results:result", args=[context["result"].pk])
    return [Crumb(context["company"], f"{address}{context['way']}"), Crumb(here)]


def _result(by: Actor, result_id: uuid.UUID) -> Result:
    row = Result.objects.visible_to(by).select_related("organisation").filter(pk=result_id).first()
    if row is None:
        raise Http404
    return row


def _context(request: HttpRequest, by: Actor, result_id: uuid.UUID) -> dict[str, Any]:
    """What the panel's parts show."""
    row = _result(by, result_id)
    query = (request.POST.get("in", "") or request.GET.get("in", ""))[:LONGEST_QUERY]
    return {
        "result": row,
        "company": row.organisation.name,
        "desk": panel_of(by, row),
        "desk_states": State.choices,
        "longest": Review._meta.get_field("note").max_length,
        "list_query": query,
        "in_values": {"in": query},
        "way": way(query),
    }


def way(query: str) -> str:
    """How an address keeps the list one came from: `?in=` with its filters; empty without a list."""
    kept = QueryDict(query[:LONGEST_QUERY]).urlencode()
    return f"?{urlencode({'in': kept})}" if kept else ""


def back(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """To the panel beside the result, with the list one came from."""
    kept = way(request.POST.get("in", ""))
    return redirect(f"{reverse('results:result', args=[result_id])}{kept}#review")
