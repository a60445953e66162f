"""The owner's side of shared parts: who has which, how far they are, a new link; and the phone."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.actions.delegate import link_of
from assessments.actions.links import longer_end
from assessments.forms.delegation import DelegationForm
from assessments.models import Delegation, DelegationKind
from assessments.plea_words import plea_line
from assessments.policies import may_change
from assessments.queries import (
    DelegationLine,
    Overview,
    acts_of,
    delegations,
    given_link,
    line_of,
    module_lines,
    overview,
    session_of,
)
from assessments.queries.pleas import Plea, pleas
from assessments.views.link_acts import past_steps
from assessments.views.link_messages import invitation_message, reminder
from assessments.views.overview import holders, lines, task, trail
from assessments.views.receipt import receipt_number
from assessments.views.wording import dates_of, text
from core.accounts.queries import name_of
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Problem, Step
from core.web.forms import answer_refusal
from core.web.qr import qr
from core.web.request import now
from core.web.wording import datetime_text


@page(public=True)
def _show(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The links, and a form for a new one; `?again=` fills it as an earlier link, `?part=` ticks a part."""
    by, at = actor_of(request), now()
    view = overview(session_of(session_id, by, at))
    found = delegations(view, at)
    initial: dict[str, object] = {"sender": name_of(by.user_id) if by.user_id else ""}
    if part := request.GET.get("part"):
        initial["modules"] = [part]
    for row in (each.delegation for each in found):
        if str(row.pk) == request.GET.get("again"):
            initial |= {"modules": row.modules, "name": row.name, "sender": row.sender}
    initial["is_company_named"] = True
    return _list(request, view, found, _form(view, found, at, initial=initial))


@change(public=True)
def _make(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Make a link and show it."""
    by, at = actor_of(request), now()
    view = overview(session_of(session_id, by, at))
    found = delegations(view, at)
    form = _form(view, found, at, request.POST)
    if not form.is_valid():
        return _list(request, view, found, form)
    try:
        made = actions.delegate(session_id=session_id, **form.cleaned_data, by=by, at=at)
    except Refused as refused:
        if refused.code == "closed":
            raise
        answer_refusal(form, refused)
        return _list(request, view, found, form)
    return redirect("assessments:delegation", session_id, made.pk)


shared = page_or_change(_show, _make)


@page(public=True)
def delegation(request: HttpRequest, session_id: uuid.UUID, delegation_id: uuid.UUID) -> HttpResponse:
    """One link: the address to pass on while nobody has opened it, its modules, and when it ended."""
    at = now()
    session = session_of(session_id, actor_of(request), at)
    found = given_link(session.pk, delegation_id)
    is_device = found is not None and found.kind == DelegationKind.DEVICE.value
    is_over = found is not None and not found.is_in_force(at)
    if found is None or (is_device and is_over):
        raise Http404
    view = overview(session)
    line = replace(line_of(view, found), is_in_force=not is_over)
    address = "" if found.taken_at or is_over else link_of(found)
    message = None
    if not is_device and not is_over and (address or not found.reported_at):
        message = invitation_message(view, found, address) if address else reminder(view, found)
    open_ones = line.progress.unanswered if found.reported_at and not is_over else ()
    return render(
        request,
        "assessments/delegation.html",
        {
            "session": session,
            "delegation": found,
            "is_device": is_device,
            "is_over": is_over,
            "can_change": not is_device and not may_change(session, at),
            "can_last": is_over or longer_end(found, at) > found.ends_at,
            "would_last": longer_end(found, at),
            "pleas": [] if is_device else [plea_line(each) for each in _pleas(view, found, at)],
            "receipt_number": receipt_number(found) if found.reported_at else "",
            "left": [
                Problem(
                    text(view.framework.items[code].question),
                    reverse("assessments:module", args=[session.pk, view.framework.parents[code].code])
                    + f"#{code}",
                )
                for code in open_ones
            ],
            "dates": dates_of(found),
            "before_it": _already(line) if address and not is_device else "",
            "address": address,
            "drawing": qr(address) if address else "",
            "progress": line.progress,
            "tasks": [
                task(each, reverse("assessments:module", args=[session.pk, each.node.code]))
                for each in module_lines(view.framework, view.answers)
                if each.node.code in found.modules
            ],
            "steps": [] if is_device or not (found.was_opened or is_over) else _steps(line),
            "message": message,
            "crumbs": trail(
                view, Crumb(_("Carry on on the phone") if is_device else _("Share parts with colleagues"))
            ),
        },
    )


def _pleas(view: Overview, found: Delegation, at: datetime) -> list[Plea]:
    return [each for each in pleas([(view.session, view.framework)], at) if each.link.pk == found.pk]


def _steps(line: DelegationLine) -> list[Step]:
    """All that became of a link with its times, how far it is, and what is still to come."""
    row, state = line.delegation, line.state
    counts = {"done": line.progress.answered_applicable, "asked": line.progress.applicable}
    unsure, left_out = line.progress.dont_know, line.progress.not_applicable
    said = [
        _("%(done)s of %(asked)s questions answered") % counts,
        _("“I do not know”: %(n)s") % {"n": unsure} if unsure else "",
        _("%(n)s not applicable") % {"n": left_out} if left_out else "",
    ]
    answering = Step(
        _("Answering"),
        "later" if state == "waiting" else "done" if state in {"reported", "ended"} else "now",
        body=" · ".join(each for each in said if each),
    )
    found = past_steps(acts_of(row), row)
    if state == "ended":
        if row.revoked_at is None:
            return [*found, answering, Step(_("Link ended"), "stopped", datetime_text(row.over_at))]
        end = next((n for n, each in enumerate(found) if each.state == "stopped"), len(found))
        return [*found[:end], answering, *found[end:]]
    if state == "reported":
        return [*found, answering]
    coming = [Step(_("Link opened"))] if state == "waiting" else []
    return [*found, *coming, answering, Step(_("Says it is done"))]


def _already(line: DelegationLine) -> str:
    """How many questions of the parts are answered before anybody opened the link; empty for none."""
    if not line.progress.answered:
        return ""
    said = {"done": line.progress.answered, "asked": line.progress.asked}
    return (
        _("%(done)s of %(asked)s questions are answered already. Your colleague sees and can change them.")
        % said
    )


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


def _form(
    view: Overview, found: Sequence[DelegationLine], at: datetime, *args: Any, **kwargs: Any
) -> DelegationForm:
    company = view.session.organisation
    return DelegationForm(_parts(view, found), at, *args, company=company.name if company else "", **kwargs)


def _parts(view: Overview, found: Sequence[DelegationLine]) -> list[tuple[str, str]]:
    """The modules to choose from: how far each is, and who has it already."""
    given = holders(found)
    parts = []
    for line in module_lines(view.framework, view.answers):
        if line.asked:
            said = [f"{text(line.node.title)} ({line.done}/{line.total})"]
            if name := given.get(line.node.code):
                said.append(_("Given to %(name)s") % {"name": name})
            parts.append((line.node.code, " · ".join(said)))
    return parts


def _list(
    request: HttpRequest, view: Overview, found: Sequence[DelegationLine], form: DelegationForm
) -> HttpResponse:
    at = now()
    ended = next((each for each in found if _was_ended(request, each)), None)
    asked = pleas([(view.session, view.framework)], at)
    context = {
        "session": view.session,
        "lines": lines(found, at, asked),
        "pleas": [plea_line(each) for each in asked],
        "ended": ended,
        "would_last": longer_end(ended.delegation, at) if ended else None,
        "form": form,
        "closed": may_change(view.session, at),
        "back": reverse("assessments:overview", args=[view.session.pk]),
        "crumbs": trail(view, Crumb(_("Share parts with colleagues"))),
    }
    return render(request, "assessments/shared.html", context, status=422 if form.errors else 200)


def _was_ended(request: HttpRequest, line: DelegationLine) -> bool:
    """Whether this link was ended just now, so that the page offers to open it again."""
    return str(line.delegation.pk) == request.GET.get("ended") and line.delegation.revoked_at is not None
