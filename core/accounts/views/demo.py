"""Only in the demonstration: the current codes of its accounts."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.accounts.demo import current_code
from core.accounts.models import User
from core.web import page

DOMAIN = ".example"


@page(public=True)
def codes(request: HttpRequest) -> HttpResponse:
    """The codes that authenticator apps of the made-up people show now; a 404 wherever people are real."""
    if not settings.DEMO:
        raise Http404
    rows = (
        Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__email__endswith=DOMAIN)
        .select_related("user")
        .order_by("user__email")
    )
    people: list[tuple[User, str]] = [
        (each.user, current_code(decrypt(each.data["secret"]))) for each in rows
    ]
    return render(request, "accounts/codes.html", {"people": people})
