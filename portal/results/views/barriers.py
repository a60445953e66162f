"""What keeps the plant from going on: asked after the result, by nobody's leave but the company's."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.barriers import DOCUMENT, answer_barriers, take_back_barriers
from assessments.forms.barriers import QUESTIONS, BarriersForm
from assessments.models import BarrierSurvey
from assessments.queries.barriers import survey_of
from core.accounts.roles import Kind
from core.consents.document import document
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.forms import answer_refusal
from core.web.request import now
from core.web.wording import date_text
from portal.results.queries import is_owner, result_of

COMPANY = {Kind.COMPANY.value}


@page(kinds=COMPANY)
def _ask(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Five questions, or the answers given."""
    return _page(request, result_id, BarriersForm())


@change(kinds=COMPANY)
def _answer(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Keep the answers, if the consent was ticked."""
    form = BarriersForm(request.POST)
    if not form.is_valid():
        return _page(request, result_id, form, 422)
    try:
        answer_barriers(
            result_id=result_id, strengths=form.strengths, agrees=True, by=actor_of(request), at=now()
        )
    except Refused as refused:
        answer_refusal(form, refused)
        return _page(request, result_id, form, refused.status)
    messages.success(request, _("Thank you. Your answers count once five companies have answered."))
    return redirect("results:result", result_id)


barriers = page_or_change(_ask, _answer)


@change(kinds=COMPANY)
def barriers_take_back(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Withdraw the consent and destroy the answers."""
    take_back_barriers(result_id=result_id, by=actor_of(request), at=now())
    messages.success(request, _("Your answers are destroyed and no longer counted."))
    return redirect("results:barriers", result_id)


def _page(request: HttpRequest, result_id: uuid.UUID, form: BarriersForm, status: int = 200) -> HttpResponse:
    by = actor_of(request)
    result = result_of(result_id, by)
    if not is_owner(result, by):
        raise Http404
    given = survey_of(result.pk, by)
    context = {
        "result": result,
        "form": form,
        "given": _answers(given) if given else None,
        "wording": document(DOCUMENT).wording,
        "way": "",
        "crumbs": [
            Crumb(_("Results"), reverse("results:results")),
            Crumb(date_text(result.submitted_at), reverse("results:result", args=[result.pk])),
            Crumb(_("What holds you back")),
        ],
    }
    return render(request, "results/barriers.html", context, status=status)


def _answers(given: BarrierSurvey) -> list[tuple[str, str]]:
    """Question and answer in words."""
    return [(str(said), getattr(given, f"get_{name}_display")()) for name, said in QUESTIONS.items()]
