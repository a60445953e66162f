"""The assessor's desk: own level, files, and the level found, question by question."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.actions.judging import LONGEST_REASON
from assessments.documents import framework_of
from assessments.models import Evidence, Result, Verification
from assessments.queries import Judged, claimed_of, evidence_by_item, history_of, judged_of
from assessments.queries.verification import due_dates
from assessments.scoring import Answer, Framework, Item, asked_in_order
from assessments.verifying import Step
from assessments.views.questions import others
from assessments.views.wording import level_number, level_step, level_text, text
from core.accounts.roles import Kind, Role
from core.audit import record_look
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Level, Problem, Tab
from core.web.request import now

BODY, ASSESSORS = {Kind.ASSESSOR_BODY.value}, {Role.ASSESSOR.value}


OPEN_ONES, DIFFERENT_ONES, ALL = "open", "different", "all"


def desk(request: HttpRequest, row: Verification) -> HttpResponse:
    """The questions with the level claimed, the files, and the level found. The look is recorded.

    While it is open those come first that nobody looked at yet; `?show=` says which.
    """
    result, framework = read(request, row)
    claimed, judged = claimed_of(framework, result), judged_of(row, framework)
    asked = _asked(framework, claimed, judged)
    different = {code for code, each in judged.items() if each.value != claimed.get(code)}
    groups = {
        OPEN_ONES: [code for code in asked if code not in judged],
        DIFFERENT_ONES: [code for code in asked if code in different],
        ALL: list(asked),
    }
    is_open = row.state == Step.OPEN.value
    shown = groups if is_open else {each: groups[each] for each in (DIFFERENT_ONES, ALL)}
    show = request.GET.get("show", "")
    show = show if show in shown else OPEN_ONES if is_open else ALL
    context = {
        "row": row,
        "result": result,
        "verified": getattr(result, "verified", None),
        "parts": _parts(request, row, framework, set(groups[show]), claimed, judged),
        "tabs": [
            Tab(_SHOWN[each](), f"?show={each}", current=each == show, count=len(codes))
            for each, codes in shown.items()
        ],
        "done": len(asked) - len(groups[OPEN_ONES]),
        "first_open": _first_open(row, framework, groups[OPEN_ONES]) if is_open else None,
        "due_on": due_dates([row], actor_of(request)).get(row.pk),
        "total": len(asked),
        "show": show,
        "is_open": is_open,
        "crumbs": [
            Crumb(_("Verifications"), reverse("assessments:verifications")),
            Crumb(row.organisation.name),
        ],
    }
    return render(request, "assessments/verification_desk.html", context)


_SHOWN = {
    OPEN_ONES: lambda: _("Not looked at yet"),
    DIFFERENT_ONES: lambda: _("Found differently"),
    ALL: lambda: _("All questions"),
}


def _first_open(row: Verification, framework: Framework, codes: list[str]) -> tuple[str, str] | None:
    """The first question that nobody looked at, with the way to it."""
    return next(
        (
            (
                text(framework.items[code].title),
                reverse("assessments:verification_item", args=[row.pk, code]) + "?go=on",
            )
            for code in codes
        ),
        None,
    )


def _parts(
    request: HttpRequest,
    row: Verification,
    framework: Framework,
    shown: set[str],
    claimed: dict[str, Answer],
    judged: dict[str, Judged],
) -> list[dict[str, Any]]:
    """The modules with the questions to show of them."""
    files = evidence_by_item(row.session_id, actor_of(request))
    parts: list[dict[str, Any]] = []
    for module in framework.modules:
        items = [each for each in module.children if isinstance(each, Item) and each.code in shown]
        rows = [_line(row, item, claimed, judged, files.get(item.code, ())) for item in items]
        if rows:
            parts.append({"title": text(module.title), "rows": rows})
    return parts


@page(kinds=BODY, roles=ASSESSORS)
def _item(request: HttpRequest, verification_id: uuid.UUID, item: str) -> HttpResponse:
    """One question: claimed, shown, found, and everything that was said of it before."""
    return _item_page(request, found(request, verification_id), item)


@change(kinds=BODY, roles=ASSESSORS)
def _judge(request: HttpRequest, verification_id: uuid.UUID, item: str) -> HttpResponse:
    """Keep the level found and its reason, and go on to the next question that has none."""
    row = found(request, verification_id)
    framework = _framework(request, row)
    if item not in framework.items:
        raise Http404
    reason = request.POST.get("reason", "")
    level = _typed(request, framework.items[item])
    if request.POST.get("as_claimed") == "on":
        level = claimed_of(framework, _result(request, row)).get(item, level)
    try:
        actions.judge(
            verification_id=verification_id,
            item=item,
            value=level,
            reason=reason,
            by=actor_of(request),
            at=now(),
        )
    except Refused as refused:
        if refused.status == 409:
            raise
        return _item_page(request, row, item, refused, level, reason)
    claimed = claimed_of(framework, _result(request, row))
    judged = judged_of(row, framework)
    said = (
        _("Kept: %(title)s, as the company answered.")
        if level == claimed.get(item)
        else _("Kept: %(title)s, found differently.")
    )
    messages.success(request, said % {"title": text(framework.items[item].title)})
    following = [code for code in _asked(framework, claimed, judged) if code not in judged]
    if not following:
        return redirect("assessments:verification", verification_id)
    places = {code: place for place, code in enumerate(framework.items)}
    later = [code for code in following if places[code] > places[item]]
    url = reverse("assessments:verification_item", args=[verification_id, (later or following)[0]])
    return redirect(f"{url}?go=on")


verification_item = page_or_change(_item, _judge)


@change(kinds=BODY, roles=ASSESSORS)
def verification_undo(request: HttpRequest, verification_id: uuid.UUID, item: str) -> HttpResponse:
    """Take the level found back."""
    found(request, verification_id)
    actions.take_back(verification_id=verification_id, item=item, by=actor_of(request), at=now())
    messages.success(request, _("Taken back. The history keeps what it was."))
    return redirect("assessments:verification_item", verification_id, item)


def found(request: HttpRequest, verification_id: uuid.UUID) -> Verification:
    """The verification as this assessor may know it, else Http404."""
    row = Verification.objects.visible_to(actor_of(request)).with_names().filter(pk=verification_id).first()
    if row is None:
        raise Http404
    return row


def _result(request: HttpRequest, row: Verification) -> Result:
    result = (
        Result.objects.visible_to(actor_of(request))
        .select_related("framework", "verified")
        .defer("framework__document", "framework__source", "outcome", "verified__outcome")
        .filter(pk=row.result_id)
        .first()
    )
    if result is None:
        raise Http404
    return result


def _framework(request: HttpRequest, row: Verification) -> Framework:
    return framework_of(_result(request, row).framework)


def read(request: HttpRequest, row: Verification) -> tuple[Result, Framework]:
    """The result with its framework; the look is recorded."""
    result = _result(request, row)
    record_look(
        request,
        by=actor_of(request),
        at=now(),
        kind="result",
        subject_id=result.pk,
        organisation_id=result.organisation_id,
    )
    return result, framework_of(result.framework)


def _asked(framework: Framework, claimed: dict[str, Answer], judged: dict[str, Judged]) -> tuple[str, ...]:
    return asked_in_order(framework, {**claimed, **{code: each.value for code, each in judged.items()}})


def _typed(request: HttpRequest, item: Item) -> Answer:
    """The level as it was sent; for boxes the ticked ones, or the non-answer among them."""
    sent = request.POST.getlist("level")
    if item.kind == "multiple" and not any(each in {"dont_know", "not_applicable"} for each in sent):
        return tuple(sent)
    return sent[0] if sent else ""


def _line(
    row: Verification,
    item: Item,
    claimed: dict[str, Answer],
    judged: dict[str, Judged],
    files: tuple[Evidence, ...],
) -> dict[str, object]:
    found = judged.get(item.code)
    return {
        "title": text(item.title),
        "claimed": level_text(item, claimed.get(item.code)) or _("No answer"),
        "judged": found,
        "found": level_text(item, found.value) if found else "",
        "differs": found is not None and found.value != claimed.get(item.code),
        "step": level_step(item, claimed.get(item.code), found.value) if found else "",
        "files": len(files),
        "url": reverse("assessments:verification_item", args=[row.pk, item.code]),
    }


def _beside(framework: Framework, code: str, asked: tuple[str, ...]) -> tuple[Item | None, Item | None]:
    """The questions before and after one, in the order in which they are asked."""
    if code not in asked:
        return None, None
    place = asked.index(code)
    before, after = asked[place - 1 : place], asked[place + 1 : place + 2]
    return (
        framework.items[before[0]] if before else None,
        framework.items[after[0]] if after else None,
    )


def _key(item: Item, code: str, place: int) -> str:
    """The key that chooses a level: its number, else its place from the top."""
    number = level_number(item, code) or str(place)
    return number if len(number) == 1 else ""


def _item_page(
    request: HttpRequest,
    row: Verification,
    code: str,
    refused: Refused | None = None,
    level: Answer = "",
    reason: str = "",
) -> HttpResponse:
    result, framework = read(request, row)
    item = framework.items.get(code)
    if item is None:
        raise Http404
    answers, judged = claimed_of(framework, result), judged_of(row, framework)
    claimed, known = answers.get(code), judged.get(code)
    asked = _asked(framework, answers, judged)
    done = sum(each in judged for each in asked)
    before, after = _beside(framework, code, asked)
    shown: Answer | None = level if refused else known.value if known else None
    chosen = {shown} if isinstance(shown, str) else set(shown or ())
    given = {claimed} if isinstance(claimed, str) else set(claimed or ())
    levels = [
        Level(each.code, level_text(item, each.code), text(each.example), key=_key(item, each.code, place))
        for place, each in enumerate(item.choices, start=1)
    ]
    context = {
        "row": row,
        "item": item,
        "question": text(item.question),
        "claimed": level_text(item, claimed) or _("No answer"),
        "hints": [text(line) for line in item.evidence],
        "files": evidence_by_item(row.session_id, actor_of(request)).get(code, ()),
        "levels": [(each, each.value in chosen, each.value in given) for each in (*levels, *others(item))],
        "place": asked.index(code) + 1 if code in asked else 0,
        "total": len(asked),
        "done": done,
        "left": len(asked) - done,
        "goes_on": not refused and request.GET.get("go") == "on",
        "control": "checkbox" if item.kind == "multiple" else "radio",
        "reason": reason if refused else known.reason if known else "",
        "longest": LONGEST_REASON,
        "found": known,
        "found_words": level_text(item, known.value) if known else "",
        "differs": known is not None and known.value != claimed,
        "has_claim": claimed is not None,
        "is_numbered": bool(level_number(item, item.choices[0].code)),
        "step": level_step(item, claimed, known.value) if known else "",
        "before": before,
        "after": after,
        "history": [
            (each, "" if each.is_taken_back else level_text(item, each.non_answer or each.choices))
            for each in history_of(row, code)
        ],
        "is_open": row.state == Step.OPEN.value,
        "problems": [Problem(refused.message, f"#{refused.field or 'level'}")] if refused else [],
        "faulty": (refused.field or "level") if refused else "",
        "crumbs": [
            Crumb(_("Verifications"), reverse("assessments:verifications")),
            Crumb(row.organisation.name, reverse("assessments:verification", args=[row.pk])),
            Crumb(text(item.title)),
        ],
    }
    return render(request, "assessments/verification_item.html", context, status=422 if refused else 200)
