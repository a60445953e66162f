"""A draft on another device, and a draft thrown away."""

import uuid
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments import actions
from assessments.actions.drafts import find_by_link
from assessments.documents import framework_of
from assessments.forms import LinkForm
from assessments.policies import may_change, may_send_link
from assessments.queries import overview, session_of
from assessments.views.overview import trail
from assessments.views.wording import text
from core import scope
from core.accounts.actor import SYSTEM
from core.accounts.address import client_address
from core.accounts.middleware import new_draft_key
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.refusal import retry_later
from core.web.request import now


def _link_page(
    request: HttpRequest, session_id: uuid.UUID, form: LinkForm, status: int = 200
) -> HttpResponse:
    session = session_of(session_id, actor_of(request), now())
    view = overview(session)
    return render(
        request,
        "assessments/link.html",
        {
            "session": session,
            "form": form,
            "refused": may_send_link(session, now()),
            "crumbs": trail(view, Crumb(_("Carry on on another device"))),
        },
        status=status,
    )


@page(public=True)
def _ask_address(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Where should the link go?"""
    return _link_page(request, session_id, LinkForm())


@change(public=True)
def _send_link(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Mail it."""
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _link_page(request, session_id, form, status=422)
    email = form.cleaned_data["email"]
    try:
        actions.resume_link(
            session_id=session_id,
            email=email,
            by=actor_of(request),
            at=now(),
            address=client_address(request),
        )
    except Refused as refused:
        form.add_error("email", refused.message)
        return retry_later(_link_page(request, session_id, form, status=refused.status), refused)
    messages.success(
        request, _("A link is on its way to %(email)s. Open it on the other device.") % {"email": email}
    )
    return redirect("assessments:overview", session_id)


link = page_or_change(_ask_address, _send_link)


@page(public=True)
def _opened(request: HttpRequest, token: str) -> HttpResponse:
    """What the mailed link opens: a page with a button, so that no mail scanner carries on for the person."""
    scope.enter(SYSTEM)
    session = find_by_link(token, now())
    scope.enter(actor_of(request))
    title = text(framework_of(session.framework).title) if session else ""
    status = 200 if session else 410
    return render(
        request,
        "assessments/resume.html",
        {"session": session, "title": title, "token": token},
        status=status,
    )


@change(public=True)
def _carry_on(request: HttpRequest, token: str) -> HttpResponse:
    """Give the draft to this browser as well."""
    by = actor_of(request)
    if not by.draft_key:
        by = replace(by, draft_key=new_draft_key(request))
    session = actions.resume(token=token, by=by, at=now())
    return redirect("assessments:overview", session.pk)


resume = page_or_change(_opened, _carry_on)


@page(public=True)
def _ask_discard(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Really?"""
    session = session_of(session_id, actor_of(request), now())
    if reason := may_change(session, now()):
        raise Refused(reason, code="closed", status=409)
    view = overview(session)
    context = {
        "session": session,
        "progress": view.progress,
        "crumbs": trail(view, Crumb(_("Delete the draft"))),
    }
    return render(request, "assessments/discard.html", context)


@change(public=True)
def _discard(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Gone for good."""
    actions.discard(session_id=session_id, by=actor_of(request), at=now())
    messages.success(request, _("The draft was deleted."))
    return redirect("assessments:landing")


discard = page_or_change(_ask_discard, _discard)
