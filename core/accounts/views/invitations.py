"""The link of an invitation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.accounts import actions
from core.accounts.actions.invitations import open_invitation
from core.accounts.middleware import work_in
from core.web import actor_of, change, page, page_or_change
from core.web.request import now


@page(public=True)
def invitation_page(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites, as what; accept, or sign in or up first."""
    return render(request, "accounts/invitation.html", {"invitation": open_invitation(token, now())})


@change()
def invitation_post(request: HttpRequest, token: str) -> HttpResponse:
    """Accepts; the person works there from now on."""
    membership = actions.accept_invitation(by=actor_of(request), at=now(), token=token)
    work_in(request, membership.organisation_id)
    messages.success(request, _("You are a member of %(name)s now.") % {"name": membership.organisation.name})
    return redirect("core:organisation", membership.organisation_id)


invitation = page_or_change(invitation_page, invitation_post)
