"""One question of a verification: claimed, shown, found, and what is done about it."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.actions.judging import LONGEST_REASON
from assessments.documents import framework_of
from assessments.models import Verification
from assessments.queries import Judged, claimed_of, evidence_by_item, history_of, judged_of
from assessments.scoring import Answer, Framework, Item
from assessments.verifying import Step
from assessments.views.judging.listing import one_line
from assessments.views.judging.reading import ASSESSORS, BODY, asked_of, found, read, result_of
from assessments.views.judging.wanted import OPEN_ONES, Wanted
from assessments.views.questions import others
from assessments.views.wording import level_number, level_step, level_text, text
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Level, Problem
from core.web.request import now

_NO_WORD = -1
"""The id of no judgement."""


@page(kinds=BODY, roles=ASSESSORS)
def _item(request: HttpRequest, verification_id: uuid.UUID, item: str) -> HttpResponse:
    """One question: claimed, shown, found, and everything that was said of it before."""
    return _item_page(request, found(request, verification_id), item)


@change(kinds=BODY, roles=ASSESSORS)
def _judge(request: HttpRequest, verification_id: uuid.UUID, item: str) -> HttpResponse:
    """Keep the level found and its reason, and go on to the next question that has none.

    Kept from the list ("as the company says", one press a row), the list stays where it is.
    """
    row = found(request, verification_id)
    result = result_of(request, row)
    framework = framework_of(result.framework)
    if item not in framework.items:
        raise Http404
    claimed = claimed_of(framework, result)
    reason = request.POST.get("reason", "")
    level = _typed(request, framework.items[item])
    if request.POST.get("as_claimed") == "on":
        level = claimed.get(item, level)
    try:
        actions.judge(
            verification_id=verification_id,
            item=item,
            value=level,
            reason=reason,
            by=actor_of(request),
            at=now(),
            seen=_seen(request),
        )
    except Refused as refused:
        if refused.status == 409:
            raise
        return _item_page(request, row, item, refused, level, reason)
    if request.POST.get("from") == "list":
        return _back_to_list(request, row, item)
    judged = judged_of(row, framework)
    following = [code for code in asked_of(framework, claimed, judged) if code not in judged]
    if not following:
        messages.success(request, _("Kept. Every question was looked at: check and finish."))
        return redirect("assessments:verification", verification_id)
    places = {code: place for place, code in enumerate(framework.items)}
    later = [code for code in following if places[code] > places[item]]
    url = reverse("assessments:verification_item", args=[verification_id, (later or following)[0]])
    return redirect(f"{url}?done={item}")


def _seen(request: HttpRequest) -> int | None:
    """The last word on the question that the page showed; None where it says nothing of it, and what nobody
    can read is no word that was ever said."""
    sent = request.POST.get("seen")
    if sent is None:
        return None
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 19 else _NO_WORD


def _back_to_list(request: HttpRequest, row: Verification, item: str) -> HttpResponse:
    """The line of the list anew, or the whole list at this line."""
    if request.headers.get("HX-Request") == "true":
        return one_line(request, row, item)
    url = reverse("assessments:verification", args=[row.pk])
    return redirect(f"{url}{Wanted.of(request.POST, OPEN_ONES).address(done=item)}#row-{item}")


verification_item = page_or_change(_item, _judge)


@change(kinds=BODY, roles=ASSESSORS)
def verification_undo(request: HttpRequest, verification_id: uuid.UUID, item: str) -> HttpResponse:
    """Take the level found back; with `seen`, undo that one word: what stood before it stands again."""
    row = found(request, verification_id)
    by, seen = actor_of(request), _seen(request)
    if seen is None:
        actions.take_back(verification_id=verification_id, item=item, by=by, at=now())
        messages.success(request, _("Taken back. The history keeps what it was."))
        return redirect("assessments:verification_item", verification_id, item)
    if item not in framework_of(result_of(request, row).framework).items:
        raise Http404
    done = actions.undo_judgement(verification_id=verification_id, item=item, seen=seen, by=by, at=now())
    if request.POST.get("from") == "list":
        return _back_to_list(request, row, item)
    if done is None:
        messages.info(request, _("This was undone or changed meanwhile. Here is how it stands."))
    else:
        messages.success(request, _("Undone. The history keeps what it was."))
    return redirect("assessments:verification_item", verification_id, item)


def _typed(request: HttpRequest, item: Item) -> Answer:
    """The level as it was sent; for boxes the ticked ones, or the non-answer among them."""
    sent = request.POST.getlist("level")
    if item.kind == "multiple" and not any(each in {"dont_know", "not_applicable"} for each in sent):
        return tuple(sent)
    return sent[0] if sent else ""


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


def _focused(levels: list[Level], chosen: set[str]) -> str:
    """The level that the keyboard begins at: the one chosen, else the first."""
    return next((each.value for each in levels if each.value in chosen), levels[0].value)


def _just_kept(
    request: HttpRequest,
    row: Verification,
    framework: Framework,
    claimed: dict[str, Answer],
    judged: dict[str, Judged],
) -> dict[str, object] | None:
    """The receipt of the question kept before this one, with what undoes it; None where there is none."""
    code = request.GET.get("done", "")
    if code not in framework.items or code not in judged or row.state != Step.OPEN.value:
        return None
    item, known = framework.items[code], judged[code]
    return {
        "title": text(item.title),
        "differs": known.value != claimed.get(code),
        "step": level_step(item, claimed.get(code), known.value),
        "found": level_text(item, known.value),
        "reason": known.reason,
        "at": known.at,
        "seen": known.row.pk,
        "url": reverse("assessments:verification_item", args=[row.pk, code]),
        "undo_url": reverse("assessments:verification_undo", args=[row.pk, code]),
    }


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
    asked = asked_of(framework, answers, judged)
    done = sum(each in judged for each in asked)
    before, after = _beside(framework, code, asked)
    said = list(history_of(row, code))
    last = said[0] if said else None
    shown: Answer | None = level if refused else known.value if known else None
    chosen = {shown} if isinstance(shown, str) else set(shown or ())
    given = {claimed} if isinstance(claimed, str) else set(claimed or ())
    levels = [
        *(
            Level(
                each.code, level_text(item, each.code), text(each.example), key=_key(item, each.code, place)
            )
            for place, each in enumerate(item.choices, start=1)
        ),
        *others(item),
    ]
    context = {
        "row": row,
        "item": item,
        "question": text(item.question),
        "claimed": level_text(item, claimed) or _("No answer"),
        "hints": [text(line) for line in item.evidence],
        "files": evidence_by_item(row.session_id, actor_of(request)).get(code, ()),
        "levels": [(each, each.value in chosen, each.value in given) for each in levels],
        "number": asked.index(code) + 1 if code in asked else 0,
        "total": len(asked),
        "done": done,
        "left": len(asked) - done,
        "seen": last.pk if last else 0,
        "just": _just_kept(request, row, framework, answers, judged),
        "clash": known if refused and refused.code == "changed" else None,
        "was_taken_back": refused is not None and refused.code == "changed" and known is None,
        "focused": "" if refused else _focused(levels, chosen),
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
            for each in said
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
