"""Sharing a result with one recipient on a consent of its own, and taking it back."""

import uuid
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.share import share_result, withdraw_share
from assessments.models import Share
from core.accounts.roles import Kind
from core.consents.document import sharing_with
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.request import now
from core.web.wording import date_text
from matching.queries.recommendations import latest
from portal.results.forms import ShareForm
from portal.results.queries import is_owner, recipient_of, result_of, sharing_of

COMPANY = {Kind.COMPANY.value}


def _page(
    request: HttpRequest, result_id: uuid.UUID, recipient_id: uuid.UUID, form: ShareForm, status: int = 200
) -> HttpResponse:
    by = actor_of(request)
    result = result_of(result_id, by)
    if not is_owner(result, by):
        raise Http404
    sharing = sharing_of(result, latest(result), by)
    recipient = recipient_of(sharing, recipient_id)
    document = sharing_with(recipient.kind)
    share = Share.objects.visible_to(by).filter(result=result, recipient=recipient, withdrawn_at__isnull=True)
    known = share.select_related("consent").first()
    context = {
        "form": form,
        "result": result,
        "recipient": recipient,
        "document": document,
        "wording": replace(document.wording, recipient=recipient.name),
        "is_shared": known is not None,
        "is_outdated": known is not None and known.consent.version != document.version,
        "is_verified": sharing.is_verified,
        "crumbs": [
            Crumb(_("Results"), reverse("results:results")),
            Crumb(date_text(result.submitted_at), reverse("results:result", args=[result.pk])),
            Crumb(_("Share")),
        ],
    }
    return render(request, "results/share.html", context, status=status)


@page(kinds=COMPANY)
def _ask(request: HttpRequest, result_id: uuid.UUID, recipient_id: uuid.UUID) -> HttpResponse:
    """What sharing with this recipient means, in the words of the consent."""
    return _page(request, result_id, recipient_id, ShareForm())


@change(kinds=COMPANY)
def _share(request: HttpRequest, result_id: uuid.UUID, recipient_id: uuid.UUID) -> HttpResponse:
    """Share it, if the consent was ticked."""
    by = actor_of(request)
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _page(request, result_id, recipient_id, form, status=422)
    result = result_of(result_id, by)
    if not is_owner(result, by):
        raise Http404
    recipient = recipient_of(sharing_of(result, latest(result), by), recipient_id)
    try:
        share_result(by=by, at=now(), result_id=result.pk, recipient_id=recipient.pk)
    except Refused as refused:
        form.add_error(None, refused.message)
        return _page(request, result_id, recipient_id, form, status=refused.status)
    messages.success(
        request,
        _("%(name)s can see this result now. You can take it back here at any time.")
        % {"name": recipient.name},
    )
    return redirect(f"{reverse('results:result', args=[result.pk])}#sharing")


share = page_or_change(_ask, _share)


@change(kinds=COMPANY)
def withdraw(request: HttpRequest, share_id: uuid.UUID) -> HttpResponse:
    """Take a share back; the recipient loses sight of the result at once."""
    ended = withdraw_share(by=actor_of(request), at=now(), share_id=share_id)
    messages.success(
        request,
        _("%(name)s can no longer see this result. It was asked to destroy what it has taken out.")
        % {"name": ended.recipient.name},
    )
    return redirect(f"{reverse('results:result', args=[ended.result_id])}#sharing")
