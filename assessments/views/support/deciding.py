"""Publishing rules, and throwing a draft away."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actions.keepers import other_keepers
from assessments.actions.support import discard_support, publish_support, withdraw_support
from assessments.forms.framework import SaidNameForm
from assessments.models import SupportRules, SupportState
from assessments.queries.support import rules_on, rules_row
from assessments.views.support.showing import shown
from assessments.views.support.words import MINISTRY, SETTERS, trail
from core.hangul import settled
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.forms import answer_refusal
from core.web.request import now
from core.web.wording import date_text


@change(kinds=MINISTRY, roles=SETTERS)
def support_publish(request: HttpRequest, rules_id: uuid.UUID) -> HttpResponse:
    """Publish, or the page of the rules again. What is published already is shown, not published twice."""
    row = rules_row(rules_id)
    if row.state == SupportState.PUBLISHED.value:
        messages.info(request, _("These rules are published already. Nothing was done a second time."))
        return redirect("assessments:support_rules", rules_id)
    form = SaidNameForm(request.POST)
    if not form.is_valid():
        return shown(request, row, form, 422)
    seen = form.cleaned_data["seen"]
    try:
        publish_support(
            rules_id=rules_id,
            said=form.cleaned_data["said"],
            seen=int(seen) if seen.isdecimal() and seen.isascii() else 0,
            by=actor_of(request),
            at=now(),
        )
    except Refused as refused:
        answer_refusal(form, refused)
        return shown(request, row, form, refused.status)
    said = _("%(name)s is published. It places whoever submits from %(day)s on.")
    messages.success(request, settled(said % {"name": row.version, "day": date_text(row.valid_from)}))
    return redirect("assessments:support_rules", rules_id)


@page(kinds=MINISTRY, roles=SETTERS)
def _ask_withdraw(request: HttpRequest, rules_id: uuid.UUID) -> HttpResponse:
    """What follows from taking the rules back, and who is told; their page where they cannot be any more."""
    row = rules_row(rules_id)
    if row.state != SupportState.PUBLISHED.value or row.valid_from <= timezone.localdate():
        return redirect("assessments:support_rules", rules_id)
    context = {
        "row": row,
        "instead": rules_on(row.framework, row.valid_from, but=row),
        "others": other_keepers(actor_of(request)),
        "crumbs": trail(row, Crumb(_("Withdraw"))),
    }
    return render(request, "assessments/support/withdraw.html", context)


@change(kinds=MINISTRY, roles=SETTERS)
def _withdraw(request: HttpRequest, rules_id: uuid.UUID) -> HttpResponse:
    """Published rules whose first day has not come, a draft again, opened to be corrected."""
    if rules_row(rules_id).state == SupportState.DRAFT.value:
        messages.info(request, _("These rules are a draft already. Nothing was done a second time."))
        return redirect("assessments:support_rules", rules_id)
    row = withdraw_support(rules_id=rules_id, by=actor_of(request), at=now())
    said = _("%(name)s is a draft again and places nobody. Correct it and publish it anew.")
    messages.success(request, settled(said % {"name": row.version}))
    return redirect("assessments:support_edit", rules_id)


support_withdraw = page_or_change(_ask_withdraw, _withdraw)


@page(kinds=MINISTRY, roles=SETTERS)
def _ask_discard(request: HttpRequest, rules_id: uuid.UUID) -> HttpResponse:
    """What would be lost."""
    row = _draft(rules_id)
    context = {"row": row, "crumbs": trail(row, Crumb(_("Throw away")))}
    return render(request, "assessments/support/discard.html", context)


@change(kinds=MINISTRY, roles=SETTERS)
def _discard(request: HttpRequest, rules_id: uuid.UUID) -> HttpResponse:
    """Throw the draft away."""
    discard_support(rules_id=rules_id, by=actor_of(request), at=now())
    messages.success(request, _("The draft was thrown away and is gone."))
    return redirect("assessments:support_list")


support_discard = page_or_change(_ask_discard, _discard)


def _draft(rules_id: uuid.UUID) -> SupportRules:
    row = rules_row(rules_id)
    if row.state != SupportState.DRAFT.value:
        raise Http404
    return row
