"""Changes at the regional desk."""

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.models import Organisation
from core.regions import REGIONS
from core.web import Refused
from programmes import policies
from programmes.models import Jurisdiction
from programmes.queries import codes_of_place, today

SHORTEST_REASON = 5


@transaction.atomic
def assign_district(
    *, by: Actor, at: datetime, technopark_id: uuid.UUID, sigungu: str, valid_from: date
) -> Jurisdiction:
    """Give a district to a technopark from a day on; whoever serves it until then ends the day before.

    Plants recorded under former codes of the district go with it. An assignment that has not begun yet and
    would begin on the day or later is replaced. Refused for somebody who may not edit, a technopark that is
    none, an unknown district, the technopark that serves it already, and a day at or before the start of the
    present jurisdiction.
    """
    if not policies.may_edit_jurisdictions(by):
        raise Refused(
            _("Only programme administrators change jurisdictions."), code="not-allowed", status=403
        )
    technopark = Organisation.objects.filter(id=technopark_id, kind=Kind.TECHNOPARK.value).first()
    if technopark is None:
        raise Refused(_("Choose a technopark from the list."), code="unknown-technopark", field="technopark")
    day = today()
    if not REGIONS.is_selectable(sigungu, day):
        raise Refused(_("Choose a district from the list."), code="unknown-district", field="sigungu")
    codes = codes_of_place(sigungu, day)
    rows = _locked(codes)
    before = _refuse_or_name(rows[sigungu], technopark, valid_from)
    try:
        with transaction.atomic():
            made = {code: _hand_over(rows[code], technopark, code, valid_from) for code in codes}
    except IntegrityError:
        raise Refused(
            _("Somebody else has just changed this district. Look at it again, then repeat."),
            code="changed-meanwhile",
            status=409,
        ) from None
    audit.record(
        by=by,
        at=at,
        verb="jurisdiction.assigned",
        subject_kind="jurisdiction",
        subject_id=made[sigungu].id,
        data={
            "sigungu": list(codes),
            "technopark": technopark.code,
            "before": before,
            "from": valid_from.isoformat(),
        },
    )
    return made[sigungu]


def _locked(codes: Sequence[str]) -> dict[str, list[Jurisdiction]]:
    """Every jurisdiction of the codes, by code and first day, locked."""
    found: dict[str, list[Jurisdiction]] = {code: [] for code in codes}
    rows = (
        Jurisdiction.objects.select_for_update(of=("self",))
        .filter(sigungu__in=codes)
        .select_related("technopark")
        .order_by("valid_from")
    )
    for row in rows:
        found[row.sigungu].append(row)
    return found


def _refuse_or_name(rows: Sequence[Jurisdiction], technopark: Organisation, valid_from: date) -> str:
    """The code of the technopark that serves until then, or an empty text. Refused where it cannot be."""
    kept = [row for row in rows if not _is_replaced(row, valid_from)]
    if not kept:
        return ""
    current = kept[-1]
    if current.valid_from >= valid_from:
        raise Refused(
            _("The new jurisdiction must begin after %(day)s, when the present one began.")
            % {"day": current.valid_from.isoformat()},
            code="too-early",
            field="valid_from",
        )
    if current.technopark_id == technopark.id and current.valid_to is None:
        raise Refused(
            _("%(technopark)s serves this district already.") % {"technopark": technopark.name},
            code="same-technopark",
            field="technopark",
        )
    return current.technopark.code


def _is_replaced(row: Jurisdiction, valid_from: date) -> bool:
    """Whether the row was only planned, for a day that the new jurisdiction covers."""
    return row.valid_from > today() and row.valid_from >= valid_from


def _hand_over(
    rows: Sequence[Jurisdiction], technopark: Organisation, sigungu: str, valid_from: date
) -> Jurisdiction:
    for row in rows:
        if _is_replaced(row, valid_from):
            row.delete()
        elif row.valid_from < valid_from and (row.valid_to is None or row.valid_to >= valid_from):
            row.valid_to = valid_from - timedelta(days=1)
            row.save(update_fields=["valid_to"])
    return Jurisdiction.objects.create(technopark=technopark, sigungu=sigungu, valid_from=valid_from)


@transaction.atomic
def record_list_export(
    *,
    by: Actor,
    at: datetime,
    address: str,
    reason: str,
    organisation_ids: Sequence[uuid.UUID],
    filters: Sequence[str],
) -> None:
    """Write down that rows of the regional list left the portal: one access record a company, one event.

    `organisation_ids` has one entry a row, `filters` the names of the filters that were set (their values may
    be typed text, which the trail never holds). Refused without a reason of at least five characters.
    """
    stated = " ".join(reason.split())
    if len(stated) < SHORTEST_REASON:
        raise Refused(
            _("Say in a few words what the file is for. The companies can read it."),
            code="reason-missing",
            field="reason",
        )
    rows = Counter(organisation_ids)
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
        subject_kind="organisation",
        subject_id=by.place.organisation_id if by.place else "",
        data={"rows": rows.total(), "companies": len(rows), "filters": sorted(filters)},
    )


def record_list_view(*, by: Actor, at: datetime, address: str, count: int) -> None:
    """Write down that somebody looked at so many rows of the regional list; nothing for an empty list."""
    if count:
        audit.record_access(by=by, at=at, act="list", subject_kind="results", address=address, count=count)
