"""All cases without an assessor on one page: choose for several, assign at once, go on with the next."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import actions
from assessments.actions import confirmation
from assessments.queries.assigning import SHOWN, Unassigned, able, at_hand, unassigned
from core.accounts.roles import Kind, Role
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Problem
from core.web.request import now
from core.web.wording import SEOUL

MINISTRY, KEEPERS = {Kind.MINISTRY.value}, {Role.PROGRAMME_ADMINISTRATOR.value}


@page(kinds=MINISTRY, roles=KEEPERS)
def _list(request: HttpRequest) -> HttpResponse:
    """Every case that waits for an assessor, the first due first, with who could take it."""
    return _page(request, {})


@change(kinds=MINISTRY, roles=KEEPERS)
def _assign(request: HttpRequest) -> HttpResponse:
    """Assign all that were chosen. If one cannot be, none is, and the reason stands at its row."""
    faults: dict[str, str] = {}
    chosen = [each for each in unassigned(actor_of(request)) if request.POST.get(each.name)]
    if not chosen:
        return _page(request, {"": _("Choose an assessor for at least one case.")})
    with transaction.atomic():
        for case in chosen:
            try:
                with transaction.atomic():
                    _give(request, case, uuid.UUID(request.POST[case.name]))
            except ValueError:
                faults[case.name] = _("Choose an assessor of the list.")
            except Refused as refused:
                faults[case.name] = refused.message
        transaction.set_rollback(bool(faults))
    if faults:
        return _page(request, faults)
    said = ngettext(
        "%(n)s case is assigned. The company is asked for its consent now.",
        "%(n)s cases are assigned. The companies are asked for their consent now.",
        len(chosen),
    )
    messages.success(request, said % {"n": len(chosen)})
    return redirect("assessments:assigning")


assigning = page_or_change(_list, _assign)


def _give(request: HttpRequest, case: Unassigned, assessor_id: uuid.UUID) -> None:
    by, at = actor_of(request), now()
    if case.kind == "review":
        actions.assign_appeal(appeal_id=case.row.pk, assessor_id=assessor_id, by=by, at=at)
    elif case.kind == "level":
        confirmation.assign(application_id=case.row.pk, assessor_id=assessor_id, by=by, at=at)
    else:
        actions.assign_assessor(verification_id=case.row.pk, assessor_id=assessor_id, by=by, at=at)


def _page(request: HttpRequest, faults: dict[str, str]) -> HttpResponse:
    by, today = actor_of(request), now().astimezone(SEOUL).date()
    found, load = unassigned(by), at_hand(by)
    names = {
        "review": (_("Review by a person"), "assessments:appeal"),
        "level": (_("Confirmation of a level"), "assessments:application"),
        "verification": (_("Verification by an assessor"), "assessments:verification"),
    }
    rows = [
        {
            "case": case,
            "row": case.row,
            "kind": names[case.kind][0],
            "url": reverse(names[case.kind][1], args=[case.row.pk]),
            "is_late": case.due_on is not None and case.due_on < today,
            "fault": faults.get(case.name, ""),
            "chosen": request.POST.get(case.name, ""),
            "candidates": [(each, str(each.user.pk), load[each.user.pk]) for each in able(case, by)],
        }
        for case in found[:SHOWN]
    ]
    context = {
        "rows": rows,
        "total": len(found),
        "shown": SHOWN,
        "problems": [Problem(said, f"#{name or 'cases'}") for name, said in faults.items()],
    }
    return render(request, "assessments/assigning.html", context, status=422 if faults else 200)
