"""The step before a verification is finished: what would count, what would stand unlooked at, and the yes."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.actions.judging import Reckoned, reckoned, verified_row
from assessments.models import LevelApplication, Verification, VerifiedResult
from assessments.scoring import Framework
from assessments.verifying import Step
from assessments.views.confirmation.words import lines_of
from assessments.views.judging import ASSESSORS, BODY, found, read
from assessments.views.wording import level_verdict, text
from assessments.workflow import Step as Confirming
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Problem
from core.web.request import now
from core.web.wording import date_text


@page(kinds=BODY, roles=ASSESSORS)
def _check(request: HttpRequest, verification_id: uuid.UUID) -> HttpResponse:
    """What finishing would come to."""
    row = found(request, verification_id)
    if row.state != Step.OPEN.value:
        return redirect("assessments:verification", verification_id)
    return _check_page(request, row)


@change(kinds=BODY, roles=ASSESSORS)
def _finish(request: HttpRequest, verification_id: uuid.UUID) -> HttpResponse:
    """Finish, and go on to what is due next; what is refused stands on the same page with its links."""
    row = found(request, verification_id)
    try:
        verified = actions.finish(
            verification_id=verification_id,
            confirms_rest=request.POST.get("rest") == "on",
            by=actor_of(request),
            at=now(),
        )
    except Refused as refused:
        if refused.status == 409:
            raise
        return _check_page(request, row, refused)
    messages.success(request, _receipt(verified))
    rows = LevelApplication.objects.visible_to(actor_of(request))
    case = rows.filter(verification=row, state=Confirming.ASSESSING.value).first()
    if case is None:
        return redirect("results:result", row.result_id)
    return redirect(reverse("assessments:application", args=[case.pk]) + "#write")


verification_finish = page_or_change(_check, _finish)


def _receipt(verified: VerifiedResult) -> str:
    return _(
        "Finished on %(day)s: %(judged)s looked at one by one, %(changes)s of them found differently,"
        " %(rest)s as the company answered. The company is told."
    ) % {
        "day": date_text(verified.verified_at),
        "judged": verified.judged,
        "changes": len(verified.changes),
        "rest": verified.rest,
    }


def _check_page(request: HttpRequest, row: Verification, refused: Refused | None = None) -> HttpResponse:
    result, framework = read(request, row)
    reckons = reckoned(row, result, framework)
    preview = None if reckons.missing else verified_row(row, result, framework, reckons, now())
    context = {
        "row": row,
        "result": result,
        "preview": preview,
        "lines": lines_of(framework, preview.changes) if preview else (),
        "verdict": level_verdict(result.level, preview.level) if preview else "",
        "total": len(reckons.counted) + len(reckons.missing),
        "judged": len(reckons.judged),
        "missing": _links(row, framework, reckons.missing),
        "rest": _links(row, framework, [code for code in reckons.unjudged if code not in reckons.missing]),
        "problems": _problems(row, framework, reckons, refused),
        "crumbs": [
            Crumb(_("Verifications"), reverse("assessments:verifications")),
            Crumb(row.organisation.name, reverse("assessments:verification", args=[row.pk])),
            Crumb(_("Finish")),
        ],
    }
    return render(request, "assessments/verification_finish.html", context, status=422 if refused else 200)


def _problems(
    row: Verification, framework: Framework, reckons: Reckoned, refused: Refused | None
) -> list[Problem]:
    """What stops it: each question that the levels found ask for as well, or the tick that is missing."""
    if refused is None:
        return []
    if refused.code == "gaps":
        return [
            Problem(f"{refused.message} {title}", url)
            for title, url in _links(row, framework, reckons.missing)
        ]
    return [Problem(refused.message, "#rest")]


def _links(row: Verification, framework: Framework, codes: list[str]) -> list[tuple[str, str]]:
    return [
        (text(framework.items[code].title), reverse("assessments:verification_item", args=[row.pk, code]))
        for code in codes
    ]
