"""The people of an organisation: invite, decide, change, end, hand over, leave."""

import uuid
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core.accounts import actions
from core.accounts.address import client_address
from core.accounts.forms import InviteForm, ResetForm, RoleForm
from core.accounts.models import Membership, MembershipState, SecondFactorReset
from core.accounts.queries import organisation_of
from core.accounts.views.organisations import organisation_page
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.forms import answer_refusal
from core.web.idempotency import once
from core.web.refusal import retry_later
from core.web.request import now


@change()
def invite(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Invites an address."""
    found = organisation_of(organisation_id, actor_of(request), to_administer=True)
    form = InviteForm(found.kind, request.POST)

    def act() -> HttpResponse:
        if form.is_valid():
            try:
                actions.invite(
                    by=actor_of(request),
                    at=now(),
                    organisation_id=found.pk,
                    address=client_address(request),
                    **form.cleaned_data,
                )
            except Refused as refused:
                answer_refusal(form, refused)
                return retry_later(organisation_page(request, found.pk, form), refused)
            else:
                messages.success(
                    request, _("The invitation to %(to)s is on its way.") % {"to": form.cleaned_data["email"]}
                )
                return redirect("core:organisation", found.pk)
        return organisation_page(request, found.pk, form)

    return once(request, act)


def _decision(act: Callable[..., Membership | None], said: str | Promise) -> Callable[..., HttpResponse]:
    @change()
    def view(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponse:
        row = get_object_or_404(Membership.objects.visible_to_manage(actor_of(request)), pk=membership_id)
        act(by=actor_of(request), at=now(), membership_id=membership_id)
        messages.success(request, str(said))
        return redirect("core:organisation", row.organisation_id)

    return view


approve = _decision(actions.approve_membership, lazy("The person is a member now."))
decline = _decision(actions.decline, lazy("The request was declined."))
withdraw_invitation = _decision(actions.withdraw_invitation, lazy("The invitation was withdrawn."))
end = _decision(actions.end_membership, lazy("The membership has ended."))
hand_over = _decision(actions.hand_over, lazy("The administration was handed over."))


@change()
def withdraw_request(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Takes back one's own request."""
    actions.withdraw_request(by=actor_of(request), at=now(), membership_id=membership_id)
    messages.success(request, _("Your request was withdrawn."))
    return redirect("core:organisations")


@page()
def member(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponse:
    """What an administrator can do about one member."""
    return _member_page(request, membership_id)


def _member_page(
    request: HttpRequest, membership_id: uuid.UUID, reset_form: ResetForm | None = None
) -> HttpResponse:
    by = actor_of(request)
    row = get_object_or_404(
        Membership.objects.visible_to_manage(by).select_related("organisation", "user"),
        pk=membership_id,
        state=MembershipState.ACTIVE.value,
    )
    context = {
        "row": row,
        "is_me": row.user_id == by.user_id,
        "role_form": RoleForm(row.organisation.kind, initial={"role": row.role}),
        "reset_form": reset_form or ResetForm(),
        "has_second_factor": is_mfa_enabled(row.user),
        "open_reset": SecondFactorReset.objects.to_decide().filter(user=row.user).first(),
    }
    return render(request, "accounts/member.html", context, status=422 if reset_form else 200)


@change()
def role(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Changes a member's role."""
    row = get_object_or_404(Membership.objects.visible_to_manage(actor_of(request)), pk=membership_id)
    actions.change_role(
        by=actor_of(request), at=now(), membership_id=membership_id, role=request.POST.get("role", "")
    )
    messages.success(request, _("The role was changed."))
    return redirect("core:organisation", row.organisation_id)


@change()
def reset(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Asks the ministry to reset a member's two-step sign-in."""
    form = ResetForm(request.POST)

    def act() -> HttpResponse:
        if form.is_valid():
            try:
                actions.request_reset(
                    by=actor_of(request), at=now(), membership_id=membership_id, **form.cleaned_data
                )
            except Refused as refused:
                answer_refusal(form, refused)
            else:
                messages.success(request, _("The ministry decides. The person was told about the request."))
                return redirect("core:member", membership_id)
        return _member_page(request, membership_id, form)

    return once(request, act)


@page()
def leave_page(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """What leaving means."""
    if organisation_id not in actor_of(request).organisation_ids:
        raise Http404
    organisation = organisation_of(organisation_id, actor_of(request))
    return render(request, "accounts/leave.html", {"organisation": organisation})


@change()
def leave_post(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Leaves."""
    left = actions.leave(by=actor_of(request), at=now(), organisation_id=organisation_id)
    messages.success(request, _("You left %(name)s.") % {"name": left.organisation.name})
    return redirect("core:organisations")


leave = page_or_change(leave_page, leave_post)
