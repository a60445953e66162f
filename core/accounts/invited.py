"""Whom an invitation went to, for the forms on the way back to it."""

from allauth.core import context
from django.urls import Resolver404, resolve
from django.utils import timezone

from core.accounts.actions.invitations import open_invitation
from core.web.refusal import Refused


def invited_address() -> str:
    """The address of the invitation that the present page leads back to; empty where there is none.

    The link holds the invitation's token, so whoever has it knows the address already.
    """
    request = context.request
    path = (request.GET.get("next") or request.POST.get("next") or "") if request else ""
    try:
        match = resolve(path.partition("?")[0])
        if match.view_name == "core:invitation":
            return open_invitation(match.kwargs["token"], timezone.now()).invited_email
    except (Resolver404, Refused):
        pass
    return ""
