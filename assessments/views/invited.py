"""What a link says before it is opened: who asks whom for what, or why it opens nothing here."""

import uuid
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.actions.delegate import Invitation, invitation
from assessments.actions.links import asked_at, can_ask
from assessments.models import Delegation, DelegationKind
from assessments.queries import Overview, declined_at, line_of, overview
from assessments.scoring import Framework, Progress
from assessments.views.wording import amount_text, company_of, sender_of, text
from core import scope
from core.accounts.actor import SYSTEM
from core.accounts.middleware import new_draft_key
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Row
from core.web.request import now
from core.web.wording import date_text, honoured


@page(public=True)
def _invited(request: HttpRequest, delegation_id: uuid.UUID, key: str) -> HttpResponse:
    """What the link opens: a page with a button, so that no mail scanner uses the link up; for the browser
    that has it already, where it left off.
    """
    context, asked, view = _asked(request, delegation_id, key)
    found = asked.delegation
    if asked.state == "mine" and found is not None and view is not None:
        progress = line_of(view, found).progress
        if not found.reported_at or progress.unanswered:
            _welcome(request, progress)
        return redirect(_inside(found))
    return _answer(request, context, asked)


def _welcome(request: HttpRequest, progress: Progress) -> None:
    """Say that the link brought its holder back in, and that nothing is lost."""
    if progress.answered:
        said = _("You are back. Your answers are kept: %(n)s of %(all)s questions.")
        messages.info(request, said % {"n": progress.answered, "all": progress.asked})
    else:
        messages.info(request, _("You are back. This link is open in this browser."))


def _asked(
    request: HttpRequest, delegation_id: uuid.UUID, key: str
) -> tuple[dict[str, object], Invitation, Overview | None]:
    """What the page says; the link is the key, so its rows are read above the wall between actors."""
    by, at = actor_of(request), now()
    scope.enter(SYSTEM)
    asked = invitation(delegation_id, key, by, at)
    found = asked.delegation
    view = overview(found.session) if found else None
    context: dict[str, object] = {"state": asked.state, "delegation": found}
    if found is not None and view is not None:
        context |= {
            "is_device": found.kind == DelegationKind.DEVICE.value,
            "title": text(view.framework.title),
            "company": company_of(found),
            "sender": sender_of(found),
            "asks": " ".join(each for each in (company_of(found), honoured(found.sender)) if each),
            "parts": parts_of(found, view.framework),
            "amount": amount_text(view.framework, line_of(view, found).progress),
            "was_here": bool(by.draft_key) and found.freed_key == by.draft_key,
            "facts": _facts(found),
            "can_ask": can_ask(found, asked.works, at),
            "asked_at": None if asked.works else asked_at(found),
            "declined_at": None if asked.works else declined_at(found),
        }
    scope.enter(by)
    return context, asked, view


def _answer(request: HttpRequest, context: dict[str, object], asked: Invitation) -> HttpResponse:
    return render(request, "assessments/invited.html", context, status=200 if asked.works else 410)


def parts_of(found: Delegation, framework: Framework) -> str:
    """The parts that a link opens."""
    return ", ".join(text(node.title) for node in framework.modules if node.code in found.modules)


def _facts(found: Delegation) -> list[Row]:
    """Who asks, and until when."""
    rows = [
        (_("From the company"), company_of(found)),
        (_("Sent by"), found.sender),
        (_("Answers wanted by"), date_text(found.due_on) if found.due_on else ""),
        (_("Last day"), date_text(found.limit)),
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
        context, asked, _view = _asked(request, delegation_id, key)
        return _answer(request, context, asked)
    if found.freed_at is not None:
        scope.enter(SYSTEM)
        progress = line_of(overview(found.session), found).progress
        scope.enter(by)
        if progress.unanswered or not found.reported_at:
            _welcome(request, progress)
    return redirect(_inside(found))


def _inside(found: Delegation) -> str:
    """Where the link leads: to its part, or to the whole draft of a visitor on the visitor's own phone."""
    if found.kind == DelegationKind.DEVICE.value and found.session.organisation_id is None:
        return reverse("assessments:overview", args=[found.session_id])
    return reverse("assessments:part", args=[found.pk])


invited = page_or_change(_invited, _take)


@change(public=True)
def invited_ask(request: HttpRequest, delegation_id: uuid.UUID, key: str) -> HttpResponse:
    """Ask whoever sent a link that opens nothing here to let this browser in; told once a day."""
    actions.ask_anew(delegation_id=delegation_id, secret=key, by=actor_of(request), at=now())
    return redirect("assessments:invited", delegation_id, key)
