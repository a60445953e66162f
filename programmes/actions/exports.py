"""Rows of the regional list that leave the portal."""

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.web import Refused
from core.web.wording import SEOUL
from programmes.models import ListExport
from programmes.policies import may_undo_deletion

SHORTEST_REASON = 5
KEEP_DAYS = 90
"""How long a file may be kept at most: consent lasts three years, a list for one purpose does not."""


@transaction.atomic
def export_list(
    *,
    by: Actor,
    at: datetime,
    address: str,
    reason: str,
    results: Sequence[tuple[uuid.UUID, uuid.UUID]],
    filters: Sequence[str],
    query: str = "",
    has_notes: bool = False,
) -> ListExport:
    """Write down that rows of the regional list leave the portal: one access record a company, one event.

    `results` are pairs of result and organisation, one a row; `filters` the names of the filters that were
    set (their values, in `query`, may be typed text, which the trail never holds). Refused without a reason
    of at least five characters.
    """
    stated = " ".join(reason.split())
    if len(stated) < SHORTEST_REASON:
        raise Refused(
            _("Say in a few words what the file is for. The companies can read it."),
            code="reason-missing",
            field="reason",
        )
    if by.place is None or by.user_id is None:
        raise Http404
    rows = Counter(organisation_id for _result_id, organisation_id in results)
    export = ListExport.objects.create(
        organisation_id=by.place.organisation_id,
        made_by_id=by.user_id,
        made_at=at,
        reason=stated[:500],
        query=query[:2000],
        has_notes=has_notes,
        result_ids=[result_id for result_id, _organisation_id in results],
        rows=rows.total(),
        companies=len(rows),
        delete_by_on=at.astimezone(SEOUL).date() + timedelta(days=KEEP_DAYS),
    )
    audit.record_accesses(
        by=by,
        at=at,
        act="export",
        subject_kind="results",
        address=address,
        reason=stated[:500],
        counts=rows,
    )
    audit.record(
        by=by,
        at=at,
        verb="regional-list.exported",
        subject_kind="list_export",
        subject_id=export.pk,
        data={"rows": rows.total(), "companies": len(rows), "filters": sorted(filters)},
    )
    return export


@transaction.atomic
def confirm_deleted(*, by: Actor, at: datetime, export_id: uuid.UUID) -> ListExport:
    """The export, its file said to be deleted; nothing when it was said before. Http404 for a foreign one."""
    export = _locked(by, export_id)
    if export.deleted_at is None:
        export.deleted_at, export.deleted_by_id = at, by.user_id
        export.save(update_fields=["deleted_at", "deleted_by_id"])
        audit.record(
            by=by, at=at, verb="regional-list.deleted", subject_kind="list_export", subject_id=export.pk
        )
    return export


@transaction.atomic
def undo_deletion(*, by: Actor, at: datetime, export_id: uuid.UUID) -> ListExport:
    """The export, its file said to exist after all; both sayings stay in the trail.

    Refused when somebody else said that it is deleted, or too long ago; Http404 for a foreign one.
    """
    export = _locked(by, export_id)
    if why := may_undo_deletion(by, export, at):
        raise Refused(why, code="not-undone")
    export.deleted_at = export.deleted_by_id = None
    export.save(update_fields=["deleted_at", "deleted_by_id"])
    audit.record(
        by=by, at=at, verb="regional-list.deletion-undone", subject_kind="list_export", subject_id=export.pk
    )
    return export


def _locked(by: Actor, export_id: uuid.UUID) -> ListExport:
    export = ListExport.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=export_id).first()
    if export is None:
        raise Http404
    return export


def record_list_view(*, by: Actor, at: datetime, address: str, count: int) -> None:
    """Write down that somebody looked at so many rows of the regional list; nothing for an empty list."""
    if count:
        audit.record_access(by=by, at=at, act="list", subject_kind="results", address=address, count=count)
