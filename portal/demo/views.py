"""Pages of the demonstration only: the mails it would have sent, the codes of its accounts."""

import uuid

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import escape
from django.utils.safestring import mark_safe

from core.accounts.demo import current_code
from core.models import Mail
from core.web import page
from portal.demo.accounts import PASSWORD, totp_secret
from portal.demo.population import people


def _only_in_the_demonstration() -> None:
    if not settings.DEMO:
        raise Http404


@page(public=True)
def mails(request: HttpRequest) -> HttpResponse:
    """The latest mails, newest first."""
    _only_in_the_demonstration()
    rows = Mail.objects.order_by("-created_at", "id")
    return render(request, "dev/mails.html", {"page": Paginator(rows, 20).get_page(request.GET.get("page"))})


@page(public=True)
def mail(request: HttpRequest, mail_id: uuid.UUID) -> HttpResponse:
    """One mail as text, its addresses of this portal as links."""
    _only_in_the_demonstration()
    found = get_object_or_404(Mail, pk=mail_id)
    return render(request, "dev/mail.html", {"mail": found, "body": _linked(found.body)})


def _linked(body: str) -> str:
    """The text escaped, with this portal's own addresses as links."""
    words = []
    for line in body.splitlines():
        parts = [
            f'<a href="{escape(word)}">{escape(word)}</a>'
            if word.startswith(("http://127.0.0.1", "http://localhost", settings.PUBLIC_URL + "/"))
            else escape(word)
            for word in line.split(" ")
        ]
        words.append(" ".join(parts))
    return mark_safe("<br>".join(words))  # noqa: S308 - every part was escaped above


@page(public=True)
def codes(request: HttpRequest) -> HttpResponse:
    """Who can sign in, and the second-step codes of this half minute."""
    _only_in_the_demonstration()
    rows = [
        {"account": each, "code": current_code(totp_secret(each.email)) if each.needs_code else ""}
        for each in people()
    ]
    return render(request, "dev/codes.html", {"rows": rows, "password": PASSWORD})
