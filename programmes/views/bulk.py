"""One state for many results: check, receipt, undoing, and the record of it all."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.idempotency import once
from core.web.request import now
from programmes import actions
from programmes.bulk import SHOWN, Changed, Preview, lines_of, preview_of, seen_of
from programmes.filters import filtered
from programmes.handovers import people
from programmes.models import BulkChange, BulkDraft, State
from programmes.queries import Desk, desk, desk_rows
from programmes.views.regional import OFFICE, list_page

PER_PAGE = 50


@change(kinds=OFFICE)
def _check(request: HttpRequest) -> HttpResponse:
    """Leads to the check of what the change would do; nothing changes yet. 422 without a state."""
    by = actor_of(request)
    office = desk(by)
    query = _query(request, office)
    ids, over = _asked(request, office, query)
    try:
        draft = actions.draft_change(
            by=by, at=now(), state=request.POST.get("state", ""), ids=ids, over=over, query=query
        )
    except Refused as refused:
        if refused.field != "state":
            messages.error(request, refused.message)
            return redirect(_list(query))
        request.GET = QueryDict(query)
        return list_page(request, bulk_error=refused.message)
    return redirect("programmes:bulk_draft", draft.pk)


@page(kinds=OFFICE)
def _check_left(request: HttpRequest) -> HttpResponse:
    """Leads to the list: links of one that was refused a change begin here."""
    return redirect(_list(request.GET.urlencode()))


bulk_check = page_or_change(_check_left, _check)


@page(kinds=OFFICE)
def bulk_draft(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """What the change would do as things stand now, under an address that can be opened again."""
    by = actor_of(request)
    draft = BulkDraft.objects.visible_to(by).select_related("change").filter(pk=draft_id).first()
    if draft is None:
        raise Http404
    made = draft.change if draft.change and draft.change.undone_at is None else None
    preview = preview_of(by, desk(by), draft.result_ids, draft.state, over=draft.over)
    return _check_page(request, preview, draft.query, draft=draft, made=made)


@page(kinds=OFFICE)
def _changes(request: HttpRequest) -> HttpResponse:
    """The bulk changes of one's technopark that can still be looked at, the newest first."""
    mine = BulkChange.objects.visible_to(actor_of(request)).order_by("-made_at", "id")
    shown = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    names = people([each for row in shown for each in (row.made_by_id, row.undone_by_id)])
    context = {
        "page": shown,
        "rows": [Changed.of(each, names) for each in shown],
        "crumbs": [Crumb(_("Regional list"), _list("")), Crumb(_("Record of changed states"))],
    }
    return render(request, "programmes/bulks.html", context)


@change(kinds=OFFICE)
def _change(request: HttpRequest) -> HttpResponse:
    """Changes what the check showed; what was changed by somebody else since is left out."""
    by = actor_of(request)
    office = desk(by)
    query = _query(request, office)
    state = request.POST.get("state", "")
    draft = BulkDraft.objects.visible_to(by).filter(pk=_id(request.POST.get("draft", ""))).first()

    def act() -> HttpResponse:
        seen = seen_of(request.POST.get("seen", ""))
        try:
            made = actions.change_states(
                by=by, at=now(), state=state, seen=seen, query=query, draft_id=draft.pk if draft else None
            )
        except Refused as refused:
            if refused.code != "nothing-to-change":
                raise
            preview = preview_of(by, office, list(seen), state)
            return _check_page(request, preview, query, refused=refused, draft=draft)
        return redirect("programmes:bulk", made.pk)

    return once(request, act)


bulk_changes = page_or_change(_changes, _change)


@page(kinds=OFFICE)
def bulk(request: HttpRequest, change_id: uuid.UUID) -> HttpResponse:
    """The receipt: what was changed, what was left out and why, and how to take it back."""
    by = actor_of(request)
    found = BulkChange.objects.visible_to(by).filter(pk=change_id).first()
    if found is None:
        raise Http404
    lines = lines_of(by, desk(by), found)
    names = people([found.made_by_id, found.undone_by_id])
    kept = set(found.kept)
    context = {
        "change": found,
        "made_by": names.get(found.made_by_id, ""),
        "undone_by": names.get(found.undone_by_id, ""),
        "changed": [each for each in lines if not each.reason],
        "left_out": [each for each in lines if each.reason],
        "gone": sum(reason == "gone" for reason in found.left_out.values()),
        "kept": [each for each in lines if str(each.result_id) in kept],
        "number": len(found.before),
        "back": len(found.before) - len(kept),
        "list_url": _list(found.query),
        "crumbs": [
            Crumb(_("Regional list"), _list(found.query)),
            Crumb(_("Record of changed states"), reverse("programmes:bulk_changes")),
            Crumb(_("Change undone") if found.undone_at else _("States changed")),
        ],
    }
    return render(request, "programmes/bulk.html", context)


@change(kinds=OFFICE)
def bulk_undo(request: HttpRequest, change_id: uuid.UUID) -> HttpResponse:
    """Gives every result its former state back, but for those that somebody changed since."""
    actions.undo_change(by=actor_of(request), at=now(), change_id=change_id)
    return redirect("programmes:bulk", change_id)


def _check_page(
    request: HttpRequest,
    preview: Preview,
    query: str,
    *,
    refused: Refused | None = None,
    draft: BulkDraft | None = None,
    made: BulkChange | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "preview": preview,
        "state_name": State(preview.state).label,
        "shown": SHOWN,
        "most": actions.BULK_MOST,
        "query": query,
        "refused": refused,
        "draft": draft,
        "made": made,
        "list_url": _list(query),
        "crumbs": [Crumb(_("Regional list"), _list(query)), Crumb(_("Check the change"))],
    }
    return render(request, "programmes/bulk_check.html", context, status=refused.status if refused else 200)


def _asked(request: HttpRequest, office: Desk, query: str) -> tuple[list[uuid.UUID], int]:
    """The results meant: those ticked, or all in the filter; and how many are more than one change takes."""
    most = actions.BULK_MOST
    if request.POST.get("scope") == "all":
        rows = filtered(request, QueryDict(query), desk_rows(actor_of(request), office), office).qs
        ids = list(rows.values_list("result_id", flat=True)[: most + 1])
        over = rows.count() - most if len(ids) > most else 0
        return ids[:most], over
    ids = list(seen_of(" ".join(request.POST.getlist("row"))))
    return ids[:most], max(0, len(ids) - most)


def _id(text: str) -> uuid.UUID:
    """The id, or nobody's."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


def _query(request: HttpRequest, office: Desk) -> str:
    """The filters of the list one came from, as its address holds them."""
    data = QueryDict(request.POST.get("query", "")[:2_000])
    return filtered(request, data, desk_rows(actor_of(request), office), office).query


def _list(query: str) -> str:
    return f"{reverse('programmes:regional_list')}{'?' if query else ''}{query}"
