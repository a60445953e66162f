"""The owner's side of shared parts: who has which, how far they are, a new link, an end; and the phone."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.actions.delegate import link_of
from assessments.models import DelegationKind
from assessments.policies import may_change
from assessments.queries import delegation_of, delegations, module_lines, overview, session_of
from assessments.views.overview import lines, trail
from assessments.views.wording import text
from core.accounts.actor import Actor
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Problem
from core.web.qr import qr
from core.web.request import now


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
            by=by,
            at=now(),
        )
    except Refused as refused:
        return _list(request, session_id, by, refused)
    return redirect("assessments:delegation", session_id, made.pk)


shared = page_or_change(_show, _make)


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
            "crumbs": trail(
                view, Crumb(_("Carry on on the phone") if is_device else _("Share parts with colleagues"))
            ),
        },
    )


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
    fields = {"modules": "#modules", "name": "#id_name"}
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
            "closed": may_change(session, at),
            "problems": [Problem(refused.message, fields.get(refused.field, ""))] if refused else [],
            "faulty": refused.field if refused else "",
            "message": refused.message if refused else "",
            "back": reverse("assessments:overview", args=[session.pk]),
            "crumbs": trail(view, Crumb(_("Share parts with colleagues"))),
        },
        status=refused.status if refused else 200,
    )
