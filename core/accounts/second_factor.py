"""A session in which the person just set up their device has passed the second factor."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from core.accounts.models import User


def passed(*, request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any) -> None:
    """allauth's `authenticator_added`: the first code was right, so it need not be asked again at once."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, method="mfa", type=authenticator.type)
