"""The other side of a link: answering what it opens, and handing it back; nothing else of the company."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments import actions
from assessments.actions.delegate import address_of, on_behalf
from assessments.actions.links import asked_at, can_ask
from assessments.documents import framework_of
from assessments.forms import given_of_page
from assessments.models import Delegation, DelegationKind, Session, SessionState
from assessments.queries import (
    Overview,
    came_late,
    freed_here,
    given_by_others,
    held,
    line_of,
    module_lines,
    overview,
    session_of,
)
from assessments.scoring import Progress
from assessments.views import answering, module
from assessments.views.desk import Desk
from assessments.views.overview import task
from assessments.views.part_answers import answered_modules
from assessments.views.receipt import kept, open_ones, receipt_number, receipt_of, sheet_of
from assessments.views.wording import answer_text, dates_of, sender_of, text
from core import scope
from core.accounts.actor import SYSTEM, Actor
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Row
from core.web.refusal import Missing
from core.web.request import now
from core.web.wording import date_text, datetime_text


@page(public=True)
def part(request: HttpRequest, delegation_id: uuid.UUID) -> HttpResponse:
    """The modules of the link with their progress; what was answered, once nothing can be changed."""
    desk, found = _desk(request, delegation_id)
    session = session_of(found.session_id, desk.by, now())
    is_closed = session.state == SessionState.SUBMITTED.value
    view = overview(session)
    line = line_of(view, found)
    upcoming = next(iter(line.progress.unanswered), "")
    target = desk.module_url(view.framework.parents[upcoming].code) + f"#{upcoming}" if upcoming else ""
    return render(
        request,
        "assessments/part.html",
        {
            "delegation": found,
            "is_device": found.kind == DelegationKind.DEVICE.value,
            "title": text(view.framework.title),
            "tasks": []
            if is_closed
            else [
                task(each, desk.module_url(each.node.code))
                for each in module_lines(view.framework, view.answers)
                if desk.allows(each.node.code) and each.asked
            ],
            "modules": answered_modules(desk, view) if is_closed else [],
            "progress": line.progress,
            "others": 0 if is_closed or found.reported_at else len(given_by_others(view, found)),
            "dates": dates_of(found),
            **(_handed_back(desk, view, found, line.progress) if found.reported_at else {}),
            "sheet": sheet_of(desk, view, found) if is_closed else [],
            "number": receipt_number(found) if found.reported_at else "",
            "at": now(),
            "next_url": "" if is_closed else target,
            "check_url": desk.check_url,
            "is_closed": is_closed,
        },
    )


def _handed_back(desk: Desk, view: Overview, found: Delegation, progress: Progress) -> dict[str, object]:
    """The receipt, the same as a text to keep, and what was left open."""
    return {
        "receipt": receipt_of(view, found, progress),
        "keep": kept(desk, view, found, progress),
        "left": open_ones(desk, view, progress),
    }


@page(public=True)
def _check(request: HttpRequest, delegation_id: uuid.UUID) -> HttpResponse:
    """Every question of the part with its answer and note, before its holder says that it is done."""
    desk, found = _desk(request, delegation_id)
    session = session_of(found.session_id, desk.by, now())
    if session.state == SessionState.SUBMITTED.value:
        return redirect(desk.overview_url)
    return _check_page(request, desk, found, session)


@change(public=True)
def _report(request: HttpRequest, delegation_id: uuid.UUID) -> HttpResponse:
    """Say that the part is done; while something is open, the page again with it, unless it may stay so."""
    desk, found = _desk(request, delegation_id)
    try:
        actions.report_part(
            delegation_id=found.pk,
            session_id=found.session_id,
            by=desk.by,
            at=now(),
            with_gaps="with_gaps" in request.POST,
        )
    except Refused as refused:
        if refused.code != "gaps":
            raise
        session = session_of(found.session_id, desk.by, now())
        return _check_page(request, desk, found, session, refused)
    return redirect(f"{desk.overview_url}#receipt")


part_check = page_or_change(_check, _report)


def _check_page(
    request: HttpRequest, desk: Desk, found: Delegation, session: Session, refused: Refused | None = None
) -> HttpResponse:
    view = overview(session)
    progress = desk.progress(view.framework, view.answers)
    left = open_ones(desk, view, progress)
    context = {
        "delegation": found,
        "is_device": found.kind == DelegationKind.DEVICE.value,
        "progress": progress,
        "modules": answered_modules(desk, view),
        "left": left,
        "open_url": left[0].url if left else "",
        "sender": sender_of(found),
        "sheet": sheet_of(desk, view, found) if found.reported_at else [],
        "number": receipt_number(found),
        "at": now(),
        "receipt": receipt_of(view, found, progress) if found.reported_at else [],
        "back": desk.overview_url,
        "refused": refused,
        "crumbs": desk.trail(view, Crumb(_("Check your answers"))),
    }
    return render(request, "assessments/part_check.html", context, status=refused.status if refused else 200)


@page(public=True)
def _show_module(request: HttpRequest, delegation_id: uuid.UUID, code: str) -> HttpResponse:
    """The questions of one module of the link."""
    return module.questions(request, _desk(request, delegation_id)[0], code)


@change(public=True)
def _store_module(request: HttpRequest, delegation_id: uuid.UUID, code: str) -> HttpResponse:
    """Store the page; once the link has ended, say which of its answers came too late."""
    try:
        desk, _found = _desk(request, delegation_id)
    except Refused as refused:
        if refused.code != "link-ended":
            raise
        return _ended_page(request, refused.data["delegation"], code, refused)
    return module.store(request, desk, code)


part_module = page_or_change(_show_module, _store_module)


@page(public=True)
def _show_answer(request: HttpRequest, delegation_id: uuid.UUID, item: str) -> HttpResponse:
    """One question of the link as it is stored now."""
    return answering.question(request, _desk(request, delegation_id)[0], item)


@change(public=True)
def _store_answer(request: HttpRequest, delegation_id: uuid.UUID, item: str) -> HttpResponse:
    """Store one answer; 200, 409 and 422 as for one's own diagnostic. 410 with the cause once the link has
    ended; 401 for a browser that lost its cookie: what it holds waits there.
    """
    try:
        desk, _found = _desk(request, delegation_id)
    except Missing:
        return HttpResponse(status=401)
    except Refused as refused:
        if refused.code != "link-ended":
            raise
        late = _("This answer was not saved.")
        said = Refused(f"{late} {refused.message}", code=refused.code, status=refused.status)
        return render(request, "assessments/_fault.html", {"refused": said}, status=said.status)
    return answering.store(request, desk, item)


part_answer = page_or_change(_show_answer, _store_answer)


def _desk(request: HttpRequest, delegation_id: uuid.UUID) -> tuple[Desk, Delegation]:
    """The desk of the link that this browser holds; from here on PostgreSQL knows its owner as the actor.

    Missing (404) for a browser that does not hold it, Refused 410 once it is revoked or over.
    """
    by = actor_of(request)
    found = held(delegation_id, by)
    if found is None:
        raise Missing("assessments/not_yours.html", _freed(delegation_id, by))
    if not found.is_in_force(now()):
        raise _ended(found, by)
    return _desk_of(found, by), found


def _freed(delegation_id: uuid.UUID, by: Actor) -> dict[str, object]:
    """What is so for the browser that had the link until its maker freed it; nothing for any other."""
    scope.enter(SYSTEM)
    found = freed_here(delegation_id, by)
    scope.enter(by)
    return {"freed": found, "sender": sender_of(found), "url": address_of(found)} if found else {}


def _desk_of(found: Delegation, by: Actor) -> Desk:
    scope.enter(SYSTEM)
    actor = on_behalf(found, by)
    scope.enter(actor)
    return Desk(found.session_id, actor, found)


def _ended(found: Delegation, by: Actor) -> Refused:
    """That a link which this browser had is over: why, since when, and whom to ask."""
    if found.revoked_at:
        why = _("The link was ended at %(at)s by the company.") % {"at": datetime_text(found.revoked_at)}
    else:
        why = _("The link worked until the end of %(day)s.") % {"day": date_text(found.ends_at)}
    said: dict[str, object] = {"title": _("This link has ended"), "delegation": found}
    more, go = _way_on(found, by)
    if go:
        said |= {"go": go, "url": address_of(found)}
    kept = _("What was saved until then is kept.")
    return Refused(f"{why} {kept} {more}", code="link-ended", status=410, data=said)


def _way_on(found: Delegation, by: Actor) -> tuple[str, str]:
    """What to do once the link is over, and the words of the button to it; without one where none helps."""
    scope.enter(SYSTEM)
    asked, may_ask = asked_at(found), can_ask(found, False, now())
    scope.enter(by)
    name = {"name": sender_of(found)}
    if asked:
        waits = _("You asked %(name)s on %(at)s to open it again. As soon as they do, you go on here.")
        return waits % (name | {"at": datetime_text(asked)}), _("See what you asked for")
    if may_ask:
        return _("Is there more to answer? Ask %(name)s to open it again.") % name, _("Ask to open it again")
    return _("If there is more to do, ask %(name)s for a new link.") % name, ""


def _ended_page(request: HttpRequest, found: Delegation, code: str, refused: Refused) -> HttpResponse:
    """That the link is over, with the answers of the page that were sent after it."""
    desk = _desk_of(found, actor_of(request))
    session = Session.objects.visible_to(desk.by).with_framework().filter(pk=found.session_id).first()
    late: list[Row] = []
    if session is not None and desk.allows(code):
        framework = framework_of(session.framework)
        asked = [item for item in framework.items.values() if framework.parents[item.code].code == code]
        try:
            given = given_of_page(request.POST, asked)
        except Refused:
            given = {}
        too_late = came_late(session, given)
        late = [
            Row(text(item.question), answer_text(item, given[item.code].value) or _("No answer"))
            for item in asked
            if item.code in too_late
        ]
    return render(
        request, "assessments/part_ended.html", {"refused": refused, "late": late}, status=refused.status
    )
