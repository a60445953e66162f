"""Every answer behind a report, also those that the assessor left as they were, for the committee."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.documents import framework_of
from assessments.forms.confirmation import VoteForm
from assessments.models import LevelApplication, Subject
from assessments.queries.reported import ReportedAnswer, reported_answers
from assessments.scoring import DONT_KNOW
from assessments.views.confirmation.arithmetic import Sums, sums_of
from assessments.views.confirmation.before_committee import before_it_was_taken_back, committee_view
from assessments.views.confirmation.case import COMMITTEE, MEMBERS, found
from assessments.views.interest import is_declared
from assessments.views.wording import answer_text, text
from core.audit import record_look
from core.web import actor_of, page
from core.web.components import Crumb, Tab
from core.web.request import now

_SHOWN: dict[str, tuple[Callable[[], str], Callable[[ReportedAnswer], bool]]] = {
    "all": (lambda: _("All questions"), lambda each: True),
    "rest": (lambda: _("As the company answered"), lambda each: not each.is_judged),
    "judged": (lambda: _("Looked at one by one"), lambda each: each.is_judged),
    "different": (lambda: _("Found differently"), lambda each: each.differs),
    "files": (lambda: _("With files"), lambda each: bool(each.files)),
}


@page(kinds=COMMITTEE, roles=MEMBERS)
def application_answers(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Each question with both answers, its points and the names of its files, and how both totals come about.

    Only after the member's declaration; `?show=` says which. The look is recorded.
    """
    row, by = found(request, application_id), actor_of(request)
    if not is_declared(Subject.APPLICATION, row.pk, by):
        return redirect("assessments:application_interest", row.pk)
    answers = reported_answers(row)
    if not answers:
        raise Http404
    record_look(
        request, by=by, at=now(), kind="level_answers", subject_id=row.pk, organisation_id=row.organisation_id
    )
    show = request.GET.get("show", "")
    show = show if show in _SHOWN else "different" if any(each.differs for each in answers) else "all"
    sums, has_files = sums_of(row, answers), any(each.files for each in answers)
    context = {
        "row": row,
        **committee_view(row, by),
        "forms": {"vote": VoteForm(initial=before_it_was_taken_back(row, by))},
        "parts": _parts(row, sums, [each for each in answers if _SHOWN[show][1](each)]),
        "sums": sums,
        "has_files": has_files,
        "tabs": [
            Tab(label(), f"?show={key}", current=key == show, count=sum(map(belongs, answers)))
            for key, (label, belongs) in _SHOWN.items()
            if key != "files" or has_files
        ],
        "crumbs": [
            Crumb(_("Confirmed levels"), reverse("assessments:applications")),
            Crumb(row.organisation.name, reverse("assessments:application", args=[row.pk])),
            Crumb(_("All answers")),
        ],
    }
    return render(request, "assessments/confirmation/answers.html", context)


def _parts(row: LevelApplication, sums: Sums, answers: list[ReportedAnswer]) -> list[dict[str, Any]]:
    """The modules with the answers to show of them."""
    shown = {each.item.code: each for each in answers}
    parts = [
        (module, [shown[child.code] for child in module.children if child.code in shown])
        for module in framework_of(row.framework).modules
    ]
    return [
        {"title": text(module.title), "rows": [_line(each, sums) for each in lines]}
        for module, lines in parts
        if lines
    ]


def _line(each: ReportedAnswer, sums: Sums) -> dict[str, object]:
    before, after = sums.points(each.item.code)
    return {
        "title": text(each.item.title),
        "claimed": answer_text(each.item, each.claimed) or _("No answer"),
        "verified": answer_text(each.item, each.verified) or _("No answer"),
        "differs": each.differs,
        "points": before if before == after else f"{before} → {after}",
        "is_unknown": each.verified == DONT_KNOW,
        "is_judged": each.is_judged,
        "files": each.files,
    }
