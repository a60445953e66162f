"""The page of one application, as each side sees it, and how an act on it answers."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.confirmation.applying import missing_documents, name_consents
from assessments.actions.confirmation.moving import party_of
from assessments.actions.handing_on import BEGUN
from assessments.forms.confirmation import (
    AgreeForm,
    CaseForm,
    RejectForm,
    ReportForm,
    RevokeForm,
    SubmitForm,
    SupplementForm,
    VisitForm,
    VoteForm,
)
from assessments.models import LevelApplication, Subject, Verification
from assessments.queries.assigning import loaded
from assessments.queries.benches import bench
from assessments.queries.confirmation import documents_of, votes_cast, votes_of
from assessments.queries.verification import Candidate, candidates, unfit
from assessments.verifying import Step as VerificationStep
from assessments.views.confirmation.assessor import assessor_view
from assessments.views.confirmation.before_committee import (
    before_it_was_taken_back,
    committee_view,
    where_to_appoint,
)
from assessments.views.confirmation.timeline import timeline
from assessments.views.confirmation.verdict import verdict
from assessments.views.confirmation.words import change_lines, level_title
from assessments.views.interest import is_declared
from assessments.views.wording import level_verdict
from assessments.workflow import CHANGEABLE, VOTES_NEEDED, Act, Party, Step, acts
from core.accounts.actor import Actor
from core.accounts.roles import Kind, Role
from core.audit import record_look
from core.consents.document import document, sharing_with
from core.uploads import ACCEPTED
from core.web import Refused, actor_of, kept
from core.web.components import Crumb, Problem
from core.web.forms import answer_refusal
from core.web.request import now

COMPANY = {Kind.COMPANY.value}
MINISTRY, KEEPERS = {Kind.MINISTRY.value}, {Role.PROGRAMME_ADMINISTRATOR.value}
BODY, ASSESSORS = {Kind.ASSESSOR_BODY.value}, {Role.ASSESSOR.value}
COMMITTEE, MEMBERS = {Kind.COMMITTEE.value}, {Role.COMMITTEE_MEMBER.value}
ALL_KINDS = COMPANY | MINISTRY | BODY | COMMITTEE
ALL_ROLES = {Role.ADMINISTRATOR.value, Role.MEMBER.value} | KEEPERS | ASSESSORS | MEMBERS
_FORMS: dict[Act, type[CaseForm]] = {
    Act.SUBMIT: SubmitForm,
    Act.AGREE: AgreeForm,
    Act.ASK_MORE: SupplementForm,
    Act.REJECT: RejectForm,
    Act.PLAN_VISIT: VisitForm,
    Act.REPORT: ReportForm,
    Act.VOTE: VoteForm,
    Act.REVOKE: RevokeForm,
}


def found(request: HttpRequest, application_id: uuid.UUID) -> LevelApplication:
    """The application with its names. Http404 for one that the actor may not know."""
    rows = LevelApplication.objects.visible_to(actor_of(request)).with_names()
    row = rows.filter(pk=application_id).first()
    if row is None:
        raise Http404
    return row


def act(
    request: HttpRequest,
    application_id: uuid.UUID,
    does: Callable[..., LevelApplication],
    said: str | Callable[[LevelApplication], str],
    form: CaseForm | None = None,
    *,
    asks: str = "",
    asks_if: Callable[[LevelApplication], bool] = bool,
    **more: Any,
) -> HttpResponse:
    """Do it and go back to the application; what is refused in words stands there at its form (422).

    With `asks`, a template, it is done only when the form says `sure`: before that it is tried and undone,
    so that whatever would be refused is refused already, and the page says what it would lead to. `asks_if`
    says of the application as it would be then whether that is needed.
    """
    row = found(request, application_id)
    if form is not None and not form.is_valid():
        return case_page(request, row, form=form)
    if form is not None and request.POST.get("sure") == "change":
        return kept.unstored(case_page(request, row, form=form, status=200))
    values = form.cleaned_data if form is not None else {}
    is_asked = bool(asks) and request.POST.get("sure") != "on"
    try:
        with transaction.atomic():
            done = does(application_id=application_id, by=actor_of(request), at=now(), **values, **more)
            is_asked = is_asked and asks_if(done)
            transaction.set_rollback(is_asked)
    except Refused as refused:
        if refused.status == 409:
            raise
        row = found(request, application_id)
        if form is None or refused.field not in form.fields:
            where = str(refused.data.get("url") or _PLACES.get(refused.field, f"#{refused.field or 'main'}"))
            problem = Problem(refused.message, where)
            return case_page(request, row, form=form, problems=[problem])
        answer_refusal(form, refused)
        return case_page(request, row, form=form)
    if is_asked:
        return kept.unstored(_check_page(request, found(request, application_id), asks, values, done))
    messages.success(request, said if isinstance(said, str) else said(done))
    return redirect("assessments:application", application_id)


_PLACES = {"visit_on": "#visit_visit_on"}
"""Fields of other forms on the page, by their id."""


def _check_page(
    request: HttpRequest, row: LevelApplication, template: str, values: dict[str, Any], done: LevelApplication
) -> HttpResponse:
    """What an act that cannot be undone would lead to, with everything that was typed."""
    context = {
        "row": row,
        "values": values,
        "sent": [(name, each) for name, each in request.POST.items() if name in values],
        "kept": request.POST.get(kept.FIELD, ""),
        "leads_to": done.state,
        "is_tied": row.state == Step.REPORTED.value and bench(row, actor_of(request)).is_tied,
        "verified_title": level_title(row.framework, done.report.get("verified", {}).get("level")),
        "report": done.report,
        "changes": change_lines(done),
        "verdict": level_verdict(row.claimed_level, done.report.get("verified", {}).get("level")),
        "act_url": request.path,
        "crumbs": [
            Crumb(_("Confirmed levels"), reverse("assessments:applications")),
            Crumb(row.organisation.name, reverse("assessments:application", args=[row.pk])),
        ],
    }
    return render(request, template, context)


def case_page(
    request: HttpRequest,
    row: LevelApplication,
    *,
    form: CaseForm | None = None,
    problems: list[Problem] | None = None,
    status: int = 0,
) -> HttpResponse:
    """The application with what this actor can do now. A stranger's look is recorded."""
    by, at = actor_of(request), now()
    party = party_of(by)
    if party is None:
        raise Http404
    if party is Party.COMMITTEE and not is_declared(Subject.APPLICATION, row.pk, by):
        return redirect("assessments:application_interest", row.pk)
    judges = row.verification_id if party is Party.ASSESSOR else None
    if judges is not None and not is_declared(Subject.VERIFICATION, judges, by):
        return redirect("assessments:verification_interest", judges)
    record_look(
        request,
        by=by,
        at=at,
        kind="level_application",
        subject_id=row.pk,
        organisation_id=row.organisation_id,
    )
    can = acts(row.state, party)
    certificate = getattr(row, "certificate", None)
    documents = documents_of(row, by) if party is not Party.COMMITTEE else ()
    context: dict[str, Any] = {
        "row": row,
        "party": party.value,
        "can": {each.value for each in can},
        "forms": {each.value: _form(each, row, form, by) for each in can if each in _FORMS},
        "faulty": form if status != 200 else None,
        "problems": problems or [],
        "steps": timeline(row),
        "verdict": verdict(row, party, row.report.get("verified", {}).get("level")),
        "is_changeable": party is Party.OWNER and row.state in {each.value for each in CHANGEABLE},
        "documents": documents,
        "there": sum(bool(each.files) for each in documents),
        "accepted": ACCEPTED,
        "certificate": certificate,
        "standing": certificate.standing(at.date()) if certificate else None,
        "verified": row.report.get("verified", {}),
        "claimed_title": level_title(row.framework, row.claimed_level),
        "verified_title": level_title(row.framework, row.report.get("verified", {}).get("level")),
        "changes": change_lines(row),
        "crumbs": [
            Crumb(_("Confirmed levels"), reverse("assessments:applications")),
            Crumb(row.organisation.name),
        ],
        **_of_party(request, row, party),
    }
    status = status or (422 if form is not None or problems else 200)
    return render(request, "assessments/confirmation/case.html", context, status=status)


def _form(each: Act, row: LevelApplication, bound: CaseForm | None, by: Actor) -> CaseForm:
    kind = _FORMS[each]
    if isinstance(bound, kind):
        return bound
    initial: dict[str, object] = {}
    if each is Act.PLAN_VISIT:
        initial["visit_on"] = row.visit_on
    if each is Act.SUBMIT:
        initial["shows_name"] = name_consents(row).exists()
    if each is Act.VOTE:
        initial = before_it_was_taken_back(row, by)
    return kind(initial=initial)


def _of_party(request: HttpRequest, row: LevelApplication, party: Party) -> dict[str, Any]:
    by = actor_of(request)
    if party is Party.COMMITTEE:
        return committee_view(row, by)
    rows = Verification.objects.visible_to(by).with_names()
    verification = rows.filter(level_applications=row).first() if row.verification_id else None
    found: dict[str, Any] = {
        "verification": verification,
        "is_verified": verification is not None and verification.state == VerificationStep.FINISHED.value,
    }
    if party is Party.ASSESSOR:
        found |= assessor_view(row, by, verification)
    if party is Party.ADMINISTRATOR:
        is_due = row.state in {Step.ACCEPTED.value, Step.ASSIGNED.value, Step.ASSESSING.value}
        has_begun = verification is not None and verification.state in BEGUN
        found["unfit"] = unfit(verification, by) if verification and is_due and has_begun else ""
        assigns = verification is not None and is_due and (not has_begun or bool(found["unfit"]))
        others = [each for each in candidates(row.organisation_id, by) if not _has(verification, each)]
        found["candidates"] = loaded(others, by) if assigns else ()
        found["none_free"] = assigns and all(each.tie for each in found["candidates"])
        found["votes"] = votes_of(row, by).select_related("member")
        found["votes_cast"] = votes_cast(row)
        found["votes_needed"] = VOTES_NEEDED
        found["is_short"] = row.state == Step.REPORTED.value and bench(row, by).is_short
        found["appoint_url"] = where_to_appoint() if found["is_short"] else ""
    if party is Party.OWNER:
        sharing = sharing_with(Kind.ASSESSOR_BODY.value).wording
        body = verification.body if verification else None
        recipient = f"{body.name} · {verification.assessor}" if verification and body else ""
        found["wording"] = replace(sharing, recipient=recipient)
        found["missing"] = missing_documents(row) if row.state in {each.value for each in CHANGEABLE} else ()
        found["naming"] = document("publish_certificate").wording
        found["is_named"] = name_consents(row).exists()
        found["result_url"] = reverse("results:result", args=[row.result_id])
    return found


def _has(verification: Verification | None, candidate: Candidate) -> bool:
    return verification is not None and verification.assessor_id == candidate.user.pk
