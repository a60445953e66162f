"""One's organisations: list, register, join, switch, describe."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.accounts import actions, policies
from core.accounts.forms import EditOrganisationForm, InviteForm, JoinForm, RegisterForm
from core.accounts.keepers import Keeper, keeper_for, keeper_of
from core.accounts.locking import has_nobody
from core.accounts.middleware import switch_organisation, work_in
from core.accounts.models import Membership, Organisation
from core.accounts.queries import members_of, mine, organisation_of
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.forms import answer_refusal
from core.web.idempotency import once
from core.web.request import now


@page()
def organisations(request: HttpRequest) -> HttpResponse:
    """My organisations and my open requests."""
    return render(request, "accounts/organisations.html", {"mine": mine(actor_of(request))})


@page()
def new_page(request: HttpRequest) -> HttpResponse:
    """The form that registers a company or supplier."""
    kind = _kind_of(request)
    context = {"form": RegisterForm(of_kind=kind), "kind": kind, "next": next_of(request)}
    return render(request, "accounts/new.html", context)


@change()
def new_post(request: HttpRequest) -> HttpResponse:
    """Registers it; the person works in it from now on."""
    kind = _kind_of(request)
    form = RegisterForm(request.POST, of_kind=kind)
    shown = {"form": form, "kind": kind, "next": next_of(request)}

    def act() -> HttpResponse:
        if form.is_valid():
            try:
                created = actions.create_organisation(by=actor_of(request), at=now(), **form.details())
            except Refused as refused:
                answer_refusal(form, refused)
                return render(request, "accounts/new.html", {**shown, "refused": refused}, status=422)
            work_in(request, created.pk)
            messages.success(request, _("%(name)s is registered.") % {"name": created.name})
            keeper = keeper_of(created.kind)
            usual = keeper.begin_url if keeper else ("core:organisation", created.pk)
            return redirect(next_of(request) or reverse(usual[0], args=usual[1:]))
        return render(request, "accounts/new.html", shown, status=422)

    return once(request, act)


@page()
def join_page(request: HttpRequest) -> HttpResponse:
    """The form that asks to join."""
    initial = {"kind": request.GET.get("kind", ""), "business_number": request.GET.get("number", "")}
    return render(request, "accounts/join.html", {"form": JoinForm(initial=initial)})


@change()
def join_post(request: HttpRequest) -> HttpResponse:
    """Asks to join; an administrator decides."""
    form = JoinForm(request.POST)
    if form.is_valid():
        try:
            made = actions.request_membership(by=actor_of(request), at=now(), **form.cleaned_data)
        except Refused as refused:
            answer_refusal(form, refused)
            context = {"form": form, "refused": refused}
            return render(request, "accounts/join.html", context, status=422)
        messages.success(request, _sent(made))
        return redirect("core:organisations")
    return render(request, "accounts/join.html", {"form": form}, status=422)


@change()
def switch(request: HttpRequest) -> HttpResponse:
    """Puts on another hat and goes to the first page."""
    try:
        chosen = uuid.UUID(request.POST.get("organisation", ""))
    except ValueError:
        raise Http404 from None
    place = switch_organisation(request, chosen)
    messages.info(request, _("You now work as %(name)s.") % {"name": place.name})
    return redirect(next_of(request) or "/")


@page()
def organisation(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """One organisation: its data and, for administrators, its people."""
    return organisation_page(request, organisation_id)


def organisation_page(
    request: HttpRequest, organisation_id: uuid.UUID, form: InviteForm | None = None
) -> HttpResponse:
    """The page itself, also shown again with a faulty invitation."""
    by = actor_of(request)
    found = organisation_of(organisation_id, actor_of(request))
    refused = policies.may_administer(by, found.pk, found.kind)
    context = {
        "organisation": found,
        "members": members_of(found, now()),
        "may_administer": not refused,
        "invite_form": form or InviteForm(found.kind),
        "is_member": found.pk in by.organisation_ids,
        "me": by.user_id,
    }
    return render(request, "accounts/organisation.html", context, status=422 if form else 200)


@page()
def edit_page(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """The form with the organisation's data."""
    found = organisation_of(organisation_id, actor_of(request), to_administer=True)
    keeper = keeper_for(found.kind, found.pk)
    form = EditOrganisationForm(found, kept=keeper.fields if keeper else frozenset())
    return render(request, "accounts/edit.html", _edited(found, form, keeper))


@change()
def edit_post(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Stores the data."""
    found = organisation_of(organisation_id, actor_of(request), to_administer=True)
    keeper = keeper_for(found.kind, found.pk)
    form = EditOrganisationForm(found, request.POST, kept=keeper.fields if keeper else frozenset())
    if form.is_valid():
        try:
            actions.change_organisation(
                by=actor_of(request), at=now(), organisation_id=found.pk, **form.details()
            )
        except Refused as refused:
            answer_refusal(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("core:organisation", found.pk)
    return render(request, "accounts/edit.html", _edited(found, form, keeper), status=422)


def _edited(found: Organisation, form: EditOrganisationForm, keeper: Keeper | None) -> dict[str, object]:
    kept_at = reverse(keeper.edit_url[0], args=keeper.edit_url[1:]) if keeper else ""
    return {"organisation": found, "form": form, "kept_at": kept_at}


def _sent(made: Membership) -> str:
    if has_nobody(made.organisation_id):
        return _(
            "Your request was sent to the ministry, because nobody works for %(name)s here any more."
            " Somebody calls your company and then decides. You are told by mail."
        ) % {"name": made.organisation.name}
    return _("Your request was sent. An administrator of the organisation decides.")


def _kind_of(request: HttpRequest) -> str:
    """On the way of which kind somebody came; empty when that is open."""
    kind = request.GET.get("kind", "")
    return kind if kind in policies.SELF_SERVICE_KINDS else ""


def next_of(request: HttpRequest) -> str:
    """Where the person came from, when that is a page of this portal; else an empty text."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(url, allowed_hosts=None, require_https=request.is_secure())
    return url if safe and url.startswith("/") else ""


new = page_or_change(new_page, new_post)
join = page_or_change(join_page, join_post)
edit = page_or_change(edit_page, edit_post)
