"""The page before a company's content opens: no interest, or stepping back with a reason."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.actions.interests import declare_interests
from assessments.models import Appeal, Interest, LevelApplication, Subject, Verification
from assessments.queries.confirmation import members_left
from assessments.verifying import SEEN_BY_ASSESSOR as VERIFIED_IN
from core.accounts.actor import Actor
from core.accounts.roles import Kind, Role
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Problem
from core.web.request import now

BODY, ASSESSORS = {Kind.ASSESSOR_BODY.value}, {Role.ASSESSOR.value}
COMMITTEE, MEMBERS = {Kind.COMMITTEE.value}, {Role.COMMITTEE_MEMBER.value}
Matter = Verification | Appeal | LevelApplication
View = Callable[..., HttpResponse]
LISTS = {
    Subject.VERIFICATION: ("assessments:verifications", "assessments:verification"),
    Subject.APPEAL: ("assessments:appeals", "assessments:appeal"),
    Subject.APPLICATION: ("assessments:applications", "assessments:application"),
}


def is_declared(subject: Subject, subject_id: uuid.UUID, by: Actor) -> bool:
    """Whether the content of a matter is open to this person."""
    return Interest.objects.free(by, subject).filter(subject_id=subject_id).exists()


def _interest(subject: Subject, kinds: set[str], roles: set[str]) -> View:
    """The page and the declaration of one kind of matter."""

    @page(kinds=kinds, roles=roles)
    def show(request: HttpRequest, **key: uuid.UUID) -> HttpResponse:
        """Who it is about, and the question; nothing else of it."""
        row = _found(subject, next(iter(key.values())), actor_of(request))
        if "step-back" not in request.GET and is_declared(subject, row.pk, actor_of(request)):
            return redirect(LISTS[subject][1], row.pk)
        return _page(request, subject, row)

    @change(kinds=kinds, roles=roles)
    def declare(request: HttpRequest, **key: uuid.UUID) -> HttpResponse:
        """Declare, or step back."""
        by = actor_of(request)
        row = _found(subject, next(iter(key.values())), by)
        is_free = request.POST.get("interest") == "none"
        try:
            declare_interests(
                subject=subject,
                subject_id=row.pk,
                is_free=is_free,
                reason=request.POST.get("reason", ""),
                by=by,
                at=now(),
            )
        except Refused as refused:
            if refused.status == 409:
                raise
            return _page(request, subject, row, refused.message)
        if is_free:
            return redirect(LISTS[subject][1], row.pk)
        nobody = isinstance(row, LevelApplication) and not members_left(row, by)
        (messages.warning if nobody else messages.success)(request, _stepped_back(row, by))
        return redirect(LISTS[subject][0])

    return page_or_change(show, declare)


def _stepped_back(row: Matter, by: Actor) -> str:
    if not isinstance(row, LevelApplication):
        return _("You stepped back. The programme administrator assigns another assessor.")
    left = len(members_left(row, by))
    if not left:
        return _("You stepped back. Nobody is left to vote: programme administrators were asked for more.")
    return ngettext(
        "You stepped back. %(n)s member is left who can vote.",
        "You stepped back. %(n)s members are left who can vote.",
        left,
    ) % {"n": left}


def _found(subject: Subject, key: uuid.UUID, by: Actor) -> Matter:
    row: Matter | None
    if subject is Subject.VERIFICATION:
        row = Verification.objects.visible_to(by).with_names().filter(pk=key, state__in=VERIFIED_IN).first()
    elif subject is Subject.APPEAL:
        row = Appeal.objects.visible_to(by).with_names().filter(pk=key, opened_at__isnull=False).first()
    else:
        row = LevelApplication.objects.visible_to(by).with_names().filter(pk=key).first()
    if row is None:
        raise Http404
    return row


def _page(request: HttpRequest, subject: Subject, row: Matter, problem: str = "") -> HttpResponse:
    mine = Interest.objects.visible_to(actor_of(request)).filter(subject=subject.value, subject_id=row.pk)
    context = {
        "row": row,
        "is_declared": is_declared(subject, row.pk, actor_of(request)),
        "is_committee": subject is Subject.APPLICATION,
        "has_stepped_back": mine.filter(person_id=actor_of(request).user_id, is_free=False).exists(),
        "reason": request.POST.get("reason", ""),
        "problems": [Problem(problem, "#reason")] if problem else [],
        "list_url": reverse(LISTS[subject][0]),
        "crumbs": [
            Crumb(_("Your cases"), reverse(LISTS[subject][0])),
            Crumb(row.organisation.name),
        ],
    }
    return render(request, "assessments/interest.html", context, status=422 if problem else 200)


verification_interest = _interest(Subject.VERIFICATION, BODY, ASSESSORS)
appeal_interest = _interest(Subject.APPEAL, BODY, ASSESSORS)
application_interest = _interest(Subject.APPLICATION, COMMITTEE, MEMBERS)
