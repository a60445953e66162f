"""What was taken out of the regional list: receipts, their files, and that a file was deleted."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.spreadsheet import CONTENT_TYPE
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.request import now
from core.web.wording import SEOUL, datetime_text
from programmes import actions
from programmes.filters import filtered
from programmes.handovers import people
from programmes.models import ListExport
from programmes.policies import REGRET_MINUTES, may_fetch_export, may_undo_deletion
from programmes.queries import desk, desk_rows, regional_results, today, with_outcomes
from programmes.reviews import reviews_among
from programmes.views.regional import OFFICE
from programmes.workbook import Cover, regional_workbook

PER_PAGE = 50


@page(kinds=OFFICE)
def exports(request: HttpRequest) -> HttpResponse:
    """Everything that one's technopark has taken out, the newest first."""
    mine = ListExport.objects.visible_to(actor_of(request)).defer("result_ids").order_by("-made_at", "id")
    shown = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    names = people([each.made_by_id for each in shown])
    context = {
        "page": shown,
        "rows": [(each, names.get(each.made_by_id, "")) for each in shown],
        "day": today(),
        "crumbs": [_list_crumb(), Crumb(_("Files taken out"))],
    }
    return render(request, "programmes/exports.html", context)


@page(kinds=OFFICE)
def export_receipt(request: HttpRequest, export_id: uuid.UUID) -> HttpResponse:
    """What was taken out, by whom and why, what may be done with it, and until when it may be kept.

    `?start` begins the download, as the page after the form.
    """
    by = actor_of(request)
    export = _mine(by, export_id)
    names = people([export.made_by_id, export.deleted_by_id])
    context = {
        "export": export,
        "made_by": names.get(export.made_by_id, ""),
        "deleted_by": names.get(export.deleted_by_id, ""),
        "described": _described(request, export),
        "file": file_name(export),
        "why_not": may_fetch_export(by, export, now()),
        "may_undo": export.deleted_at is not None and not may_undo_deletion(by, export, now()),
        "minutes": REGRET_MINUTES,
        "starts": "start" in request.GET,
        "is_late": export.deleted_at is None and export.delete_by_on < today(),
        "crumbs": [
            _list_crumb(),
            Crumb(_("Files taken out"), reverse("programmes:exports")),
            Crumb(datetime_text(export.made_at)),
        ],
    }
    return render(request, "programmes/export_receipt.html", context)


@page(kinds=OFFICE)
def export_file(request: HttpRequest, export_id: uuid.UUID) -> HttpResponse:
    """The file, written from the recorded rows: what was withdrawn meanwhile is not in it any more.

    It is made inside the transaction: afterwards row-level security would show no row.
    """
    by = actor_of(request)
    export = _mine(by, export_id)
    if why := may_fetch_export(by, export, now()):
        raise Refused(why, code="not-fetchable", status=403)
    place = {result_id: number for number, result_id in enumerate(export.result_ids)}
    office = desk(by)
    rows = sorted(
        with_outcomes(regional_results(by, office))
        .select_related("verified")
        .filter(id__in=export.result_ids),
        key=lambda row: place[row.pk],
    )
    cover = Cover(
        number=str(export.pk),
        made_at=export.made_at,
        made_by=people([export.made_by_id]).get(export.made_by_id, ""),
        technopark=export.organisation.name,
        reason=export.reason,
        filters=tuple(_described(request, export)),
        rows=len(rows),
        withdrawn=export.rows - len(rows),
        delete_by=export.delete_by_on,
        receipt=request.build_absolute_uri(reverse("programmes:export_receipt", args=[export.pk])),
        results=request.build_absolute_uri(reverse("results:results")),
        has_notes=export.has_notes,
    )
    reviews = reviews_among((row.pk for row in rows), office.parks)
    response = HttpResponse(regional_workbook(rows, reviews, cover), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, file_name(export))
    return response


@page(kinds=OFFICE)
def _ask_deleted(request: HttpRequest, export_id: uuid.UUID) -> HttpResponse:
    """Names the file, its rows and its day before anything is written down; said already, the receipt."""
    export = _mine(actor_of(request), export_id)
    if export.deleted_at is not None:
        return redirect("programmes:export_receipt", export_id)
    context = {
        "export": export,
        "file": file_name(export),
        "made_by": people([export.made_by_id]).get(export.made_by_id, ""),
        "minutes": REGRET_MINUTES,
        "crumbs": [
            _list_crumb(),
            Crumb(_("Files taken out"), reverse("programmes:exports")),
            Crumb(datetime_text(export.made_at), reverse("programmes:export_receipt", args=[export.pk])),
            Crumb(_("Record the deletion")),
        ],
    }
    return render(request, "programmes/export_deleted.html", context)


@change(kinds=OFFICE)
def _say_deleted(request: HttpRequest, export_id: uuid.UUID) -> HttpResponse:
    """Writes down that the file and its copies are deleted."""
    actions.confirm_deleted(by=actor_of(request), at=now(), export_id=export_id)
    messages.success(request, _("It is written down that the file is deleted."))
    return redirect("programmes:export_receipt", export_id)


export_deleted = page_or_change(_ask_deleted, _say_deleted)


@change(kinds=OFFICE)
def export_not_deleted(request: HttpRequest, export_id: uuid.UUID) -> HttpResponse:
    """Takes back that the file is deleted."""
    try:
        actions.undo_deletion(by=actor_of(request), at=now(), export_id=export_id)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Taken back: the file counts as kept again."))
    return redirect("programmes:export_receipt", export_id)


def file_name(export: ListExport) -> str:
    """What the file is called where it was saved, in the reader's language."""
    return f"{_('Regional list')}-{export.made_at.astimezone(SEOUL).date().isoformat()}.xlsx"


def _mine(by: Actor, export_id: uuid.UUID) -> ListExport:
    rows = ListExport.objects.visible_to(by).select_related("organisation")
    export = rows.filter(pk=export_id).first()
    if export is None:
        raise Http404
    return export


def _described(request: HttpRequest, export: ListExport) -> list[tuple[str, str]]:
    """The filters of the export in words."""
    by = actor_of(request)
    office = desk(by)
    return filtered(request, QueryDict(export.query), desk_rows(by, office), office).described


def _list_crumb() -> Crumb:
    return Crumb(_("Regional list"), reverse("programmes:regional_list"))
