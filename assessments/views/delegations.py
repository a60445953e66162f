"""The owner's side of shared parts: who has which, how far they are, a new link, an end; and the phone."""

import uuid
from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.actions.delegate import WORK_DAYS, link_of
from assessments.models import Delegation, DelegationKind
from assessments.policies import may_change
from assessments.queries import (
    Overview,
    delegation_of,
    delegations,
    line_of,
    module_lines,
    overview,
    session_of,
)
from assessments.views.overview import lines, trail
from assessments.views.wording import minutes, text
from core.accounts.actor import Actor
from core.accounts.queries import name_of
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Problem
from core.web.qr import qr
from core.web.request import now
from core.web.wording import SEOUL, date_text


@page(public=True)
def _show(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The links in force, and a form for a new one."""
    return _list(request, session_id, actor_of(request))


@change(public=True)
def _make(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Make a link and show it."""
    by = actor_of(request)
    try:
        made = actions.delegate(
            session_id=session_id,
            modules=request.POST.getlist("modules"),
            name=request.POST.get("name", ""),
            sender=request.POST.get("sender", ""),
            due_on=_day(request.POST.get("due", "")),
            by=by,
            at=now(),
        )
    except Refused as refused:
        return _list(request, session_id, by, refused)
    return redirect("assessments:delegation", session_id, made.pk)


shared = page_or_change(_show, _make)


def _day(typed: str) -> date | None:
    """The day that was typed, None for none. Refused for what is no day."""
    try:
        return date.fromisoformat(typed.strip()) if typed.strip() else None
    except ValueError:
        raise Refused(_("Write the day like 2026-12-01."), code="due", field="due") from None


@page(public=True)
def delegation(request: HttpRequest, session_id: uuid.UUID, delegation_id: uuid.UUID) -> HttpResponse:
    """One link: the address to pass on while nobody has opened it, and its modules."""
    at = now()
    session = session_of(session_id, actor_of(request), at)
    found = delegation_of(session.pk, delegation_id, at)
    if found is None:
        raise Http404
    view = overview(session)
    address = "" if found.taken_at else link_of(found)
    is_device = found.kind == DelegationKind.DEVICE.value
    message = "" if is_device or not address else _message(view, found, address)
    return render(
        request,
        "assessments/delegation.html",
        {
            "session": session,
            "delegation": found,
            "is_device": is_device,
            "address": address,
            "drawing": qr(address) if address else "",
            "modules": [text(node.title) for node in view.framework.modules if node.code in found.modules],
            "message": message,
            "before": message.partition(f"\n{address}")[0],
            "crumbs": trail(
                view, Crumb(_("Carry on on the phone") if is_device else _("Share parts with colleagues"))
            ),
        },
    )


def _message(view: Overview, found: Delegation, address: str) -> str:
    """What the owner can send along with the link, ready to copy."""
    framework = view.framework
    questions = line_of(view, found).progress.asked
    said = {
        "name": found.name,
        "title": text(framework.title),
        "modules": ", ".join(text(node.title) for node in framework.modules if node.code in found.modules),
        "n": questions,
        "minutes": minutes(framework, questions),
        "day": date_text(found.due_on),
    }
    lines = [
        _("%(name)s, please answer a part of “%(title)s”: %(modules)s.") % said,
        _("%(n)s questions, about %(minutes)s minutes, without an account.") % said,
        _("Please answer by %(day)s.") % said if found.due_on else "",
        address,
        found.sender,
    ]
    return "\n".join(line for line in lines if line)


@change(public=True)
def revoke(request: HttpRequest, session_id: uuid.UUID, delegation_id: uuid.UUID) -> HttpResponse:
    """End a link; the answers given with it stay."""
    actions.revoke(session_id=session_id, delegation_id=delegation_id, by=actor_of(request), at=now())
    messages.success(request, _("The link has ended. The answers given with it stay."))
    return redirect("assessments:shared", session_id)


@page(public=True)
def _ask_phone(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """What the code for the phone does."""
    session = session_of(session_id, actor_of(request), now())
    view = overview(session)
    context = {
        "session": session,
        "refused": may_change(session, now()),
        "crumbs": trail(view, Crumb(_("Carry on on the phone"))),
    }
    return render(request, "assessments/phone.html", context)


@change(public=True)
def _make_code(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Make the code and show it."""
    made = actions.device_link(session_id=session_id, by=actor_of(request), at=now())
    return redirect("assessments:delegation", session_id, made.pk)


phone = page_or_change(_ask_phone, _make_code)


def _list(
    request: HttpRequest, session_id: uuid.UUID, by: Actor, refused: Refused | None = None
) -> HttpResponse:
    at = now()
    session = session_of(session_id, by, at)
    view = overview(session)
    chosen = request.POST.getlist("modules")
    fields = {"modules": "#modules"} | {name: f"#id_{name}" for name in ("name", "sender", "due")}
    typed = request.POST if request.method == "POST" else None
    return render(
        request,
        "assessments/shared.html",
        {
            "session": session,
            "lines": lines(delegations(view, at)),
            "choices": [
                {
                    "code": line.node.code,
                    "title": text(line.node.title),
                    "done": line.done,
                    "total": line.total,
                    "chosen": line.node.code in chosen,
                }
                for line in module_lines(view.framework, view.answers)
                if line.asked
            ],
            "name": request.POST.get("name", ""),
            "sender": typed.get("sender", "") if typed else name_of(by.user_id) if by.user_id else "",
            "due": request.POST.get("due", ""),
            "today": at.astimezone(SEOUL).date().isoformat(),
            "last_day": (at.astimezone(SEOUL).date() + timedelta(days=WORK_DAYS)).isoformat(),
            "closed": may_change(session, at),
            "problems": [Problem(refused.message, fields.get(refused.field, ""))] if refused else [],
            "faulty": refused.field if refused else "",
            "message": refused.message if refused else "",
            "back": reverse("assessments:overview", args=[session.pk]),
            "crumbs": trail(view, Crumb(_("Share parts with colleagues"))),
        },
        status=refused.status if refused else 200,
    )
