"""Pages of an institution's letterhead: its versions, one version, preview, publishing, retiring."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.uploads import received
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.forms import answer_refusal
from core.web.request import now
from portal.letterheads import actions
from portal.letterheads.forms import LetterheadForm
from portal.letterheads.models import Letterhead
from portal.letterheads.policies import KINDS, ROLES, may_keep
from portal.letterheads.preview import order_preview, preview_file
from portal.reports.download import as_pdf
from programmes.queries import today


@page(kinds=KINDS, roles=ROLES)
def letterheads(request: HttpRequest) -> HttpResponse:
    """The versions of one's institution, the newest first."""
    by = actor_of(request)
    rows = Letterhead.objects.visible_to(by).order_by("-version")
    return render(request, "letterheads/list.html", {"rows": list(rows), "refused": may_keep(by)})


@page(kinds=KINDS, roles=ROLES)
def _blank(request: HttpRequest) -> HttpResponse:
    """An empty version, with what the last one said."""
    last = Letterhead.objects.visible_to(actor_of(request)).order_by("-version").first()
    names = ("title", "subtitle", "colour", "foreword", "contact", "closing")
    known = {name: getattr(last, name) for name in names} if last else {}
    return _shown(request, LetterheadForm(initial={**known, "valid_from": today()}))


@change(kinds=KINDS, roles=ROLES)
def _begin(request: HttpRequest) -> HttpResponse:
    """Store a new draft."""
    return _stored(request, None)


@page(kinds=KINDS, roles=ROLES)
def _one(request: HttpRequest, letterhead_id: uuid.UUID) -> HttpResponse:
    """One version: a form while it is a draft, else what it says."""
    row = _found(request, letterhead_id)
    form = LetterheadForm(instance=row, initial={"seen": row.revision})
    return _shown(request, form, row)


@change(kinds=KINDS, roles=ROLES)
def _change(request: HttpRequest, letterhead_id: uuid.UUID) -> HttpResponse:
    """Store the draft."""
    return _stored(request, _found(request, letterhead_id))


new = page_or_change(_blank, _begin)
letterhead = page_or_change(_one, _change)


@change(kinds=KINDS, roles=ROLES)
def publish(request: HttpRequest, letterhead_id: uuid.UUID) -> HttpResponse:
    """Publish the draft as it was seen."""
    row = _found(request, letterhead_id)
    seen = request.POST.get("seen", "")
    try:
        actions.publish_letterhead(
            letterhead_id=row.pk,
            seen=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
            by=actor_of(request),
            at=now(),
        )
    except Refused as refused:
        if refused.status == 403:
            raise
        form = LetterheadForm(instance=row, initial={"seen": row.revision})
        return _shown(request, form, row, status=refused.status, problem=refused.message)
    messages.success(request, _("Published. Reports made from its first day on carry it."))
    return redirect("letterheads:letterhead", row.pk)


@change(kinds=KINDS, roles=ROLES)
def discard(request: HttpRequest, letterhead_id: uuid.UUID) -> HttpResponse:
    """Throw the draft away."""
    actions.discard_letterhead(letterhead_id=letterhead_id, by=actor_of(request), at=now())
    messages.success(request, _("The draft is thrown away."))
    return redirect("letterheads:letterheads")


@change(kinds=KINDS, roles=ROLES)
def retire(request: HttpRequest, letterhead_id: uuid.UUID) -> HttpResponse:
    """Use it no more."""
    row = actions.retire_letterhead(letterhead_id=letterhead_id, by=actor_of(request), at=now())
    messages.success(request, _("Retired. Reports that carry it stay as they are."))
    return redirect("letterheads:letterhead", row.pk)


@change(kinds=KINDS, roles=ROLES)
def preview(request: HttpRequest, letterhead_id: uuid.UUID) -> HttpResponse:
    """Order the preview, and go to its job."""
    job = order_preview(_found(request, letterhead_id), by=actor_of(request), at=now())
    return redirect("reports:job", job.pk)


@page(kinds=KINDS, roles=ROLES)
def preview_pdf(request: HttpRequest, letterhead_id: uuid.UUID) -> HttpResponse:
    """The preview, in the browser; while it is not there, the page of the letterhead."""
    row = _found(request, letterhead_id)
    pdf = preview_file(row.printed())
    if pdf is None:
        return redirect("letterheads:letterhead", letterhead_id)
    return as_pdf(pdf, "preview.pdf", inline=True)


def _stored(request: HttpRequest, row: Letterhead | None) -> HttpResponse:
    # An instance of its own: the form writes into it, and what is stored is decided by the action.
    form = LetterheadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, form, row, status=422)
    values = form.cleaned_data
    try:
        taken = received(values["logo"]) if values["logo"] else None
        stored = actions.draft_letterhead(
            values=values,
            by=actor_of(request),
            at=now(),
            letterhead_id=row.pk if row else None,
            seen=values["seen"] or 0,
            taken=taken,
            is_bare=values["is_bare"],
        )
    except Refused as refused:
        if refused.status == 403:
            raise
        if refused.field == "file":
            refused.field = "logo"
        answer_refusal(form, refused)
        return _shown(request, form, row, status=refused.status)
    messages.success(request, _("Stored as a draft. Nothing carries it before you publish it."))
    return redirect("letterheads:letterhead", stored.pk)


def _found(request: HttpRequest, letterhead_id: uuid.UUID) -> Letterhead:
    rows = Letterhead.objects.visible_to(actor_of(request)).select_related("organisation")
    row = rows.filter(pk=letterhead_id).first()
    if row is None:
        raise Http404
    return row


def _shown(
    request: HttpRequest,
    form: LetterheadForm,
    row: Letterhead | None = None,
    *,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "row": row,
        "problem": problem,
        "has_preview": row is not None and preview_file(row.printed()) is not None,
        "crumbs": [Crumb(_("Letterhead of reports"), reverse("letterheads:letterheads"))],
    }
    return render(request, "letterheads/letterhead.html", context, status=status)
