"""The ledger of consents, the texts, and the pages about data protection."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.accounts.models import Consent
from core.accounts.policies import APPOINTED_KINDS
from core.consents import actions
from core.consents.document import OF_ONE_RESULT, active_language, documents, offered_to
from core.consents.queries import ledger, looks
from core.consents.retention import retention
from core.web import Refused, actor_of, change, page
from core.web.request import now


@page()
def consents(request: HttpRequest) -> HttpResponse:
    """What was allowed to whom and when, each with its withdrawal, and who looked at the data."""
    by = actor_of(request)
    lines = ledger(by)
    given = {each.consent.document for each in lines if each.consent.withdrawn_at is None}
    context = {
        "lines": lines,
        "looks": looks(by),
        "offered": offered_to({each.kind for each in by.places}, given),
        "has_data": by.kind not in APPOINTED_KINDS,
    }
    return render(request, "accounts/consents.html", context)


@change()
def give(request: HttpRequest, code: str) -> HttpResponse:
    """Gives one of the optional consents later."""
    if code not in documents() or documents()[code].kind in OF_ONE_RESULT:
        raise Http404
    actions.give(by=actor_of(request), at=now(), document=code)
    messages.success(request, _("Your consent is in the ledger. You can withdraw it here at any time."))
    return redirect("core:consents")


@change()
def withdraw(request: HttpRequest, consent_id: uuid.UUID) -> HttpResponse:
    """Withdraws one; what hung on it ends at once."""
    if not Consent.objects.visible_to(actor_of(request)).filter(pk=consent_id).exists():
        raise Http404
    try:
        actions.withdraw(by=actor_of(request), at=now(), consent_id=consent_id)
    except Refused as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, _("The consent was withdrawn."))
    return redirect("core:consents")


@page(public=True)
def text(request: HttpRequest, code: str) -> HttpResponse:
    """One consent text, whole."""
    if code not in documents():
        raise Http404
    return render(request, "accounts/consent_text.html", {"document": documents()[code]})


@page(public=True)
def privacy(request: HttpRequest) -> HttpResponse:
    """What happens with personal data, in plain words."""
    context = {
        "documents": documents().values(),
        "retention": retention(),
        "body": f"accounts/_privacy_{active_language()}.html",
    }
    return render(request, "accounts/privacy.html", context)


@page(public=True)
def terms(request: HttpRequest) -> HttpResponse:
    """The terms of use, in plain words."""
    return render(request, "accounts/terms.html", {"body": f"accounts/_terms_{active_language()}.html"})
