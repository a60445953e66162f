"""A page of questions: read, and sent as a whole by a plain form."""

import uuid
from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.actions import Conflict
from assessments.forms import given_of_page
from assessments.given import Given
from assessments.models import Session, SessionState
from assessments.queries import ModulePage, given_to, module_lines, module_page, session_of
from assessments.scoring import Item
from assessments.views.conflict import conflict_panel, kept_note
from assessments.views.desk import Desk
from assessments.views.questions import PROOF, Typed, dom_id, drawn
from assessments.views.wording import text
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Problem
from core.web.request import now
from core.web.wording import time_text

PAGE = "page:"
"""How a button names the page it leads to: every way out of a page is a button, so that it saves."""
CLEARED = "cleared"
"""Names the question whose answer was just taken back, so that the page offers to undo it."""
FIRST_CLEARED = 2
"""The version an answer has at least when it was given and taken back."""


@page(public=True)
def _show(request: HttpRequest, session_id: uuid.UUID, code: str) -> HttpResponse:
    """The questions of one module."""
    return questions(request, Desk(session_id, actor_of(request)), code)


def questions(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The questions of one module, for whoever answers at this desk."""
    session = session_of(desk.session_id, desk.by, now())
    if session.state == SessionState.SUBMITTED.value:
        return redirect(desk.overview_url)
    return _page(request, desk, _found(desk, session, code))


@change(public=True)
def _store(request: HttpRequest, session_id: uuid.UUID, code: str) -> HttpResponse:
    """Store the page and go where its button says: next page, any page, next open question, or the overview.

    When something is wrong nothing is stored, and the page comes back with everything that was typed.
    """
    return store(request, Desk(session_id, actor_of(request)), code)


def store(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The same for whoever answers at this desk."""
    at = now()
    session = session_of(desk.session_id, desk.by, at)
    view = _found(desk, session, code)
    items = [child for child in view.module.children if isinstance(child, Item)]
    given: dict[str, Given] = {}
    try:
        given = given_of_page(request.POST, items)
        taken_back = request.POST.get("clear", "")
        if taken_back in given:
            given[taken_back] = Given(None, given[taken_back].comment, given[taken_back].expected_version)
        actions.answer_all(session_id=session.pk, given=given, by=desk.by, at=at, within=desk.delegation)
    except Refused as refused:
        if refused.code == "closed":
            raise
        return _page(request, desk, view, _typed(desk, view, given, refused), refused)
    return _onward(request, desk, view)


module = page_or_change(_show, _store)


def _found(desk: Desk, session: Session, code: str) -> ModulePage:
    view = module_page(session, code, desk.delegation.modules if desk.delegation else None)
    if view is None:
        raise Http404
    return view


def _onward(request: HttpRequest, desk: Desk, view: ModulePage) -> HttpResponse:
    go = request.POST.get("go", "")
    if request.POST.get("clear"):
        if desk.delegation is None and request.POST["clear"] in view.overview.framework.items:
            return redirect(
                desk.module_url(view.module.code) + f"?{urlencode({CLEARED: request.POST['clear']})}"
            )
        messages.success(request, _("The answer was taken back."))
        return redirect(desk.module_url(view.module.code))
    if go.startswith(PAGE) and go.removeprefix(PAGE) in {node.code for node in view.modules}:
        return redirect(desk.module_url(go.removeprefix(PAGE)))
    if (
        go.startswith(PROOF)
        and desk.delegation is None
        and go.removeprefix(PROOF) in view.overview.framework.items
    ):
        return redirect("assessments:evidence_item", desk.session_id, go.removeprefix(PROOF))
    if go == "open" and desk.delegation is None:
        return redirect(reverse("assessments:next", args=[desk.session_id]) + f"?after={view.module.code}")
    if go == "next":
        following = view.following
        return redirect(desk.module_url(following.code) if following else desk.check_url)
    return redirect(desk.overview_url)


def _typed(desk: Desk, view: ModulePage, given: Mapping[str, Given], refused: Refused) -> dict[str, Typed]:
    """What was sent, question by question, with the fault or the two values beside it."""
    conflicts: dict[str, Conflict] = {each.item: each for each in refused.data.get("conflicts", ())}
    faulty = str(refused.data.get("item", ""))
    found = {}
    for question in view.questions:
        item = question.item
        each = given.get(item.code)
        if each is None:
            continue
        conflict = conflicts.get(item.code)
        found[item.code] = Typed(
            value=question.value if each.keeps_value else each.value,
            comment=_note(question.comment, each.comment, conflict),
            version=conflict.version if conflict else each.expected_version or 0,
            error=refused.message if item.code == faulty else "",
            conflict=conflict_panel(desk, item, conflict, on_page=True) if conflict else "",
        )
    return found


def _note(stored: str, sent: str | None, conflict: Conflict | None) -> str:
    """The note in the field: what was typed; where somebody else changed the answer, both, to be mended."""
    if conflict is not None:
        return kept_note(conflict)
    return stored if sent is None else sent


def _page(
    request: HttpRequest,
    desk: Desk,
    view: ModulePage,
    typed: Mapping[str, Typed] | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    session = view.overview.session
    typed = typed or {}
    progress = desk.progress(view.overview.framework, view.overview.answers)
    problems = []
    if refused is not None:
        items = [each.item for each in refused.data.get("conflicts", ())] or [
            str(refused.data.get("item", ""))
        ]
        problems = [Problem(refused.message, f"#{item}" if item in typed else "") for item in items]
    return render(
        request,
        "assessments/module.html",
        {
            "session": session,
            "page": view,
            "title": text(view.module.title),
            "by_link": desk.delegation is not None,
            "given_to": "" if desk.delegation else given_to(session, now()).get(view.module.code, ""),
            "area": text(view.area.title) if view.area is not view.module else "",
            "place": view.place,
            "of": len(view.modules),
            "action": desk.module_url(view.module.code),
            "slots": _slots(desk, view, typed),
            "cleared": _cleared(desk, view, request.GET.get(CLEARED, "")) if refused is None else None,
            "problems": problems,
            "progress": progress,
            "saved_at": time_text(session.changed_at) if progress.answered else "",
            "previous": {"go": PAGE + view.previous.code, "label": text(view.previous.title)}
            if view.previous
            else None,
            "following": text(view.following.title) if view.following else "",
            "has_open": bool(progress.unanswered),
            "contents": contents(desk, view),
            "crumbs": desk.trail(view.overview, Crumb(text(view.module.title))),
        },
        status=refused.status if refused else 200,
    )


def _cleared(desk: Desk, view: ModulePage, code: str) -> dict[str, object] | None:
    """The answer just taken back and the version to undo it; None once there is an answer again."""
    if desk.delegation is not None:
        return None
    found = next((each for each in view.questions if each.item.code == code), None)
    if found is None or found.value is not None or found.version < FIRST_CLEARED:
        return None
    return {
        "url": reverse("assessments:history", args=[desk.session_id, code]),
        "question": text(found.item.question),
        "href": f"#{code}",
        "version": found.version - 1,
        "seen": found.version,
    }


def _slots(desk: Desk, view: ModulePage, typed: Mapping[str, Typed]) -> list[tuple[str, str]]:
    """Every question of the module in order; one that is not asked leaves its place empty."""
    session = view.overview.session
    asked = {each.item.code: each for each in view.questions}
    found = []
    for child in view.module.children:
        if isinstance(child, Item):
            question = asked.get(child.code)
            html = drawn(desk, session, question, typed.get(child.code), view.files) if question else ""
            found.append((f"slot-{dom_id(child.code)}", html))
    return found


def contents(desk: Desk, view: ModulePage) -> list[dict[str, object]]:
    """All pages of the diagnostic with their counts, for the side of this one."""
    overview = view.overview
    return [
        {
            "label": text(line.node.title),
            "go": PAGE + line.node.code,
            "current": line.node is view.module,
            "id": f"count-{dom_id(line.node.code)}",
            "count": f"{line.done}/{line.total}",
        }
        for line in module_lines(overview.framework, overview.answers)
        if line.asked and desk.allows(line.node.code)
    ]
