"""The result."""

import uuid
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.documents import framework_of
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.audit import record_look
from core.web import actor_of, page
from core.web.components import Crumb
from core.web.request import now
from core.web.scale import score_scale
from core.web.wording import date_text
from portal.reports.content import AnswerLine, ReportContent
from portal.results.drawings import areas_plot, total_scale
from portal.results.queries import is_owner, result_page

SHOWN_SUPPLIERS = 5


def list_crumb(by: Actor) -> Crumb:
    """Back to the list this reader came from."""
    if by.kind == Kind.TECHNOPARK.value:
        return Crumb(_("Regional list"), reverse("programmes:regional_list"))
    return Crumb(_("Results"), reverse("results:results"))


@page()
def result(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """The result in the order in which an owner asks: where do I stand, why, what now, who helps."""
    by = actor_of(request)
    shown = result_page(result_id, by)
    record_look(
        request,
        by=by,
        at=now(),
        kind="result",
        subject_id=shown.result.pk,
        organisation_id=shown.result.organisation_id,
    )
    content, view = shown.content, shown.recommendation
    scale = total_scale(content)
    context = {
        "result": shown.result,
        "content": content,
        "standing": content.standing,
        "root": framework_of(shown.result.framework).tree.code,
        "recommendation": view,
        "first_suppliers": view.suppliers[:SHOWN_SUPPLIERS] if view else (),
        "more_suppliers": view.suppliers[SHOWN_SUPPLIERS:] if view else (),
        "reports": shown.reports,
        "sharing": shown.sharing,
        "is_owner": is_owner(shown.result, by),
        "shows_number": by.kind != Kind.SUPPLIER.value,
        "plot": areas_plot(content),
        "scale": SafeString(score_scale(scale)) if scale else "",
        "answers": _by_module(content),
        "crumbs": [list_crumb(by), Crumb(date_text(shown.result.submitted_at))],
    }
    return render(request, "results/result.html", context)


def _by_module(content: ReportContent) -> list[tuple[str, str, list[AnswerLine]]]:
    """The answers in runs of one module: code, title, lines."""
    return [
        (code, rows[0].module_title, rows)
        for code, group in groupby(content.answers, key=lambda line: line.module)
        if (rows := list(group))
    ]
