"""The history of one answer, and the way back to each of its versions."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.actions import Conflict
from assessments.documents import framework_of
from assessments.models import DelegationKind, Session
from assessments.policies import may_change
from assessments.queries import History, Version, session_of
from assessments.queries import history as read_history
from assessments.scoring import Item
from assessments.views.questions import dom_id
from assessments.views.wording import answer_text, text
from core.accounts.actor import Actor
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.request import now


@page(public=True)
def _show(request: HttpRequest, session_id: uuid.UUID, item: str) -> HttpResponse:
    """Who changed the answer when, from what to what, the newest first."""
    by = actor_of(request)
    session = session_of(session_id, by, now())
    return render(request, "assessments/history.html", _context(_found(session, item), by))


@change(public=True)
def _restore(request: HttpRequest, session_id: uuid.UUID, item: str) -> HttpResponse:
    """Bring a version back, unless the answer changed since this page was opened."""
    by, at = actor_of(request), now()
    session = session_of(session_id, by, at)
    view = _found(session, item)
    try:
        version, seen = (int(request.POST.get(name, "")) for name in ("version", "seen"))
    except ValueError:
        raise Http404 from None
    try:
        actions.bring_back(
            session_id=session_id, item=item, version=version, expected_version=seen, by=by, at=at
        )
    except Refused as refused:
        if refused.code != "stale":
            raise
        conflicts: list[Conflict] = refused.data["conflicts"]
        context = _context(view, by) | {
            "changed": answer_text(view.item, conflicts[0].theirs) or _("No answer")
        }
        return render(request, "assessments/history.html", context, status=409)
    messages.success(request, _("The earlier answer is back."))
    return redirect(f"{_question(session, view.item)}#{item}")


history = page_or_change(_show, _restore)


def _found(session: Session, code: str) -> History:
    item = framework_of(session.framework).items.get(code)
    if item is None:
        raise Http404
    return read_history(session, item)


def _question(session: Session, item: Item) -> str:
    module = framework_of(session.framework).parents[item.code]
    return reverse("assessments:module", args=[session.pk, module.code])


def _context(view: History, by: Actor) -> dict[str, Any]:
    session, item = view.session, view.item
    framework = framework_of(session.framework)
    question = _question(session, item)
    return {
        "session": session,
        "item": item,
        "question": text(item.question),
        "question_url": f"{question}#{item.code}",
        "lines": [_line(item, version, view.current, by) for version in view.versions],
        "current": view.current,
        "refused": may_change(session, now()),
        "id": dom_id(item.code),
        "crumbs": [
            Crumb(_("Diagnostics"), reverse("assessments:landing")),
            Crumb(text(framework.title), reverse("assessments:overview", args=[session.pk])),
            Crumb(text(framework.parents[item.code].title), question),
            Crumb(_("History of the answer")),
        ],
    }


def _line(item: Item, version: Version, current: int, by: Actor) -> dict[str, Any]:
    return {
        "number": version.number,
        "is_current": version.number == current,
        "who": who(version, by),
        "how": how(version),
        "at": version.at,
        "from": answer_text(item, version.before),
        "to": answer_text(item, version.value),
        "is_answer_changed": version.is_answer_changed,
        "is_note_changed": version.is_note_changed,
        "comment": version.comment,
    }


def who(version: Version, by: Actor) -> str:
    """Whose version it is, in words."""
    if version.delegation is not None:
        is_device = version.delegation.kind == DelegationKind.DEVICE.value
        return _("A phone") if is_device else _("%(name)s (by a link)") % {"name": version.delegation.name}
    if version.person_id is None:
        return _("You") if by.user_id is None else _("You or a colleague, before signing up")
    return _("You") if version.person_id == by.user_id else version.person or _("Somebody who has left")


def how(version: Version) -> str:
    """How it came about, where it was not simply given; else empty."""
    return {
        "carried": _("Carried over from another diagnostic"),
        "chosen": _("Chosen between two different answers"),
        "undone": _("Brought back from the history"),
    }.get(version.origin, "")
