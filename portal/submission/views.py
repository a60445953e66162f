"""The last pages of a diagnostic: what is missing, whose it is, send."""

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from assessments.forms import CompanyForm
from assessments.models import Result, Session, SessionState
from assessments.policies import may_change, may_submit
from assessments.queries import Overview, given_to, overview, session_of
from assessments.views.check import item_url
from assessments.views.overview import trail
from assessments.views.rough import rough
from assessments.views.wording import plant_rows, text
from core import scope
from core.accounts.actions.joining import request_membership
from core.accounts.actions.organisations import create_organisation
from core.accounts.actor import Actor
from core.accounts.middleware import places_of, work_in
from core.accounts.queries import mine
from core.accounts.roles import Kind
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.request import now
from portal.submission.actions import submit_and_recommend

_KEPT = "company_form"
_KEPT_LENGTH = 2_000
"""Far beyond what a field takes: what was too long comes back too long, with its error."""


@page(public=True)
def _ask(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Everything that is still open, or what happens next."""
    by = actor_of(request)
    session = session_of(session_id, by, now())
    if session.state == SessionState.SUBMITTED.value:
        return redirect("assessments:overview", session_id)
    view = overview(session)
    nowhere = by.user_id is not None and not by.kind
    if nowhere and view.progress.is_complete and not _requested(by):
        return redirect("submit_company", session_id)
    return _page(request, view, by)


@change(public=True)
def _send(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Score, recommend, show; sent twice, the same result."""
    by = actor_of(request)
    try:
        result = submit_and_recommend(session_id=session_id, by=by, at=now())
    except Refused as refused:
        if refused.code == "not-allowed" and by.kind != Kind.COMPANY.value:
            return redirect("submit", session_id)
        if refused.code == "plant":
            messages.warning(request, refused.message)
            return redirect("assessments:plant", session_id)
        if refused.status == 422:  # what is open stands on that page, which later knows the result
            return redirect("submit", session_id)
        session = session_of(session_id, by, now())
        return _page(request, overview(session), by, status=refused.status)
    return redirect(_received(result))


submit = page_or_change(_ask, _send)


def _received(result: Result) -> str:
    """The result with the receipt on top."""
    return reverse("results:result", args=[result.pk]) + "?received=1"


def _page(request: HttpRequest, view: Overview, by: Actor, status: int = 200) -> HttpResponse:
    session = view.session
    given = given_to(session, now()) if view.progress.unanswered else {}
    gaps = [
        {
            "message": text(view.framework.items[code].question),
            "url": item_url(view, code),
            "given_to": given.get(view.framework.parents[code].code, ""),
        }
        for code in view.progress.unanswered
    ]
    here = urlencode({"next": reverse("submit", args=[session.pk])})
    return render(
        request,
        "submission/submit.html",
        {
            "session": session,
            "gaps": gaps,
            "progress": view.progress,
            "rough": rough(view, now().date()),
            "rows": plant_rows(session),
            "is_visitor": by.user_id is None,
            "is_company": by.kind == Kind.COMPANY.value,
            "reason": may_submit(by, session, now()),
            "requested": _requested(by),
            "signup_url": f"{reverse('account_signup')}?{here}",
            "login_url": f"{reverse('account_login')}?{here}",
            "crumbs": trail(view, Crumb(_("Submit"))),
        },
        status=status,
    )


@page()
def _ask_company(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Whose plant is it?"""
    by = actor_of(request)
    session = session_of(session_id, by, now())
    if by.kind == Kind.COMPANY.value or session.state == SessionState.SUBMITTED.value:
        return redirect("submit", session_id)
    if reason := may_change(session, now()):
        raise Refused(reason, code="closed", status=409)
    return _company_page(request, session, *_returned(request, session_id))


@change()
def _name_company(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Register the company and submit at once, or ask to join the one that has this number.

    What is refused stands on the page that this leads to, not on an answer of its own: the way back from the
    result then finds the result and no old error.
    """
    by, at = actor_of(request), now()
    session = session_of(session_id, by, at)
    if by.kind == Kind.COMPANY.value:
        return redirect("submit", session_id)
    form = CompanyForm(request.POST)
    if not form.is_valid():
        return _keep(request, session_id)
    number = form.cleaned_data["business_number"]
    try:
        if "join" in request.POST:
            request_membership(by=by, at=at, kind=Kind.COMPANY.value, business_number=number)
            request.session.pop(_KEPT, None)
            messages.success(request, _("Your request was sent. We mail you when the company has answered."))
            return redirect("submit", session_id)
        company = create_organisation(
            by=by,
            at=at,
            kind=Kind.COMPANY.value,
            name=form.cleaned_data["name"],
            business_number=number,
            sigungu=session.sigungu,
            industry=session.industry,
            size=session.size,
            employees=session.employees,
            average_sales_won=session.average_sales_won,
        )
    except Refused as refused:
        return _keep(request, session_id, refused)
    request.session.pop(_KEPT, None)
    work_in(request, company.pk)
    owner = _working_in(by, company.pk)
    if overview(session).progress.is_complete:
        result = submit_and_recommend(session_id=session_id, by=owner, at=at)
        return redirect(_received(result))
    return redirect("submit", session_id)


company = page_or_change(_ask_company, _name_company)


def _keep(request: HttpRequest, session_id: uuid.UUID, refused: Refused | None = None) -> HttpResponse:
    """Back to the form, with what was typed and why it was refused kept in the person's session."""
    request.session[_KEPT] = {
        "of": str(session_id),
        "typed": {name: _kept(request.POST.get(name, "")) for name in CompanyForm.base_fields},
        "refused": [refused.field or "", refused.code, refused.message] if refused else None,
    }
    return redirect("submit_company", session_id)


def _kept(typed: str) -> str:
    """What was typed; where it is cut, a mark at its end keeps it too long for its field."""
    return typed if len(typed) <= _KEPT_LENGTH else f"{typed[:_KEPT_LENGTH]}…"


def _returned(request: HttpRequest, session_id: uuid.UUID) -> tuple[CompanyForm, bool]:
    """The form as it was last sent, with its errors, and whether the company exists; else an empty one."""
    kept = request.session.get(_KEPT) or {}
    if kept.get("of") != str(session_id):
        return CompanyForm(), False
    form = CompanyForm(kept["typed"])
    if not form.is_valid() or not kept["refused"]:
        return form, False
    field, code, message = kept["refused"]
    form.add_error(field if field in form.fields else None, message)
    return form, code == "exists"


def _company_page(request: HttpRequest, session: Session, form: CompanyForm, exists: bool) -> HttpResponse:
    view = overview(session)
    context: dict[str, Any] = {
        "session": session,
        "form": form,
        "exists": exists,
        "is_complete": view.progress.is_complete,
        "requested": _requested(actor_of(request)),
        "crumbs": trail(view, Crumb(_("Your company"))),
    }
    return render(request, "submission/company.html", context)


def _requested(by: Actor) -> str:
    """The name of a company that one has asked to join and that has not answered."""
    if by.user_id is None or by.kind == Kind.COMPANY.value:
        return ""
    asked = (each.organisation for each in mine(by).requests)
    return next((each.name for each in asked if each.kind == Kind.COMPANY.value), "")


def _working_in(by: Actor, organisation_id: uuid.UUID) -> Actor:
    """The same person with the new company as the place they work in, named to PostgreSQL."""
    assert by.user_id is not None
    places = places_of(by.user_id)
    place = next(each for each in places if each.organisation_id == organisation_id)
    owner = replace(by, places=places, place=place)
    scope.enter(owner)
    return owner
