"""All answers on one page before submitting, and the way to the next open question."""

import uuid
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import SessionState
from assessments.queries import Overview, evidence_counts, given_to, overview, session_of
from assessments.queries.hints import raised_of
from assessments.scoring import DONT_KNOW, NOT_APPLICABLE, Item
from assessments.views.hints import hint_lines
from assessments.views.overview import trail
from assessments.views.rough import rough
from assessments.views.wording import answer_text, plant_rows, text
from core.web import actor_of, page
from core.web.components import Crumb, Row
from core.web.request import now

FOLDED = 12
"""With more questions open than these the parts are folded: a list of all would be no help."""


@page(public=True)
def check(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Every question with its answer and a link to change it."""
    by = actor_of(request)
    session = session_of(session_id, by, now())
    if session.state == SessionState.SUBMITTED.value:
        return redirect("assessments:overview", session_id)
    view = overview(session)
    return render(
        request,
        "assessments/check.html",
        {
            "session": session,
            "progress": view.progress,
            "rough": rough(view, now().date()),
            "rows": plant_rows(session),
            "modules": _modules(view, evidence_counts(session), given_to(session, now())),
            "hints": hint_lines(
                raised_of(view.framework, view.answers, session.pk, by), lambda code: item_url(view, code)
            ),
            "unsure": _unsure(view),
            "folds": len(view.progress.unanswered) > FOLDED,
            "crumbs": trail(view, Crumb(_("Check your answers"))),
        },
    )


@page(public=True)
def following(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Leads to the next question without an answer, behind `?after=MODULE`; else to the check page."""
    session = session_of(session_id, actor_of(request), now())
    view = overview(session)
    after = request.GET.get("after", "")
    item = view.next_open_after(after) if after in view.framework.nodes else view.next_open
    if item is None:
        return redirect("assessments:check", session.pk)
    return redirect(item_url(view, item.code))


def item_url(view: Overview, code: str) -> str:
    """Where a question stands."""
    module = view.framework.parents[code].code
    return reverse("assessments:module", args=[view.session.pk, module]) + f"#{code}"


def _modules(view: Overview, files: Mapping[str, int], given: Mapping[str, str]) -> list[dict[str, object]]:
    """Each part with its rows; what does not apply is listed but not counted, as in the progress above."""
    hidden = set(view.framework.items) - set(view.progress.unanswered) - set(view.answers)
    found: list[dict[str, object]] = []
    for module in view.framework.modules:
        asked = [each for each in module.children if isinstance(each, Item) and each.code not in hidden]
        counted = [each for each in asked if view.answers.get(each.code) != NOT_APPLICABLE]
        unanswered = [each for each in counted if each.code not in view.answers]
        if asked:
            found.append(
                {
                    "title": text(module.title),
                    "given_to": given.get(module.code, ""),
                    "rows": [_row(view, item, files.get(item.code, 0)) for item in asked],
                    "open": len(unanswered),
                    "done": len(counted) - len(unanswered),
                    "total": len(counted),
                }
            )
    return found


def _unsure(view: Overview) -> list[Row]:
    """The questions answered with no level: those not known first, for they widen the range."""
    asked = {item.code: item for item in view.framework.items.values() if item.code in view.answers}
    return [
        Row(text(item.question), answer_text(item, kind), item_url(view, code))
        for kind in (DONT_KNOW, NOT_APPLICABLE)
        for code, item in asked.items()
        if view.answers[code] == kind
    ]


def _row(view: Overview, item: Item, files: int) -> Row:
    answer = answer_text(item, view.answers.get(item.code)) or _("No answer yet")
    proof = ngettext("%(n)s file shows it", "%(n)s files show it", files) % {"n": files}
    return Row(
        text(item.question),
        f"{answer} · {proof}" if files else answer,
        item_url(view, item.code),
        _("Change") if item.code in view.answers else _("Answer"),
    )
