"""The other side of a link: taking it, and answering what it opens; nothing else of the company is seen."""

import uuid
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.actions.delegate import Invitation, invitation, on_behalf
from assessments.actions.reporting import told_of
from assessments.documents import framework_of
from assessments.forms import given_of_page
from assessments.models import Delegation, DelegationKind, Session, SessionState
from assessments.queries import Overview, came_late, held, line_of, module_lines, overview, session_of
from assessments.scoring import Framework, Progress
from assessments.views import answering, module
from assessments.views.desk import Desk
from assessments.views.overview import task
from assessments.views.part_answers import answered_modules
from assessments.views.wording import amount_text, answer_text, counts, dates_of, sender_of, text
from core import scope
from core.accounts.actor import SYSTEM, Actor
from core.accounts.middleware import new_draft_key
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Row
from core.web.refusal import Missing
from core.web.request import now
from core.web.wording import date_text, datetime_text


@page(public=True)
def _invited(request: HttpRequest, delegation_id: uuid.UUID, key: str) -> HttpResponse:
    """What the link opens: a page with a button, so that no mail scanner uses the link up; for the browser
    that has it already, where it left off.
    """
    asked, view = _asked(request, delegation_id, key)
    if asked.state == "mine" and asked.delegation is not None:
        return redirect(_inside(asked.delegation))
    return _invitation_page(request, asked, view)


def _asked(request: HttpRequest, delegation_id: uuid.UUID, key: str) -> tuple[Invitation, Overview | None]:
    by = actor_of(request)
    scope.enter(SYSTEM)
    asked = invitation(delegation_id, key, by, now())
    view = overview(asked.delegation.session) if asked.delegation else None
    scope.enter(by)
    return asked, view


def _invitation_page(request: HttpRequest, asked: Invitation, view: Overview | None) -> HttpResponse:
    found = asked.delegation
    context = {
        "state": asked.state,
        "delegation": found,
        "is_device": found is not None and found.kind == DelegationKind.DEVICE.value,
        "title": text(view.framework.title) if view else "",
        "facts": _facts(found, view.framework, line_of(view, found).progress) if found and view else [],
    }
    return render(request, "assessments/invited.html", context, status=200 if asked.works else 410)


def _facts(found: Delegation, framework: Framework, progress: Progress) -> list[Row]:
    """Who asks, for what and how much, and until when."""
    parts = [text(node.title) for node in framework.modules if node.code in found.modules]
    rows = [
        (_("Sent by"), found.sender),
        (_("Your parts"), ", ".join(parts)),
        (_("Questions"), amount_text(framework, progress)),
        (_("Answers wanted by"), date_text(found.due_on) if found.due_on else ""),
        (_("Possible at the latest until"), date_text(found.limit)),
    ]
    return [Row(label, value) for label, value in rows if value]


@change(public=True)
def _take(request: HttpRequest, delegation_id: uuid.UUID, key: str) -> HttpResponse:
    """From now on this browser has it, and no other."""
    by = actor_of(request)
    if not by.draft_key:
        by = replace(by, draft_key=new_draft_key(request))
    try:
        found = actions.take(delegation_id=delegation_id, secret=key, by=by, at=now())
    except Refused as refused:
        if refused.code != "link-ended":
            raise
        return _invitation_page(request, *_asked(request, delegation_id, key))
    return redirect(_inside(found))


def _inside(found: Delegation) -> str:
    """Where the link leads: to its part, or to the whole draft of a visitor on the visitor's own phone."""
    if found.kind == DelegationKind.DEVICE.value and found.session.organisation_id is None:
        return reverse("assessments:overview", args=[found.session_id])
    return reverse("assessments:part", args=[found.pk])


invited = page_or_change(_invited, _take)


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
            "dates": dates_of(found),
            "receipt": _receipt(found, line.progress) if found.reported_at else [],
            "next_url": "" if is_closed else target,
            "check_url": desk.check_url,
            "is_closed": is_closed,
        },
    )


def _receipt(found: Delegation, progress: Progress) -> list[Row]:
    """Who was told what and when, as it happened, and what happens next."""
    sender, notices = sender_of(found), told_of(found)
    if any(each.mailed_to for each in notices):
        told = _("%(name)s, by a notice in the portal and by mail")
    else:
        told = _("%(name)s, by a notice in the portal") if notices else _("%(name)s, in the list")
    return [
        Row(_("Told to"), told % {"name": sender}),
        Row(_("Told at"), datetime_text(found.reported_at)),
        Row(_("Answered"), counts(progress)),
        Row(
            _("What follows"),
            _("Your answers are read by %(name)s and submitted with the rest.") % {"name": sender},
        ),
        Row(
            _("If you change an answer"),
            _("You can until the end of %(day)s. Say again then that you are done.")
            % {"day": date_text(found.ends_at)},
        ),
    ]


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
    """Say that the part is done; the page again, with what is open, while something is."""
    desk, found = _desk(request, delegation_id)
    try:
        actions.report_part(delegation_id=found.pk, session_id=found.session_id, by=desk.by, at=now())
    except Refused as refused:
        if refused.code != "gaps":
            raise
        session = session_of(found.session_id, desk.by, now())
        return _check_page(request, desk, found, session, refused)
    return redirect(desk.overview_url)


part_check = page_or_change(_check, _report)


def _check_page(
    request: HttpRequest, desk: Desk, found: Delegation, session: Session, refused: Refused | None = None
) -> HttpResponse:
    view = overview(session)
    progress = desk.progress(view.framework, view.answers)
    upcoming = next(iter(progress.unanswered), "")
    context = {
        "delegation": found,
        "is_device": found.kind == DelegationKind.DEVICE.value,
        "progress": progress,
        "modules": answered_modules(desk, view),
        "open_url": desk.module_url(view.framework.parents[upcoming].code) + f"#{upcoming}"
        if upcoming
        else "",
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
        raise Missing("assessments/not_yours.html")
    if not found.is_in_force(now()):
        raise _ended(found)
    return _desk_of(found, by), found


def _desk_of(found: Delegation, by: Actor) -> Desk:
    scope.enter(SYSTEM)
    actor = on_behalf(found, by)
    scope.enter(actor)
    return Desk(found.session_id, actor, found)


def _ended(found: Delegation) -> Refused:
    """That a link which this browser had is over: why, since when, and whom to ask."""
    if found.revoked_at:
        why = _("The link was ended at %(at)s by the company.") % {"at": datetime_text(found.revoked_at)}
    else:
        why = _("The link worked until the end of %(day)s.") % {"day": date_text(found.ends_at)}
    kept = _("What was saved until then is kept. If there is more to do, ask %(name)s for a new link.")
    kept %= {"name": sender_of(found)}
    said = {"title": _("This link has ended"), "delegation": found}
    return Refused(f"{why} {kept}", code="link-ended", status=410, data=said)


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
