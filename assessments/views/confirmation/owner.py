"""The company's acts: begin, hand in, agree, withdraw, show the name."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions import confirmation
from assessments.forms.confirmation import AgreeForm, SubmitForm
from assessments.models import DocumentKind, Result
from assessments.policies import may_apply
from assessments.queries.confirmation import live_application
from assessments.views.confirmation.case import COMPANY, act, case_page, found
from assessments.views.confirmation.words import level_title
from core.web import actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.request import now


@page(kinds=COMPANY)
def _about(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """What a confirmation is and needs; leads to the application that runs."""
    by = actor_of(request)
    rows = Result.objects.visible_to(by).select_related("framework")
    result = rows.defer("outcome", "answers", "framework__document", "framework__source").filter(pk=result_id)
    row = result.first()
    if row is None:
        raise Http404
    if (known := live_application(result_id, by)) is not None:
        return redirect("assessments:application", known.pk)
    context = {
        "result": row,
        "level_title": level_title(row.framework, row.level),
        "refused": may_apply(row.framework.code, row.level),
        "documents": [label for _code, label in DocumentKind.choices],
        "crumbs": [
            Crumb(_("Result"), reverse("results:result", args=[result_id])),
            Crumb(_("Confirmation of the level")),
        ],
    }
    return render(request, "assessments/confirmation/start.html", context)


@change(kinds=COMPANY)
def _begin(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Begin the application."""
    row = confirmation.apply_for_level(result_id=result_id, by=actor_of(request), at=now())
    return redirect("assessments:application", row.pk)


application_start = page_or_change(_about, _begin)


@change(kinds=COMPANY)
def application_submit(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Hand it in."""
    said = _("Handed in. You are told as soon as the documents are checked.")
    return act(request, application_id, confirmation.submit_application, said, SubmitForm(request.POST))


@change(kinds=COMPANY)
def application_agree(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Let the assessor see result, files and documents, if the consent was ticked."""
    form = AgreeForm(request.POST)
    if not form.is_valid():
        return case_page(request, found(request, application_id), form=form)
    said = _("The assessor sees the result, its files and the documents now.")
    return act(request, application_id, confirmation.agree, said)


@change(kinds=COMPANY)
def application_withdraw(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Withdraw it."""
    said = _("Withdrawn. You can apply anew at any time.")
    return act(request, application_id, confirmation.withdraw_application, said)


@change(kinds=COMPANY)
def application_name(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Show the company's name on the public page, or no longer."""
    is_shown = request.POST.get("shown") == "on"
    row = confirmation.show_name(
        application_id=application_id, is_shown=is_shown, by=actor_of(request), at=now()
    )
    said = (
        _("The public page shows your company's name now.") if is_shown else _("The name is gone from there.")
    )
    messages.success(request, said)
    return redirect("assessments:application", row.pk)
