"""The parts of a diagnostic and how far each has come."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Result, Session, SessionState
from assessments.policies import may_send_link
from assessments.queries import ModuleLine, Overview, session_of
from assessments.queries import overview as read_overview
from assessments.views.wording import plant_rows, text
from core.web import actor_of, page
from core.web.components import BadgeKind, Crumb, Task
from core.web.request import now


@page(public=True)
def overview(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The task list; a submitted session leads to its result."""
    by, at = actor_of(request), now()
    session = session_of(session_id, by, at)
    if session.state == SessionState.SUBMITTED.value:
        return redirect("results:result", Result.objects.visible_to(by).only("pk").get(session=session).pk)
    view = read_overview(session)
    upcoming = view.next_open
    return render(
        request,
        "assessments/overview.html",
        {
            "session": session,
            "title": text(view.framework.title),
            "notice": text(view.framework.notice),
            "areas": [
                {"title": text(area.node.title), "tasks": [_task(session, line) for line in area.modules]}
                for area in view.areas
            ],
            "progress": view.progress,
            "next_url": reverse("assessments:next", args=[session.pk]) if upcoming else "",
            "has_begun": view.progress.answered > 0,
            "rows": plant_rows(session),
            "link_refused": may_send_link(session, at),
            "is_visitor": by.user_id is None,
            "crumbs": trail(view),
        },
    )


def trail(view: Overview, *more: Crumb) -> list[Crumb]:
    """The way to a page inside a session."""
    url = reverse("assessments:overview", args=[view.session.pk]) if more else ""
    return [
        Crumb(_("Diagnostics"), reverse("assessments:landing")),
        Crumb(text(view.framework.title), url),
        *more,
    ]


def _task(session: Session, line: ModuleLine) -> Task:
    states: dict[str, tuple[str, BadgeKind]] = {
        "complete": (_("Done"), "success"),
        "started": (_("In progress"), "info"),
        "untouched": (_("Not started"), "quiet"),
        "skipped": (_("Does not apply"), "quiet"),
    }
    state, kind = states[line.state]
    return Task(
        label=text(line.node.title),
        url=reverse("assessments:module", args=[session.pk, line.node.code]) if line.asked else "",
        hint=text(line.node.summary),
        state=state,
        state_kind=kind,
        done=line.done,
        total=line.total,
    )
