"""The pages behind a result: the whole plan, every supplier, all numbers, all answers."""

import uuid
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.documents import framework_of
from assessments.queries import claimed_of
from assessments.queries.hints import raised_of
from assessments.queries.notes import notes_of
from assessments.views.hints import hint_lines
from core.limits import spend
from core.web import Refused, actor_of, page
from core.web.components import Crumb
from core.web.refusal import refusal_page, retry_later
from portal.reports.build import basis_of
from portal.reports.build.plan import planning_of
from portal.reports.content import AnswerLine, ReportContent
from portal.results.planning import PLANS, PlanForm, plan_chart
from portal.results.views.result import shown_to


@page()
def _plan(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """The plan for the money and the goal in the address, with the form that changes them."""
    context = shown_to(request, result_id, Crumb(_("What to do")))
    basis = basis_of(context["result"])
    form = PlanForm(basis, request.GET)
    if request.headers.get("HX-Request") and not form.is_valid():
        return _unread(request, form)
    planning = planning_of(basis, form.wish(), is_assumed=form.is_assumed)
    context |= {
        "form": form,
        "plan": planning.summary,
        "phases": planning.roadmap,
        "chart": plan_chart(context["content"], planning.roadmap),
        "province": context["result"].sigungu[:2],
    }
    return render(request, "results/plan.html", context)


def _unread(request: HttpRequest, form: PlanForm) -> HttpResponse:
    """What is wrong with a number, put at its field and above them all; plan and address stay."""
    response = render(request, "results/_plan_wrong.html", {"form": form, "is_kept": True}, status=422)
    for name, value in {"HX-Reswap": "none", "HX-Replace-Url": "false"}.items():
        response[name] = value
    return response


def plan(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """The plan for the money and the goal in the address; a wish of one's own so many times a minute."""
    user_id = actor_of(request).user_id
    if request.GET and user_id is not None and (wait := spend((PLANS, str(user_id)))):
        said = _("Many plans were worked out just now. Wait %(seconds)s seconds and try again.")
        refused = Refused(said % {"seconds": wait}, code="too_many", status=429, data={"retry_after": wait})
        return retry_later(refusal_page(request, refused), refused)
    return _plan(request, result_id)


plan.access = _plan.access  # type: ignore[attr-defined]


@page()
def suppliers(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Every recommended supplier with all reasons and the parts of its score."""
    return render(request, "results/suppliers.html", shown_to(request, result_id, Crumb(_("Suppliers"))))


@page()
def method(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Every area and module with its number, how numbers come about, how sure they are."""
    return render(request, "results/method.html", shown_to(request, result_id, Crumb(_("Method"))))


@page()
def answers(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Every question with the answer that was submitted and its points."""
    context = shown_to(request, result_id, Crumb(_("Answers")), with_files=True)
    context["answers"] = _by_module(context["content"])
    result = context["result"]
    framework, way = framework_of(result.framework), context["way"]
    raised = raised_of(framework, claimed_of(framework, result), result.session_id, actor_of(request))
    context["hints"] = hint_lines(raised, lambda code: reverse("results:why", args=[result.pk, code]) + way)
    context["notes"] = notes_of(context["result"], actor_of(request))
    return render(request, "results/answers.html", context)


def _by_module(content: ReportContent) -> list[tuple[str, str, list[AnswerLine]]]:
    """The answers in runs of one module: code, title, lines."""
    return [
        (code, rows[0].module_title, rows)
        for code, group in groupby(content.answers, key=lambda line: line.module)
        if (rows := list(group))
    ]
