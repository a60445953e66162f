"""All cases without an assessor on one page: choose for several, assign at once, go on with the next."""

import re
import uuid
from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import actions
from assessments.actions import confirmation
from assessments.models import LevelApplication
from assessments.proposing import proposed
from assessments.queries.assigning import SHOWN, Unassigned, able, at_hand, loaded, named, unassigned
from core.accounts.roles import Kind, Role
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Problem
from core.web.kept import FIELD, unstored
from core.web.request import now
from core.web.wording import SEOUL

_CASE = re.compile(r"(review|level|verification)-[0-9a-f-]{36}")
MINISTRY, KEEPERS = {Kind.MINISTRY.value}, {Role.PROGRAMME_ADMINISTRATOR.value}


@page(kinds=MINISTRY, roles=KEEPERS)
def _list(request: HttpRequest) -> HttpResponse:
    """Every case that waits for an assessor, the first due first, with who could take it."""
    return _page(request, {})


@change(kinds=MINISTRY, roles=KEEPERS)
def _assign(request: HttpRequest) -> HttpResponse:
    """Tried first and shown for a second look; then all that were chosen are assigned, or none with the
    reason at its row. None as well when somebody assigned one of them meanwhile: it left the list."""
    by = actor_of(request)
    chosen = [each for each in unassigned(by) if request.POST.get(each.name)]
    if gone := _sent(request) - {each.name for each in chosen}:
        return _page(request, {"": _meanwhile(len(gone))})
    if not chosen:
        return _page(request, {"": _("Choose an assessor for at least one case.")})
    is_sure = request.POST.get("sure") == "1"
    if faults := _given(request, chosen, is_meant=is_sure):
        return _page(request, faults)
    if not is_sure:
        return unstored(_check_page(request, chosen))
    said = ngettext(
        "%(n)s case is assigned. The company is asked for its consent now.",
        "%(n)s cases are assigned. The companies are asked for their consent now.",
        len(chosen),
    )
    messages.success(request, said % {"n": len(chosen)})
    given = urlencode({"given": ",".join(each.name for each in chosen)})
    return redirect(f"{reverse('assessments:assigning')}?{given}")


assigning = page_or_change(_list, _assign)


def _given(request: HttpRequest, chosen: list[Unassigned], *, is_meant: bool) -> dict[str, str]:
    """What keeps cases from being assigned, by their names. With a fault, or not meant, nothing is kept."""
    faults: dict[str, str] = {}
    with transaction.atomic():
        for case in chosen:
            try:
                with transaction.atomic():
                    _give(request, case, uuid.UUID(request.POST[case.name]))
            except ValueError:
                faults[case.name] = _("Choose an assessor of the list.")
            except Refused as refused:
                faults[case.name] = refused.message
        transaction.set_rollback(bool(faults) or not is_meant)
    return faults


def _check_page(request: HttpRequest, chosen: list[Unassigned]) -> HttpResponse:
    """Who would get what. Nothing is assigned yet."""
    by = actor_of(request)
    rows = [
        {
            "case": case,
            "row": case.row,
            "kind": _kinds()[case.kind][0],
            "key": request.POST[case.name],
            "who": next((each for each in found if str(each.user.pk) == request.POST[case.name]), None),
        }
        for case in chosen
        for found in [loaded(able(case, by), by)]
    ]
    back = urlencode({case.name: request.POST[case.name] for case in chosen})
    context = {
        "rows": rows,
        "kept": request.POST.get(FIELD, ""),
        "back": f"{reverse('assessments:assigning')}?{back}",
        "crumbs": [
            Crumb(_("Assign assessors"), reverse("assessments:assigning")),
            Crumb(_("Check the assignment")),
        ],
    }
    return render(request, "assessments/assigning_check.html", context)


def _kinds() -> dict[str, tuple[str, str]]:
    return {
        "review": (_("Review by a person"), "assessments:appeal"),
        "level": (_("Confirmation of a level"), "assessments:application"),
        "verification": (_("Verification by an assessor"), "assessments:verification"),
    }


def _receipt(request: HttpRequest) -> list[dict[str, Any]]:
    """The cases that `?given=` names, each with who has it now and the way to somebody else."""
    found: list[dict[str, Any]] = []
    for case in named(request.GET.get("given", "").split(","), actor_of(request)):
        holder = case.row.verification if isinstance(case.row, LevelApplication) else case.row
        title, url = _kinds()[case.kind]
        if holder is None or holder.assessor is None:
            continue
        link = reverse(url, args=[case.row.pk])
        found.append({"row": case.row, "holder": holder, "kind": title, "url": link})
    return found


def _brings(request: HttpRequest) -> bool:
    """Whether the address says what to choose: back from the check, or `fill=no` to begin with nobody."""
    return request.GET.get("fill") == "no" or any(_CASE.fullmatch(name) for name in request.GET)


def _chips(found: list[Unassigned], wanted: str) -> list[dict[str, Any]]:
    """The kinds of cases with how many of each wait; together they are as many as all."""
    counts = Counter[str](case.kind for case in found)
    chips: list[dict[str, Any]] = [
        {"title": title, "count": counts[kind], "url": f"?kind={kind}", "is_current": kind == wanted}
        for kind, (title, _url) in _kinds().items()
        if counts[kind]
    ]
    is_all = not any(each["is_current"] for each in chips)
    return [{"title": _("All"), "count": len(found), "url": "?", "is_current": is_all}, *chips]


def _sent(request: HttpRequest) -> set[str]:
    """The names of the cases for which somebody was chosen."""
    return {name for name, value in request.POST.items() if value and _CASE.fullmatch(name)}


def _meanwhile(n: int) -> str:
    said = ngettext(
        "%(n)s case that you chose for no longer waits: somebody else went on with it. Look at the list and "
        "assign the others again.",
        "%(n)s cases that you chose for no longer wait: somebody else went on with them. Look at the list "
        "and assign the others again.",
        n,
    )
    return said % {"n": n}


def _give(request: HttpRequest, case: Unassigned, assessor_id: uuid.UUID) -> None:
    """Assign one, unless somebody did so since the list was read: nobody is replaced here."""
    by, at = actor_of(request), now()
    if not case.is_waiting(by):
        raise Refused(_meanwhile(1), code="closed", status=409)
    if case.kind == "review":
        actions.assign_appeal(appeal_id=case.row.pk, assessor_id=assessor_id, by=by, at=at)
    elif case.kind == "level":
        confirmation.assign(application_id=case.row.pk, assessor_id=assessor_id, by=by, at=at)
    else:
        actions.assign_assessor(verification_id=case.row.pk, assessor_id=assessor_id, by=by, at=at)


def _page(request: HttpRequest, faults: dict[str, str]) -> HttpResponse:
    by, today = actor_of(request), now().astimezone(SEOUL).date()
    found, load = unassigned(by), at_hand(by)
    names, wanted = _kinds(), request.GET.get("kind", "")
    listed = [case for case in found if wanted not in names or case.kind == wanted]
    people = {case.name: able(case, by) for case in listed[:SHOWN]}
    could = [(name, [each.user.pk for each in held if not each.tie]) for name, held in people.items()]
    proposal = proposed(could, load)
    begins = {} if request.method == "POST" or _brings(request) else proposal
    rows: list[dict[str, Any]] = [
        {
            "case": case,
            "row": case.row,
            "kind": names[case.kind][0],
            "url": reverse(names[case.kind][1], args=[case.row.pk]),
            "is_late": case.due_on is not None and case.due_on < today,
            "fault": faults.get(case.name, ""),
            "chosen": request.POST.get(case.name, request.GET.get(case.name, str(begins.get(case.name, "")))),
            "candidates": [(each, str(each.user.pk), load[each.user.pk]) for each in people[case.name]],
            "proposed": next((each for each in people[case.name] if each.user.pk == best), None)
            if (best := proposal.get(case.name))
            else None,
            "proposed_load": load[best] if best else 0,
        }
        for case in listed[:SHOWN]
    ]
    context = {
        "rows": rows,
        "given": _receipt(request),
        "none_free": any(all(each.tie for each, _key, _load in row["candidates"]) for row in rows),
        "total": len(listed),
        "chips": _chips(found, wanted),
        "is_filled": bool(begins),
        "shown": SHOWN,
        "problems": [Problem(said, f"#{name or 'cases'}") for name, said in faults.items()],
    }
    return render(request, "assessments/assigning.html", context, status=422 if faults else 200)
