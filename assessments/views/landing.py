"""Where it begins: what the diagnostic asks for and gives, and what was begun."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.queries import Offer, SessionLine, my_sessions, offers
from assessments.queries.pleas import pleas
from assessments.views.wording import plant_text, text
from core.web import actor_of, page
from core.web.components import BadgeKind, Task
from core.web.request import now
from core.web.wording import date_text


@page(public=True)
def landing(request: HttpRequest) -> HttpResponse:
    """The start page of the diagnostics."""
    by, at = actor_of(request), now()
    found = offers()
    lines = my_sessions(by, at) if by.draft_key or by.place else []
    drafts = [line for line in lines if line.result_id is None]
    asked = {each.link.session_id for each in pleas([(line.session, line.framework) for line in drafts], at)}
    return render(
        request,
        "assessments/landing.html",
        {
            "offers": [_offer(each) for each in found],
            "main": _offer(found[0]) if found else None,
            "drafts": [draft_task(line, line.session.pk in asked) for line in drafts],
            "results": [draft_task(line) for line in lines if line.result_id is not None],
            "can_start": by.user_id is None or by.kind in ("", "company"),
        },
    )


def _offer(offer: Offer) -> dict[str, object]:
    framework = offer.framework
    return {
        "code": offer.code,
        "title": text(framework.title),
        "summary": text(framework.summary),
        "notice": text(framework.notice),
        "respondent": text(framework.respondent),
        "prepare": [text(line) for line in framework.prepare],
        "minutes": framework.minutes,
        "questions": offer.questions,
        "areas": [text(child.title) for child in framework.tree.children],
        "url": f"{reverse('assessments:start')}?framework={offer.code}",
    }


def draft_task(line: SessionLine, is_asked: bool = False) -> Task:
    """A diagnostic in a list, with the address where it goes on; whether a colleague asks to be let in."""
    session, counts = line.session, line.progress
    name = plant_text(session.plant or session)
    kind: BadgeKind = "success"
    if line.result_id is not None:
        url = reverse("results:result", args=[line.result_id])
        state = _("Submitted")
        hint = date_text(session.submitted_at)
    else:
        url = reverse("assessments:overview", args=[session.pk])
        state, kind = (_("A colleague asks"), "warning") if is_asked else (_("Draft"), "info")
        hint = _("Last changed %(day)s") % {"day": date_text(session.changed_at)}
        if session.expires_at:
            hint += " · " + _("kept until %(day)s") % {"day": date_text(session.expires_at)}
    return Task(
        label=f"{text(line.framework.title)} · {name}",
        url=url,
        hint=hint,
        state=state,
        state_kind=kind,
        done=counts.answered_applicable if line.result_id is None else 0,
        total=counts.applicable if line.result_id is None else 0,
    )
