"""The other side of a link: taking it, and answering what it opens; nothing else of the company is seen."""

import uuid
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.actions.delegate import Invitation, invitation, on_behalf
from assessments.actions.reporting import told_about
from assessments.documents import framework_of
from assessments.models import Delegation, DelegationKind, Session, SessionState
from assessments.queries import held, line_of, module_lines, overview, session_of
from assessments.scoring import Framework, Progress
from assessments.views import answering, module
from assessments.views.desk import Desk
from assessments.views.overview import task
from assessments.views.part_answers import answered_modules
from assessments.views.wording import counted, minutes, sender_of, text
from core import scope
from core.accounts.actor import SYSTEM
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
    asked, framework = _asked(request, delegation_id, key)
    if asked.state == "mine" and asked.delegation is not None:
        return redirect(_inside(asked.delegation))
    return _invitation_page(request, asked, framework)


def _asked(request: HttpRequest, delegation_id: uuid.UUID, key: str) -> tuple[Invitation, Framework | None]:
    by = actor_of(request)
    scope.enter(SYSTEM)
    asked = invitation(delegation_id, key, by, now())
    framework = framework_of(asked.delegation.session.framework) if asked.delegation else None
    scope.enter(by)
    return asked, framework


def _invitation_page(request: HttpRequest, asked: Invitation, framework: Framework | None) -> HttpResponse:
    found = asked.delegation
    context = {
        "state": asked.state,
        "delegation": found,
        "is_device": found is not None and found.kind == DelegationKind.DEVICE.value,
        "title": text(framework.title) if framework else "",
        "facts": _facts(found, framework) if found and framework else [],
    }
    return render(request, "assessments/invited.html", context, status=200 if asked.works else 410)


def _facts(found: Delegation, framework: Framework) -> list[Row]:
    """Who asks, for what and how much, and until when."""
    n = sum(framework.parents[code].code in found.modules for code in framework.items)
    said = {"n": n, "minutes": minutes(framework, n)}
    parts = [text(node.title) for node in framework.modules if node.code in found.modules]
    limit = date_text(found.ends_at)
    wanted = _("%(day)s (the link works until %(limit)s)") % {"day": date_text(found.due_on), "limit": limit}
    rows = [
        (_("Sent by"), found.sender),
        (_("Your parts"), ", ".join(parts)),
        (_("Questions"), _("%(n)s questions, about %(minutes)s minutes") % said),
        (_("To be answered by"), wanted if found.due_on else ""),
        (_("The link works until"), "" if found.due_on else limit),
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
            "receipt": _receipt(found, session, line.progress) if found.reported_at else [],
            "next_url": "" if is_closed else target,
            "check_url": desk.check_url,
            "is_closed": is_closed,
        },
    )


def _receipt(found: Delegation, session: Session, progress: Progress) -> list[Row]:
    """Who was told what and when, and what happens next."""
    sender = sender_of(found)
    told = (
        _("%(name)s, by a notice in the portal") if told_about(found, session) else _("%(name)s, in the list")
    )
    return [
        Row(_("Told to"), told % {"name": sender}),
        Row(_("Told at"), datetime_text(found.reported_at)),
        Row(_("Answered"), counted(progress)),
        Row(
            _("What follows"),
            _("Your answers are read by %(name)s and submitted with the rest.") % {"name": sender},
        ),
        Row(
            _("If you change an answer"),
            _("You can until the end of %(day)s. We tell the sender; say again that you are done.")
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
    """Store the page."""
    return module.store(request, _desk(request, delegation_id)[0], code)


part_module = page_or_change(_show_module, _store_module)


@page(public=True)
def _show_answer(request: HttpRequest, delegation_id: uuid.UUID, item: str) -> HttpResponse:
    """One question of the link as it is stored now."""
    return answering.question(request, _desk(request, delegation_id)[0], item)


@change(public=True)
def _store_answer(request: HttpRequest, delegation_id: uuid.UUID, item: str) -> HttpResponse:
    """Store one answer; 200, 409 and 422 as for one's own diagnostic."""
    return answering.store(request, _desk(request, delegation_id)[0], item)


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
    scope.enter(SYSTEM)
    actor = on_behalf(found, by)
    scope.enter(actor)
    return Desk(found.session_id, actor, found), found


def _ended(found: Delegation) -> Refused:
    """That a link which this browser had is over: why, since when, and whom to ask."""
    if found.revoked_at:
        why = _("The link was ended at %(at)s by the company.") % {"at": datetime_text(found.revoked_at)}
    else:
        why = _("The link worked until the end of %(day)s.") % {"day": date_text(found.ends_at)}
    kept = _("Your answers are kept. If there is more to do, ask %(name)s for a new link.")
    kept %= {"name": sender_of(found)}
    return Refused(f"{why} {kept}", code="link-ended", status=410, data={"title": _("This link has ended")})
