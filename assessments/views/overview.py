"""The parts of a diagnostic and how far each has come."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import DelegationKind, Result, Session, SessionState
from assessments.plea_words import plea_line
from assessments.policies import may_send_link
from assessments.queries import DelegationLine, ModuleLine, Overview, delegations, session_of
from assessments.queries import overview as read_overview
from assessments.queries.pleas import Plea, pleas
from assessments.views.rough import rough
from assessments.views.wording import plant_rows, text
from core.web import actor_of, page
from core.web.components import BadgeKind, Crumb, Task
from core.web.request import now
from core.web.wording import SEOUL


@page(public=True)
def overview(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The task list; a submitted session leads to its result."""
    by, at = actor_of(request), now()
    session = session_of(session_id, by, at)
    if session.state == SessionState.SUBMITTED.value:
        return redirect("results:result", Result.objects.visible_to(by).only("pk").get(session=session).pk)
    view = read_overview(session)
    upcoming = view.next_open
    links = delegations(view, at)
    given = holders(links)
    asked = pleas([(session, view.framework)], at)
    return render(
        request,
        "assessments/overview.html",
        {
            "session": session,
            "title": text(view.framework.title),
            "notice": text(view.framework.notice),
            "areas": _areas(view, given),
            "pleas": [plea_line(each) for each in asked],
            "progress": view.progress,
            "rough": rough(view, at.date()),
            "next_url": reverse("assessments:next", args=[session.pk]) if upcoming else "",
            "has_begun": view.progress.answered > 0,
            "rows": plant_rows(session),
            "shared": lines(links, at, asked),
            "link_refused": may_send_link(session, at),
            "is_visitor": by.user_id is None,
            "crumbs": trail(view),
        },
    )


def _areas(view: Overview, given: Mapping[str, str]) -> list[dict[str, object]]:
    """The areas with their pages; in one list where every area is a page of its own and named by it."""
    areas = [
        (text(area.node.title), [_own_task(view.session, line, given) for line in area.modules])
        for area in view.areas
    ]
    if all([task.label for task in tasks] == [title] for title, tasks in areas):
        return [{"title": _("Questions"), "tasks": [task for _title, tasks in areas for task in tasks]}]
    return [{"title": title, "tasks": tasks} for title, tasks in areas]


def holders(found: Sequence[DelegationLine]) -> dict[str, str]:
    """Who has which module by a link in force, by the module's code."""
    return {
        code: each.delegation.name
        for each in found
        for code in each.delegation.modules
        if each.delegation.name and each.is_in_force
    }


def lines(found: Sequence[DelegationLine], at: datetime, asked: Sequence[Plea] = ()) -> list[dict[str, Any]]:
    """Links as the pages show them, with who asks; a part still open after the day it was wanted is late."""
    waiting = {each.link.pk for each in asked}
    today = at.astimezone(SEOUL).date()
    states: dict[str, tuple[str, BadgeKind]] = {
        "waiting": (_("Link not opened yet"), "quiet"),
        "open": (_("In progress"), "info"),
        "complete": (_("All answered"), "info"),
        "reported": (_("Says it is done"), "success"),
        "returned": (_("Handed back with gaps"), "warning"),
        "reopened": (_("Changed after that"), "warning"),
        "filling": (_("Answers what was left open"), "info"),
        "ended": (_("Ended"), "quiet"),
    }
    return [
        {
            "id": each.delegation.pk,
            "name": each.delegation.name or _("My phone"),
            "modules": ", ".join(text(node.title) for node in each.modules) if each.delegation.name else "",
            "state": states[_shown_state(each)][0],
            "kind": states[_shown_state(each)][1],
            "is_asked": each.delegation.pk in waiting,
            "is_filling": each.is_filling,
            "open": len(each.progress.unanswered),
            "progress": each.progress,
            "limit": each.delegation.limit,
            "over_at": each.delegation.over_at,
            "is_taken": each.delegation.was_opened,
            "is_in_force": each.is_in_force,
            "reported_at": each.delegation.reported_at,
            "reopened_at": each.delegation.reopened_at,
            "due_on": each.delegation.due_on,
            "is_late": (due := each.delegation.due_on) is not None
            and due < today
            and each.state not in {"reported", "ended"},
            "is_part": each.delegation.kind == DelegationKind.PART.value,
        }
        for each in found
    ]


def _shown_state(line: DelegationLine) -> str:
    return "returned" if line.is_returned else "filling" if line.is_filling else line.state


def _own_task(session: Session, line: ModuleLine, given: Mapping[str, str]) -> Task:
    url = reverse("assessments:module", args=[session.pk, line.node.code])
    return task(line, url, given.get(line.node.code, ""))


def trail(view: Overview, *more: Crumb) -> list[Crumb]:
    """The way to a page inside a session."""
    url = reverse("assessments:overview", args=[view.session.pk]) if more else ""
    return [
        Crumb(_("Diagnostics"), reverse("assessments:landing")),
        Crumb(text(view.framework.title), url),
        *more,
    ]


def task(line: ModuleLine, url: str, shared_with: str = "") -> Task:
    """A module as a line of a list; `shared_with` names who was asked to answer it."""
    states: dict[str, tuple[str, BadgeKind]] = {
        "complete": (_("Done"), "success"),
        "started": (_("In progress"), "info"),
        "untouched": (_("Not started"), "quiet"),
        "skipped": (_("Does not apply"), "quiet"),
    }
    state, kind = states[line.state]
    return Task(
        label=text(line.node.title),
        url=url if line.asked else "",
        hint=_("Given to %(name)s") % {"name": shared_with} if shared_with else text(line.node.summary),
        state=state,
        state_kind=kind,
        done=line.done,
        total=line.total,
    )
