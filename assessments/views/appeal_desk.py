"""What everybody sees of a request for a human review, and where its assessor decides."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.actions.appeal_decision import refuse_decided
from assessments.actions.judging import LONGEST_REASON
from assessments.appealing import Step
from assessments.clock import is_overdue
from assessments.documents import framework_of
from assessments.models import Appeal, Result
from assessments.queries import evidence_by_item
from assessments.queries.appeals import days_left, items_under, pointed_at, standing_of
from assessments.queries.at_hand import at_hand
from assessments.scoring import DONT_KNOW, NOT_APPLICABLE, Answer, Framework, Item, asked_in_order
from assessments.views.questions import dom_id, others
from assessments.views.wording import level_step, level_text, text
from core.accounts.actor import Actor
from core.accounts.roles import Kind, Role
from core.audit import record_look
from core.web import Refused, actor_of, change, kept
from core.web.components import Crumb, Level, Problem
from core.web.request import now
from core.web.wording import SEOUL

BODY, ASSESSORS = {Kind.ASSESSOR_BODY.value}, {Role.ASSESSOR.value}
KEEP, CHANGE = "upheld", "changed"
_LEVEL = "level-"


def shown(row: Appeal, by: Actor | None = None) -> dict[str, Any]:
    """The request, its clock, and for whoever may see the result (`by`) what was decided, in words."""
    today = now().astimezone(SEOUL).date()
    context: dict[str, Any] = {
        "row": row,
        "is_overdue": is_overdue(row.state, row.due_on, today),
        "days_left": days_left(row, today),
        "is_live": not row.is_decided and row.withdrawn_at is None,
        "clock_stands": row.state == Step.ASSIGNED.value,
    }
    if by is None:
        return context
    context["files"] = pointed_at(row, by)
    if row.changes:
        context["changes"] = _changes(row, _framework(row, by).items)
    return context


def _changes(row: Appeal, items: Mapping[str, Item]) -> list[dict[str, str]]:
    """What was decided differently, in words."""
    return [
        {
            "code": each["item"],
            "title": text(items[each["item"]].title),
            "before": level_text(items[each["item"]], each["before"]) or _("No answer"),
            "after": level_text(items[each["item"]], each["after"]) or _("No answer"),
            "step": level_step(items[each["item"]], each["before"], each["after"]),
        }
        for each in row.changes
        if each["item"] in items
    ]


@change(kinds=BODY, roles=ASSESSORS)
def appeal_decide(request: HttpRequest, appeal_id: uuid.UUID) -> HttpResponse:
    """Decide: it stays, or these levels change; the reason goes to the company.

    Done only when the form says `sure`: before that it is tried and undone, and a page says what it leads to.
    """
    by = actor_of(request)
    row = Appeal.objects.visible_to(by).with_names().filter(pk=appeal_id).first()
    if row is None:
        raise Http404
    refuse_decided(row)
    decision = request.POST.get("decision", "")
    result, framework = _read(request, row)
    standing = standing_of(framework, result, getattr(result, "verified", None))
    levels = {
        code: level
        for code, level in _levels(request, framework, row).items()
        if _plain(level) != _plain(standing.get(code))
    }
    titles = [text(framework.items[code].title) for code in levels]
    if problems := _gaps(decision, titles, request.POST.get("reason", "")):
        return decision_page(request, row, problems)
    if request.POST.get("sure") == "change":
        return kept.unstored(decision_page(request, row))
    is_asked = request.POST.get("sure") != "on"
    try:
        with transaction.atomic():
            done = actions.decide_appeal(
                appeal_id=appeal_id, levels=levels, reason=request.POST.get("reason", ""), by=by, at=now()
            )
            transaction.set_rollback(is_asked)
    except Refused as refused:
        if refused.status == 409:
            raise
        return decision_page(request, row, [Problem(refused.message, f"#{refused.field or 'levels'}")])
    if is_asked:
        return kept.unstored(_check_page(request, row, result, done))
    messages.success(request, _("Decided. The company is told, with your reason."))
    return redirect("assessments:appeal", appeal_id)


def _plain(value: Answer | None) -> Answer | frozenset[str] | None:
    """An answer to compare: ticked boxes have no order."""
    return frozenset(value) if isinstance(value, tuple) else value


def _check_page(request: HttpRequest, row: Appeal, result: Result, done: Appeal) -> HttpResponse:
    """What the decision would lead to, with everything that was chosen and typed."""
    sent = [
        (name, each)
        for name in request.POST
        if name in ("decision", "reason") or name.startswith(_LEVEL)
        for each in request.POST.getlist(name)
    ]
    context = {
        "row": row,
        "reason": done.decision,
        "is_changed": done.state == Step.CHANGED.value,
        "changes": _changes(done, _framework(row, actor_of(request)).items),
        "before": done.score_before,
        "after": done.score_after,
        "counts_anew": any(
            _is_uncounted(each["before"]) != _is_uncounted(each["after"]) for each in done.changes
        ),
        "sent": sent,
        "kept": request.POST.get(kept.FIELD, ""),
        "act_url": request.path,
        "crumbs": [
            Crumb(_("Reviews"), reverse("assessments:appeals")),
            Crumb(row.organisation.name, reverse("assessments:appeal", args=[row.pk])),
        ],
    }
    return render(request, "assessments/appeal_check.html", context)


def _is_uncounted(value: object) -> bool:
    """Whether an answer takes no part in the total: none, not known, not applicable."""
    return not value or value in (DONT_KNOW, NOT_APPLICABLE)


def _gaps(decision: str, changed: list[str], reason: str) -> list[Problem]:
    """Everything that a decision lacks or contradicts, all at once; `changed` are titles with new levels."""
    found = []
    if decision not in (KEEP, CHANGE):
        found.append(Problem(_("Choose whether it stays or changes."), "#decision"))
    if not reason.strip():
        found.append(Problem(_("Say why you decide so. The company reads it."), "#reason"))
    if decision == KEEP and changed:
        said = _(
            "You chose that it stays, and another level for: %(titles)s."
            " Choose that levels change, or set them back."
        ) % {"titles": ", ".join(changed)}
        found.append(Problem(said, "#decision"))
    if decision == CHANGE and not changed:
        said = _("No level differs from what stands. Change one, or decide that it stays.")
        found.append(Problem(said, "#levels"))
    return found


def decision_page(request: HttpRequest, row: Appeal, problems: Sequence[Problem] = ()) -> HttpResponse:
    """The assessor's page: what is asked, what stands, the files, and the decision. The look is recorded."""
    by = actor_of(request)
    context = shown(row) | {
        "is_open": row.state == Step.OPEN.value,
        "problems": problems,
        "faults": {each.url.removeprefix("#"): each.message for each in problems},
        "reason": request.POST.get("reason", ""),
        "decision": request.POST.get("decision", ""),
        "longest": LONGEST_REASON,
        "following": at_hand(by, besides=[row.pk]) if row.is_decided else None,
        "crumbs": [Crumb(_("Reviews"), reverse("assessments:appeals")), Crumb(row.organisation.name)],
    }
    if row.state in (Step.OPEN.value, Step.UPHELD.value, Step.CHANGED.value):
        result, framework = _read(request, row)
        context |= shown(row, by) | {"result": result, "parts": _parts(request, row, result, framework)}
    return render(request, "assessments/appeal_desk.html", context, status=422 if problems else 200)


def _parts(request: HttpRequest, row: Appeal, result: Result, framework: Framework) -> list[dict[str, Any]]:
    """The questions the number is made of, each with what stands, its files and the levels to choose."""
    standing = standing_of(framework, result, getattr(result, "verified", None))
    asked = set(asked_in_order(framework, standing))
    files = evidence_by_item(row.session_id, actor_of(request))
    chosen = _levels(request, framework, row) if request.method == "POST" else {}
    found: list[dict[str, Any]] = []
    for item in items_under(framework, row.code):
        if item.code in asked:
            value = chosen.get(item.code, standing.get(item.code))
            picked = {value} if isinstance(value, str) else set(value or ())
            levels = [Level(each.code, level_text(item, each.code)) for each in item.choices]
            found.append(
                {
                    "id": dom_id(item.code),
                    "name": _name(item),
                    "title": text(item.title),
                    "question": text(item.question),
                    "standing": level_text(item, standing.get(item.code)) or _("No answer"),
                    "files": files.get(item.code, ()),
                    "levels": [(each, each.value in picked) for each in (*levels, *others(item))],
                    "control": "checkbox" if item.kind == "multiple" else "radio",
                }
            )
    return found


def _name(item: Item) -> str:
    return f"{_LEVEL}{item.code}"


def _levels(request: HttpRequest, framework: Framework, row: Appeal) -> dict[str, Answer]:
    """The levels as they were sent, of the questions that the number is made of."""
    found: dict[str, Answer] = {}
    for item in items_under(framework, row.code):
        sent = request.POST.getlist(_name(item))
        if not sent:
            continue
        is_boxes = item.kind == "multiple" and not any(
            each in {"dont_know", "not_applicable"} for each in sent
        )
        found[item.code] = tuple(sent) if is_boxes else sent[0]
    return found


def _result(row: Appeal, by: Actor) -> Result:
    result = (
        Result.objects.visible_to(by)
        .select_related("framework", "verified")
        .defer("framework__document", "framework__source", "outcome")
        .filter(pk=row.result_id)
        .first()
    )
    if result is None:
        raise Http404
    return result


def _framework(row: Appeal, by: Actor) -> Framework:
    return framework_of(_result(row, by).framework)


def _read(request: HttpRequest, row: Appeal) -> tuple[Result, Framework]:
    result = _result(row, actor_of(request))
    record_look(
        request,
        by=actor_of(request),
        at=now(),
        kind="result",
        subject_id=result.pk,
        organisation_id=result.organisation_id,
    )
    return result, framework_of(result.framework)
