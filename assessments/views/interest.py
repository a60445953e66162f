"""The page before a company's content opens: no interest, or stepping back with a reason."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.actions.confirmation.moving import LONGEST_REASON
from assessments.actions.interests import declare_interests
from assessments.appealing import Step as Reviewing
from assessments.models import Appeal, Interest, LevelApplication, Subject, Verification
from assessments.queries.benches import Bench, bench
from assessments.verifying import SEEN_BY_ASSESSOR as VERIFIED_IN
from assessments.verifying import Step as Verifying
from assessments.workflow import Step as Confirming
from core.accounts.actor import Actor
from core.accounts.roles import Kind, Role
from core.web import Refused, actor_of, change, kept, page, page_or_change
from core.web.components import Crumb, Problem
from core.web.request import now

BODY, ASSESSORS = {Kind.ASSESSOR_BODY.value}, {Role.ASSESSOR.value}
COMMITTEE, MEMBERS = {Kind.COMMITTEE.value}, {Role.COMMITTEE_MEMBER.value}
Matter = Verification | Appeal | LevelApplication
_RUNS = {
    Subject.VERIFICATION: {Verifying.OPEN.value},
    Subject.APPEAL: {Reviewing.OPEN.value},
    Subject.APPLICATION: {Confirming.REPORTED.value},
}
"""Only there one can step back; whoever comes later reads how it ended and where to go."""
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
        """Declare, or step back, after a page that says what that leads to: it cannot be undone."""
        by = actor_of(request)
        row = _found(subject, next(iter(key.values())), by)
        is_free = request.POST.get("interest") == "none"
        if request.POST.get("sure") == "change":
            return kept.unstored(_page(request, subject, row))
        is_asked = not is_free and request.POST.get("sure") != "on"
        left = None
        try:
            with transaction.atomic():
                declare_interests(
                    subject=subject,
                    subject_id=row.pk,
                    is_free=is_free,
                    reason=request.POST.get("reason", ""),
                    by=by,
                    at=now(),
                )
                if not is_free and isinstance(row, LevelApplication):
                    left = bench(row, by)
                transaction.set_rollback(is_asked)
        except Refused as refused:
            if refused.status == 409:
                raise
            return _page(request, subject, row, refused.message)
        if is_free:
            return redirect(LISTS[subject][1], row.pk)
        if is_asked:
            return kept.unstored(_check_page(request, subject, row, left))
        tells = messages.warning if left is not None and left.is_short else messages.success
        tells(request, _stepped_back(left))
        return redirect(LISTS[subject][0])

    return page_or_change(show, declare)


def _stepped_back(left: Bench | None) -> str:
    if left is None:
        return _("You stepped back. The programme administrator assigns another assessor.")
    n = len(left.left)
    said = ngettext(
        "You stepped back. %(n)s member is left who can vote.",
        "You stepped back. %(n)s members are left who can vote.",
        n,
    ) % {"n": n}
    asked = _("That is too few to decide. The programme administrator was asked to appoint another member.")
    return f"{said} {asked}" if left.is_short else said


def _check_page(request: HttpRequest, subject: Subject, row: Matter, left: Bench | None) -> HttpResponse:
    """What stepping back would lead to, with the reason that was typed."""
    reason = request.POST.get("reason", "")
    context = {
        "row": row,
        "reason": reason,
        "left": len(left.left) if left else None,
        "is_short": left is not None and left.is_short,
        "sent": [("interest", "some"), ("reason", reason)],
        "kept": request.POST.get(kept.FIELD, ""),
        "act_url": request.path,
        "crumbs": _crumbs(subject, row),
    }
    return render(request, "assessments/interest_check.html", context)


def _crumbs(subject: Subject, row: Matter) -> list[Crumb]:
    label = _("Confirmed levels") if subject is Subject.APPLICATION else _("Your cases")
    return [Crumb(label, reverse(LISTS[subject][0])), Crumb(row.organisation.name)]


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
        "longest": LONGEST_REASON,
        "list_url": reverse(LISTS[subject][0]),
        "case_url": reverse(LISTS[subject][1], args=[row.pk]),
        "is_over": row.state not in _RUNS[subject] and is_declared(subject, row.pk, actor_of(request)),
        "crumbs": _crumbs(subject, row),
    }
    return render(request, "assessments/interest.html", context, status=422 if problem else 200)


verification_interest = _interest(Subject.VERIFICATION, BODY, ASSESSORS)
appeal_interest = _interest(Subject.APPEAL, BODY, ASSESSORS)
application_interest = _interest(Subject.APPLICATION, COMMITTEE, MEMBERS)
