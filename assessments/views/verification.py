"""A verification as each side sees it, and what company and ministry do with it."""

import uuid
from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.actions.handing_on import BEGUN
from assessments.models import Subject, Verification, VerificationState
from assessments.queries import candidates, verification_lines
from assessments.queries.assigning import loaded
from assessments.queries.named import named_like, text_of
from assessments.queries.verification import unfit
from assessments.verifying import SEEN_BY_ASSESSOR, Act, Step, after
from assessments.views.interest import is_declared
from assessments.views.judging import desk
from core.accounts.roles import Kind, Role
from core.consents.document import sharing_with
from core.web import Refused, actor_of, change, page
from core.web.components import Crumb, Problem
from core.web.request import now

COMPANY = {Kind.COMPANY.value}
MINISTRY, KEEPERS = {Kind.MINISTRY.value}, {Role.PROGRAMME_ADMINISTRATOR.value}
WORKERS = {Kind.MINISTRY.value, Kind.ASSESSOR_BODY.value}
WORKER_ROLES = {Role.PROGRAMME_ADMINISTRATOR.value, Role.ASSESSOR.value}
ROWS = 50


@page(kinds=WORKERS, roles=WORKER_ROLES)
def verifications(request: HttpRequest) -> HttpResponse:
    """A programme administrator sees all, those to assign first; an assessor theirs, the first due first."""
    by = actor_of(request)
    first = Step.OPEN.value if by.kind == Kind.ASSESSOR_BODY.value else Step.ASKED.value
    rows = Verification.objects.visible_to(by).whole().with_names().select_related("verified")
    rows = rows.defer("verified__outcome")
    if by.kind == Kind.ASSESSOR_BODY.value:
        rows = rows.exclude(state=Step.ASSIGNED.value)
    text, state = text_of(request.GET), request.GET.get("state", "")
    state = state if state in VerificationState.values else ""
    rows = named_like(rows, text)
    rows = rows.filter(state=state) if state else rows
    waiting = rows.filter(state=first).order_by("asked_at", "pk")[:ROWS]
    others = rows.exclude(state=first).order_by("-asked_at", "pk")
    listed = Paginator(others, ROWS).get_page(request.GET.get("page"))
    context = {
        "text": text,
        "state": state,
        "found": bool(text or state),
        "states": VerificationState.choices,
        "has_plants": any(each.plant_name for each in (*waiting, *listed.object_list)),
        "waiting": sorted(verification_lines(waiting, by), key=lambda each: each.due_on or date.max),
        "others": verification_lines(listed.object_list, by),
        "page": listed,
        "has_clock": first == Step.OPEN.value,
        "assigns": by.kind == Kind.MINISTRY.value,
    }
    return render(request, "assessments/verifications.html", context)


@page()
def verification(request: HttpRequest, verification_id: uuid.UUID) -> HttpResponse:
    """One verification: to assign, to agree to, or to judge. Http404 for everybody else."""
    row = _found(request, verification_id)
    if actor_of(request).kind == Kind.ASSESSOR_BODY.value:
        if row.state in SEEN_BY_ASSESSOR and not is_declared(Subject.VERIFICATION, row.pk, actor_of(request)):
            return redirect("assessments:verification_interest", row.pk)
        return desk(request, row)
    if actor_of(request).kind == Kind.MINISTRY.value:
        return _assign_page(request, row)
    return _company_page(request, row)


@change(kinds=COMPANY)
def verification_ask(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Ask that an assessor verifies a result."""
    row = actions.ask_verification(result_id=result_id, by=actor_of(request), at=now())
    messages.success(request, _("Asked for. You are told as soon as an assessor is assigned."))
    return redirect("assessments:verification", row.pk)


@change(kinds=MINISTRY, roles=KEEPERS)
def verification_assign(request: HttpRequest, verification_id: uuid.UUID) -> HttpResponse:
    """Assign an assessor; a tie is refused with its reason."""
    by = actor_of(request)
    row = _found(request, verification_id)
    try:
        assessor_id = uuid.UUID(request.POST.get("assessor", ""))
    except ValueError:
        return _assign_page(request, row, _("Choose an assessor of the list."))
    try:
        row = actions.assign_assessor(
            verification_id=verification_id, assessor_id=assessor_id, by=by, at=now()
        )
    except Refused as refused:
        if refused.field != "assessor":
            raise
        return _assign_page(request, _found(request, verification_id), refused.message)
    messages.success(
        request, _("%(name)s is assigned. The company is asked for its consent now.") % {"name": row.assessor}
    )
    return redirect("assessments:verifications")


@change(kinds=COMPANY)
def verification_open(request: HttpRequest, verification_id: uuid.UUID) -> HttpResponse:
    """Let the assessor see result and files, if the consent was ticked."""
    row = _found(request, verification_id)
    if request.POST.get("agree") != "on":
        why = _("Tick the box if you agree. Without it nothing is shared.")
        return _company_page(request, row, Problem(why, "#agree"))
    try:
        actions.open_to_assessor(verification_id=verification_id, by=actor_of(request), at=now())
    except Refused as refused:
        if refused.code != "unverified":
            raise
        return _company_page(request, row, Problem(refused.message, str(refused.data["url"])))
    messages.success(
        request, _("The assessor can see the result and its files now. You can take this back here.")
    )
    return redirect("assessments:verification", verification_id)


@change(kinds=COMPANY)
def verification_end(request: HttpRequest, verification_id: uuid.UUID) -> HttpResponse:
    """End it; the assessor sees nothing from now on."""
    row = actions.end_verification(verification_id=verification_id, by=actor_of(request), at=now())
    messages.success(request, _("The verification was ended. Your result stays as it is."))
    return redirect("results:result", row.result_id)


def _found(request: HttpRequest, verification_id: uuid.UUID) -> Verification:
    rows = Verification.objects.visible_to(actor_of(request)).with_names()
    row = rows.filter(pk=verification_id).first()
    if row is None:
        raise Http404
    return row


def _assign_page(request: HttpRequest, row: Verification, problem: str = "") -> HttpResponse:
    found = loaded(candidates(row.organisation_id, actor_of(request)), actor_of(request))
    has_begun = row.state in BEGUN
    gone = unfit(row, actor_of(request)) if row.state == Step.OPEN.value else ""
    context = {
        "row": row,
        "candidates": found,
        "none_free": all(each.tie for each in found),
        "has_ties": any(each.tie for each in found),
        "may_assign": after(row.state, Act.ASSIGN) is not None and (not has_begun or bool(gone)),
        "unfit": gone,
        "problems": [Problem(problem, "#assessors")] if problem else [],
        "crumbs": [
            Crumb(_("Verifications"), reverse("assessments:verifications")),
            Crumb(row.organisation.name),
        ],
    }
    return render(request, "assessments/verification_assign.html", context, status=422 if problem else 200)


def _company_page(request: HttpRequest, row: Verification, problem: Problem | None = None) -> HttpResponse:
    wording = sharing_with(Kind.ASSESSOR_BODY.value).wording
    name = f"{row.body.name} · {row.assessor}" if row.body else ""
    context = {
        "row": row,
        "asks": row.state == Step.ASSIGNED.value,
        "is_open": row.state == Step.OPEN.value,
        "may_end": after(row.state, Act.END) is not None,
        "title": wording.title,
        "wording": replace(wording, recipient=name),
        "problems": [problem] if problem else [],
        "result_url": reverse("results:result", args=[row.result_id]),
        "crumbs": [
            Crumb(_("Result"), reverse("results:result", args=[row.result_id])),
            Crumb(_("Verification by an assessor")),
        ],
    }
    return render(request, "assessments/verification.html", context, status=422 if problem else 200)
