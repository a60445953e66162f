"""One answer at a time: the address that every change of a question is sent to."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from assessments import actions
from assessments.actions import Saved
from assessments.documents import framework_of
from assessments.forms import given_of_post
from assessments.given import of_rows
from assessments.models import Origin
from assessments.queries import answer_rows, module_lines, question_view, session_of
from assessments.scoring import Framework, Item
from assessments.scoring.fields import ORIGIN, VERSION
from assessments.views.conflict import conflict_panel
from assessments.views.desk import Desk
from assessments.views.questions import dom_id, drawn
from assessments.views.wording import answer_text
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.request import now


@page(public=True)
def _show(request: HttpRequest, session_id: uuid.UUID, item: str) -> HttpResponse:
    """The question as it is stored now: to take the other's answer, or to see it without script."""
    return question(request, Desk(session_id, actor_of(request)), item)


def question(request: HttpRequest, desk: Desk, item: str) -> HttpResponse:
    """The question as it is stored now, for whoever answers at this desk."""
    session = session_of(desk.session_id, desk.by, now())
    framework = framework_of(session.framework)
    found = _item(framework, item)
    module = framework.parents[item].code
    if not desk.allows(module):
        raise Http404
    if not request.headers.get("HX-Request"):
        return redirect(f"{desk.module_url(module)}#{item}")
    rows = answer_rows(session)
    given = of_rows(framework, ((row.item, row.choices, row.non_answer) for row in rows.values()))
    view = question_view(framework, found, rows.get(item), desk.order(framework, given))
    return render(
        request, "assessments/_slot.html", {"id": f"slot-{dom_id(item)}", "html": drawn(desk, session, view)}
    )


@change(public=True)
def _store(request: HttpRequest, session_id: uuid.UUID, item: str) -> HttpResponse:
    """Store one answer: 200 with what changed elsewhere on the page, 409 with both values, 422 with why.

    401 for a visitor who may not see the draft: that is what a login that ended looks like.
    """
    by = actor_of(request)
    try:
        return store(request, Desk(session_id, by), item)
    except Http404:
        if by.user_id is None:  # a login that ended: the browser keeps the answer until its owner is back
            return HttpResponse(status=401)
        raise


def store(request: HttpRequest, desk: Desk, item: str) -> HttpResponse:
    """Store one answer given at this desk. Http404 for a session that its actor may not know."""
    try:
        given = given_of_post(request.POST, item)
        saved = actions.answer_all(
            session_id=desk.session_id,
            given={item: given},
            by=desk.by,
            at=now(),
            only_asked=True,
            within=desk.delegation,
        )
    except Refused as refused:
        return _refused(request, desk, item, refused)
    return _saved(request, desk, saved, saved.framework.items[item])


answer = page_or_change(_show, _store)


def _refused(request: HttpRequest, desk: Desk, item: str, refused: Refused) -> HttpResponse:
    conflicts = refused.data.get("conflicts")
    if conflicts:
        session = session_of(desk.session_id, desk.by, now())
        found = framework_of(session.framework).items[item]
        html = conflict_panel(desk, found, conflicts[0])
        # Also where the button that asked would show nothing: an undo, or a choice that came too late.
        place = {"HX-Retarget": f"#said-{dom_id(item)}", "HX-Reswap": "innerHTML"}
        return HttpResponse(html, status=409, headers=place)
    return render(request, "assessments/_fault.html", {"refused": refused}, status=refused.status)


def _saved(request: HttpRequest, desk: Desk, saved: Saved, item: Item) -> HttpResponse:
    """The small answer to a save: the new version, the counts, and questions that appeared or went away."""
    framework = saved.framework
    row = saved.rows.get(item.code)
    order = desk.order(framework, saved.after)
    old = saved.before.get(item.code)
    undo = old if old is not None and old != saved.after.get(item.code) else None
    before, after = (desk.progress(framework, given) for given in (saved.before, saved.after))
    context: dict[str, Any] = {
        "id": dom_id(item.code),
        "code": item.code,
        "answered": item.code in saved.after,
        "turns_clear": (item.code in saved.before) != (item.code in saved.after),
        "has_open": bool(after.unanswered),
        "turns_open": bool(before.unanswered) != bool(after.unanswered),
        "name": item.code + VERSION,
        "version": row.version if row else 0,
        "progress": after,
        "slots": _changed_slots(desk, saved, item, order),
        "counts": _changed_counts(desk, saved),
        "url": desk.answer_url(item.code),
        "undo": answer_text(item, undo) if isinstance(undo, str) else "",
        "undo_values": {
            item.code: undo,
            item.code + VERSION: str(row.version if row else 0),
            item.code + ORIGIN: Origin.UNDONE.value,
            "whole": "1",
        },
        "history_url": desk.history_url(item.code),
    }
    if request.POST.get("whole"):
        view = question_view(framework, item, row, order)
        context["whole"] = (f"slot-{dom_id(item.code)}", drawn(desk, saved.session, view))
    return HttpResponse(render_to_string("assessments/_saved.html", context))


def _changed_slots(desk: Desk, saved: Saved, item: Item, order: tuple[str, ...]) -> list[tuple[str, str]]:
    """The questions of the same page that are asked now and were not, or the other way round."""
    framework = saved.framework
    before = frozenset(desk.order(framework, saved.before))
    if before == frozenset(order):
        return []
    stored = answer_rows(saved.session)
    found = []
    for child in framework.parents[item.code].children:
        if not isinstance(child, Item) or (child.code in before) == (child.code in order):
            continue
        html = ""
        if child.code in order:
            html = drawn(desk, saved.session, question_view(framework, child, stored.get(child.code), order))
        found.append((f"slot-{dom_id(child.code)}", html))
    return found


def _changed_counts(desk: Desk, saved: Saved) -> list[tuple[str, str]]:
    """The pages whose counts this save changed, as the list beside the questions shows them."""
    lines = zip(
        module_lines(saved.framework, saved.before), module_lines(saved.framework, saved.after), strict=True
    )
    return [
        (f"count-{dom_id(new.node.code)}", f"{new.done}/{new.total}")
        for old, new in lines
        if (old.done, old.total) != (new.done, new.total) and desk.allows(new.node.code)
    ]


def _item(framework: Framework, code: str) -> Item:
    found = framework.items.get(code)
    if found is None:
        raise Http404
    return found
