"""The files that show answers: all of a diagnostic's, those of one question, and one file itself."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.models import Evidence, Session, SessionState
from assessments.policies import may_change_evidence
from assessments.queries import (
    Overview,
    evidence_of,
    evidence_of_item,
    is_verified,
    offered,
    offered_counts,
    session_of,
)
from assessments.queries import overview as read_overview
from assessments.scoring import Item
from assessments.views.overview import trail
from assessments.views.wording import answer_text, text
from core.audit import record_look
from core.uploads import ACCEPTED, handed_out, received
from core.uploads.unfit import unfit
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Problem
from core.web.request import now

FIELD = "file"
FILES_A_TIME = 10
"""Files of one form that are looked at, as many as one question takes."""
OURS = {"company"}


@dataclass(frozen=True, slots=True)
class Part:
    """A module's questions with their files."""

    title: str
    rows: list[dict[str, object]]

    @property
    def shown(self) -> int:
        """How many of them have a file."""
        return sum(1 for row in self.rows if row["files"])


@page(kinds=OURS)
def evidence(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Every question of the diagnostic that is asked, with its files."""
    by, at = actor_of(request), now()
    session = session_of(session_id, by, at)
    view = read_overview(session)
    files, offers = evidence_of(session, by), offered_counts(session, by)
    unasked = set(view.framework.items) - set(view.progress.unanswered) - set(view.answers)
    parts = []
    for module in view.framework.modules:
        rows = [
            _line(view, item, files.get(item.code, ()), offers.get(item.code, 0))
            for item in module.children
            if isinstance(item, Item) and (item.code not in unasked or item.code in files)
        ]
        if rows:
            parts.append(Part(text(module.title), rows))
    return render(
        request,
        "assessments/evidence.html",
        {
            "session": session,
            "parts": parts,
            "shown": sum(part.shown for part in parts),
            "total": sum(len(part.rows) for part in parts),
            "files": sum(len(each) for each in files.values()),
            "refused": may_change_evidence(session, at, is_verified=is_verified(session)),
            "back": _session_url(session),
            "crumbs": trail(view, Crumb(_("Evidence"))),
        },
    )


@page(kinds=OURS)
def _item(request: HttpRequest, session_id: uuid.UUID, item: str) -> HttpResponse:
    """The files of one question."""
    return _item_page(request, session_id, item)


@change(kinds=OURS)
def _put(request: HttpRequest, session_id: uuid.UUID, item: str) -> HttpResponse:
    """Put files to the question: those that can be taken are stored, the others are named with the reason."""
    by, at = actor_of(request), now()
    session_of(session_id, by, at)
    sent = [each for each in request.FILES.getlist(FIELD) if isinstance(each, UploadedFile)]
    stored, refused = [], []
    if not sent:
        refused.append(("", unfit("none").message))
    for place, each in enumerate(sent):
        name = each.name or ""
        try:
            with transaction.atomic():  # a savepoint each: the database hears of us between two files
                if place >= FILES_A_TIME:
                    raise unfit("many")
                taken = received(each)
                actions.attach(session_id=session_id, item=item, taken=taken, by=by, at=at)
        except Refused as fault:
            refused.append((name, fault.message))
        else:
            stored.append(taken.name)
    problems = [f"{name}: {why}" if name else why for name, why in refused]
    if not stored:
        return _item_page(request, session_id, item, problems)
    messages.success(
        request, _("Stored: %(files)s. You can open it here and take it away.") % {"files": ", ".join(stored)}
    )
    for problem in problems:
        messages.error(request, problem)
    return redirect("assessments:evidence_item", session_id, item)


evidence_item = page_or_change(_item, _put)


@change(kinds=OURS)
def evidence_reuse(request: HttpRequest, session_id: uuid.UUID, item: str) -> HttpResponse:
    """Use a file of an earlier diagnostic again."""
    try:
        file_id = uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        raise Http404 from None
    actions.reuse(session_id=session_id, item=item, file_id=file_id, by=actor_of(request), at=now())
    messages.success(request, _("The file shows this answer as well now."))
    return redirect("assessments:evidence_item", session_id, item)


@change(kinds=OURS)
def evidence_remove(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Take a file away from its question."""
    gone = actions.remove(evidence_id=evidence_id, by=actor_of(request), at=now())
    messages.success(
        request, _("Taken away: %(file)s. It can come back for 30 days.") % {"file": gone.file.name}
    )
    return redirect("assessments:evidence_item", gone.session_id, gone.item)


@change(kinds=OURS)
def evidence_restore(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Bring it back."""
    back = actions.restore(evidence_id=evidence_id, by=actor_of(request), at=now())
    messages.success(request, _("Back again: %(file)s.") % {"file": back.file.name})
    return redirect("assessments:evidence_item", back.session_id, back.item)


@page()
def evidence_file(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """The file, to be saved; whoever is not the company itself leaves an access record."""
    by = actor_of(request)
    row = Evidence.objects.visible_to(by).select_related("file").filter(pk=evidence_id).first()
    if row is None:
        raise Http404
    record_look(
        request,
        by=by,
        at=now(),
        act="download",
        kind="evidence",
        subject_id=row.pk,
        organisation_id=row.organisation_id,
    )
    return handed_out(row.file)


def _item_page(
    request: HttpRequest, session_id: uuid.UUID, code: str, problems: list[str] | None = None
) -> HttpResponse:
    by, at = actor_of(request), now()
    session = session_of(session_id, by, at)
    view = read_overview(session)
    item = view.framework.items.get(code)
    if item is None:
        raise Http404
    standing, removed = evidence_of_item(session, code, by)
    context: dict[str, Any] = {
        "session": session,
        "item": item,
        "question": text(item.question),
        "answer": answer_text(item, view.answers.get(code)),
        "hints": [text(line) for line in item.evidence],
        "standing": standing,
        "removed": removed,
        "offers": offered(session, code, by),
        "accepted": ACCEPTED,
        "problems": [Problem(each, f"#{FIELD}") for each in problems or ()],
        "refused": may_change_evidence(session, at, is_verified=is_verified(session)),
        "back": _question_url(view, item) if session.state == SessionState.DRAFT.value else "",
        "all": reverse("assessments:evidence", args=[session.pk]),
        "crumbs": trail(
            view,
            Crumb(_("Evidence"), reverse("assessments:evidence", args=[session.pk])),
            Crumb(text(item.title)),
        ),
    }
    return render(request, "assessments/evidence_item.html", context, status=422 if problems else 200)


def _line(view: Overview, item: Item, files: tuple[Evidence, ...], offers: int) -> dict[str, object]:
    return {
        "question": text(item.question),
        "answer": answer_text(item, view.answers.get(item.code)) or _("No answer yet"),
        "files": files,
        "offers": offers,
        "url": reverse("assessments:evidence_item", args=[view.session.pk, item.code]),
    }


def _question_url(view: Overview, item: Item) -> str:
    module = view.framework.parents[item.code].code
    return reverse("assessments:module", args=[view.session.pk, module]) + f"#{item.code}"


def _session_url(session: Session) -> str:
    return reverse("assessments:overview", args=[session.pk])
