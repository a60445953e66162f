"""For programme administrators of the ministry: institutions, lost devices, companies without anybody."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.accounts import actions
from core.accounts.forms import InstitutionForm
from core.accounts.models import SecondFactorReset
from core.accounts.queries import admissions, managed_institutions
from core.accounts.roles import Kind, Role
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.forms import answer_refusal
from core.web.idempotency import once
from core.web.request import now

KINDS = {Kind.MINISTRY.value}
ROLES = {Role.PROGRAMME_ADMINISTRATOR.value}


@page(kinds=KINDS, roles=ROLES)
def institutions_page(request: HttpRequest) -> HttpResponse:
    """The institutions the ministry looks after, with their numbers of members; the form for a new one."""
    return _institutions(request, InstitutionForm())


def _institutions(request: HttpRequest, form: InstitutionForm, status: int = 200) -> HttpResponse:
    listed = Paginator(managed_institutions(), 50).get_page(request.GET.get("page"))
    return render(request, "accounts/institutions.html", {"page": listed, "form": form}, status=status)


@change(kinds=KINDS, roles=ROLES)
def institutions_post(request: HttpRequest) -> HttpResponse:
    """Registers an institution; its first administrator is invited on its page."""
    form = InstitutionForm(request.POST)

    def act() -> HttpResponse:
        if form.is_valid():
            try:
                created = actions.create_organisation(by=actor_of(request), at=now(), **form.cleaned_data)
            except Refused as refused:
                answer_refusal(form, refused)
            else:
                messages.success(
                    request, _("%(name)s is registered. Invite its administrator.") % {"name": created.name}
                )
                return redirect("core:organisation", created.pk)
        return _institutions(request, form, 422)

    return once(request, act)


@page(kinds=KINDS, roles=ROLES)
def resets(request: HttpRequest) -> HttpResponse:
    """Requests to forget a lost device: those to decide, and the last decided ones."""
    rows = SecondFactorReset.objects.visible_to(actor_of(request)).select_related(
        "user", "organisation", "requested_by", "decided_by"
    )
    context = {
        "to_decide": rows.to_decide().order_by("requested_at"),
        "decided": rows.exclude(decided_at=None).order_by("-decided_at")[:50],
    }
    return render(request, "accounts/resets.html", context)


@change(kinds=KINDS, roles=ROLES)
def decide_reset(request: HttpRequest, reset_id: uuid.UUID) -> HttpResponse:
    """Approves or declines one; approving needs the word that the person was called."""
    if request.POST.get("decision") == "approve":
        if not request.POST.get("called"):
            raise Refused(
                _("Call the person first, tick that you did, then approve. Nothing was changed."),
                code="not-called",
            )
        actions.approve_reset(by=actor_of(request), at=now(), reset_id=reset_id)
        messages.success(request, _("The device was forgotten. The person was told."))
    else:
        actions.decline_reset(by=actor_of(request), at=now(), reset_id=reset_id)
        messages.success(request, _("The request was declined."))
    return redirect("core:resets")


@page(kinds=KINDS, roles=ROLES)
def joins(request: HttpRequest) -> HttpResponse:
    """Requests to join companies and suppliers that nobody works for any more."""
    return render(request, "accounts/admissions.html", {"rows": admissions()})


@change(kinds=KINDS, roles=ROLES)
def decide_join(request: HttpRequest, admission_id: uuid.UUID) -> HttpResponse:
    """Approves or declines one; approving needs the word that the company was called."""
    if request.POST.get("decision") == "approve":
        if not request.POST.get("called"):
            raise Refused(
                _("Call the company first, tick that you did, then approve. Nothing was changed."),
                code="not-called",
            )
        row = actions.admit(by=actor_of(request), at=now(), membership_id=admission_id)
        said = _("%(who)s administers %(name)s from now on and was told.")
        messages.success(request, said % {"who": row.user, "name": row.organisation.name})
    else:
        actions.turn_away(by=actor_of(request), at=now(), membership_id=admission_id)
        messages.success(request, _("The request was declined. The person was told."))
    return redirect("core:admissions")


institutions = page_or_change(institutions_page, institutions_post)
