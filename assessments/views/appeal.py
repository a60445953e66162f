"""Requests for a human review: asked for, listed, agreed to and withdrawn."""

import uuid
from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions, clock
from assessments.actions.appeal import LONGEST
from assessments.appealing import SEEN_BY_ASSESSOR, Act, Step, after
from assessments.documents import framework_of
from assessments.models import Appeal, Result, Subject
from assessments.queries import evidence_by_item
from assessments.queries.appeals import items_under, lines_of, part_of, reviewers
from assessments.queries.assigning import loaded
from assessments.views.appeal_desk import decision_page, shown
from assessments.views.appeal_steps import steps_of
from assessments.views.interest import is_declared
from assessments.views.wording import text
from core.accounts.roles import Kind, Role
from core.consents.document import sharing_with
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Problem
from core.web.request import now
from core.web.wording import SEOUL

COMPANY = {Kind.COMPANY.value}
MINISTRY, KEEPERS = {Kind.MINISTRY.value}, {Role.PROGRAMME_ADMINISTRATOR.value}
SEERS = {Kind.COMPANY.value, Kind.MINISTRY.value, Kind.ASSESSOR_BODY.value}
SEER_ROLES = {
    Role.ADMINISTRATOR.value,
    Role.MEMBER.value,
    Role.PROGRAMME_ADMINISTRATOR.value,
    Role.ASSESSOR.value,
}
ROWS = 50


@page(kinds=SEERS, roles=SEER_ROLES)
def appeals(request: HttpRequest) -> HttpResponse:
    """What is not decided yet, the first due first; then the rest. Who assigns sees all, others theirs."""
    by, today = actor_of(request), now().astimezone(SEOUL).date()
    rows = Appeal.objects.visible_to(by).with_names()
    others = rows.exclude(pk__in=rows.live().values("pk")).order_by("-asked_at", "pk")
    listed = Paginator(others, ROWS).get_page(request.GET.get("page"))
    context = {
        "live": lines_of(rows.live().order_by("due_on", "pk")[: 4 * ROWS], today),
        "others": lines_of(listed.object_list, today),
        "page": listed,
        "is_company": by.kind == Kind.COMPANY.value,
        "assigns": by.kind == Kind.MINISTRY.value,
    }
    return render(request, "assessments/appeals.html", context)


@page(kinds=COMPANY)
def _new(request: HttpRequest, result_id: uuid.UUID, code: str) -> HttpResponse:
    """The form: which number, why, and which files show it; while a request runs, that one."""
    mine = Appeal.objects.visible_to(actor_of(request)).live()
    running = mine.filter(result_id=result_id, code=code).first()
    if running is not None:
        return redirect("assessments:appeal", running.pk)
    return _form(request, result_id, code)


@change(kinds=COMPANY)
def _ask(request: HttpRequest, result_id: uuid.UUID, code: str) -> HttpResponse:
    """Ask that a person looks at the number again."""
    try:
        files = [uuid.UUID(each) for each in request.POST.getlist("evidence")]
    except ValueError:
        raise Http404 from None
    at = now()
    try:
        row = actions.ask_appeal(
            result_id=result_id,
            code=code,
            reason=request.POST.get("reason", ""),
            evidence=files,
            by=actor_of(request),
            at=at,
        )
    except Refused as refused:
        return _form(request, result_id, code, refused)
    if row.asked_at != at:
        said = _("You asked for this before. That request runs on; what you wrote now was not added to it.")
        messages.warning(request, said)
        return redirect("assessments:appeal", row.pk)
    messages.success(request, _("Asked for. You are told as soon as an assessor is assigned."))
    return redirect("assessments:appeal", row.pk)


appeal_new = page_or_change(_new, _ask)


@page(kinds=SEERS, roles=SEER_ROLES)
def appeal(request: HttpRequest, appeal_id: uuid.UUID) -> HttpResponse:
    """One request: to assign, to agree to, or to decide. Http404 for everybody else."""
    row = found(request, appeal_id)
    kind = actor_of(request).kind
    if kind == Kind.ASSESSOR_BODY.value:
        if row.state in SEEN_BY_ASSESSOR and not is_declared(Subject.APPEAL, row.pk, actor_of(request)):
            return redirect("assessments:appeal_interest", row.pk)
        return decision_page(request, row)
    if kind == Kind.MINISTRY.value:
        return _assign_page(request, row)
    return _company_page(request, row)


@change(kinds=MINISTRY, roles=KEEPERS)
def appeal_assign(request: HttpRequest, appeal_id: uuid.UUID) -> HttpResponse:
    """Assign an assessor; a tie or a judgement of the same result is refused with its reason."""
    row = found(request, appeal_id)
    try:
        assessor_id = uuid.UUID(request.POST.get("assessor", ""))
    except ValueError:
        return _assign_page(request, row, _("Choose an assessor of the list."))
    try:
        row = actions.assign_appeal(
            appeal_id=appeal_id, assessor_id=assessor_id, by=actor_of(request), at=now()
        )
    except Refused as refused:
        if refused.field != "assessor":
            raise
        return _assign_page(request, found(request, appeal_id), refused.message)
    messages.success(
        request, _("%(name)s is assigned. The company is asked for its consent now.") % {"name": row.assessor}
    )
    return redirect("assessments:appeals")


@change(kinds=COMPANY)
def appeal_open(request: HttpRequest, appeal_id: uuid.UUID) -> HttpResponse:
    """Let the assessor see result and files, if the consent was ticked."""
    row = found(request, appeal_id)
    if request.POST.get("agree") != "on":
        why = _("Tick the box if you agree. Without it nothing is shared.")
        return _company_page(request, row, Problem(why, "#agree"))
    try:
        actions.open_appeal(appeal_id=appeal_id, by=actor_of(request), at=now())
    except Refused as refused:
        if refused.code != "unverified":
            raise
        return _company_page(request, row, Problem(refused.message, str(refused.data["url"])))
    messages.success(request, _("The assessor can look at it now. You can take this back here."))
    return redirect("assessments:appeal", appeal_id)


@change(kinds=COMPANY)
def appeal_withdraw(request: HttpRequest, appeal_id: uuid.UUID) -> HttpResponse:
    """Withdraw it; the assessor sees nothing from now on."""
    row = actions.withdraw_appeal(appeal_id=appeal_id, by=actor_of(request), at=now())
    messages.success(request, _("The request was withdrawn. Your result stays as it is."))
    return redirect("assessments:appeal", row.pk)


def found(request: HttpRequest, appeal_id: uuid.UUID) -> Appeal:
    """The request as this person may see it. Http404 for everybody else."""
    row = Appeal.objects.visible_to(actor_of(request)).with_names().filter(pk=appeal_id).first()
    if row is None:
        raise Http404
    return row


def _form(
    request: HttpRequest, result_id: uuid.UUID, code: str, refused: Refused | None = None
) -> HttpResponse:
    by, at = actor_of(request), now()
    rows = Result.objects.visible_to(by).select_related("framework").defer("framework__document", "outcome")
    result = rows.filter(pk=result_id).first()
    framework = framework_of(result.framework) if result is not None else None
    part = part_of(framework, code) if framework is not None else None
    if result is None or framework is None or part is None:
        raise Http404
    files = evidence_by_item(result.session_id, by)
    items = [each for each in items_under(framework, code) if each.code in files]
    today = at.astimezone(SEOUL).date()
    why = reverse("results:why", args=[result.pk, code])
    context = {
        "result": result,
        "code": code,
        "title": text(part.title),
        "why_url": why,
        "files": [(text(each.title), files[each.code]) for each in items],
        "days": clock.rule_on(today).working_days,
        "due_on": clock.due_on(today),
        "reason": request.POST.get("reason", ""),
        "chosen": request.POST.getlist("evidence"),
        "longest": LONGEST,
        "problems": [Problem(refused.message, f"#{refused.field or 'reason'}")] if refused else [],
        "crumbs": [
            Crumb(_("Result"), reverse("results:result", args=[result.pk])),
            Crumb(text(part.title), why),
            Crumb(_("Ask for a review")),
        ],
    }
    return render(request, "assessments/appeal_new.html", context, status=refused.status if refused else 200)


def _assign_page(request: HttpRequest, row: Appeal, problem: str = "") -> HttpResponse:
    found = loaded(reviewers(row, actor_of(request)), actor_of(request))
    context = shown(row) | {
        "candidates": found,
        "none_free": all(each.tie for each in found),
        "may_assign": after(row.state, Act.ASSIGN) is not None,
        "problems": [Problem(problem, "#assessors")] if problem else [],
        "crumbs": [Crumb(_("Reviews"), reverse("assessments:appeals")), Crumb(row.organisation.name)],
    }
    return render(request, "assessments/appeal_assign.html", context, status=422 if problem else 200)


def _company_page(request: HttpRequest, row: Appeal, problem: Problem | None = None) -> HttpResponse:
    wording = sharing_with(Kind.ASSESSOR_BODY.value).wording
    name = f"{row.body.name} · {row.assessor}" if row.body else ""
    context = shown(row, actor_of(request)) | {
        "asks": row.state == Step.ASSIGNED.value,
        "may_withdraw": after(row.state, Act.WITHDRAW) is not None,
        "steps": steps_of(row),
        "title": wording.title,
        "wording": replace(wording, recipient=name),
        "problems": [problem] if problem else [],
        "crumbs": [
            Crumb(_("Result"), reverse("results:result", args=[row.result_id])),
            Crumb(row.name, reverse("results:why", args=[row.result_id, row.code])),
            Crumb(_("Review by a person")),
        ],
    }
    return render(request, "assessments/appeal.html", context, status=422 if problem else 200)
