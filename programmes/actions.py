"""Changes at the regional desk."""

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.models import Organisation
from core.regions import REGIONS
from core.web import Refused
from programmes import policies
from programmes.models import Jurisdiction


@transaction.atomic
def assign_district(
    *, by: Actor, at: datetime, technopark_id: uuid.UUID, sigungu: str, valid_from: date
) -> Jurisdiction:
    """Give a district to a technopark from a day on; whoever serves it until then ends the day before.

    Refused for an unknown district, somebody who may not edit, a technopark that is none, the technopark that
    serves it already, and a day at or before the start of the present jurisdiction.
    """
    if not policies.may_edit_jurisdictions(by):
        raise Refused(
            _("Only programme administrators change jurisdictions."), code="not-allowed", status=403
        )
    technopark = Organisation.objects.filter(id=technopark_id, kind=Kind.TECHNOPARK.value).first()
    if technopark is None:
        raise Refused(_("Choose a technopark from the list."), code="unknown-technopark", field="technopark")
    if sigungu not in REGIONS:
        raise Refused(_("Choose a district from the list."), code="unknown-district", field="sigungu")
    current = (
        Jurisdiction.objects.select_for_update()
        .filter(sigungu=sigungu, valid_to__isnull=True)
        .select_related("technopark")
        .first()
    )
    if current is not None:
        if current.technopark_id == technopark.id:
            raise Refused(
                _("%(technopark)s serves this district already.") % {"technopark": technopark.name},
                code="same-technopark",
                field="technopark",
            )
        if valid_from <= current.valid_from:
            raise Refused(
                _("The new jurisdiction must begin after %(day)s, when the present one began.")
                % {"day": current.valid_from.isoformat()},
                code="too-early",
                field="valid_from",
            )
        current.valid_to = valid_from - timedelta(days=1)
        current.save(update_fields=["valid_to"])
    row = Jurisdiction.objects.create(technopark=technopark, sigungu=sigungu, valid_from=valid_from)
    audit.record(
        by=by,
        at=at,
        verb="jurisdiction.assigned",
        subject_kind="jurisdiction",
        subject_id=row.id,
        data={
            "sigungu": sigungu,
            "technopark": technopark.code,
            "before": current.technopark.code if current else "",
            "from": valid_from.isoformat(),
        },
    )
    return row


@transaction.atomic
def record_list_export(
    *,
    by: Actor,
    at: datetime,
    address: str,
    reason: str,
    count: int,
    query: str,
    organisation_ids: list[uuid.UUID],
) -> None:
    """Write down that rows of the regional list left the portal: one access record a company, one event.

    Refused without a reason of at least five characters.
    """
    if len(reason.strip()) < 5:
        raise Refused(
            _("Say in a few words what the file is for. The companies can read it."),
            code="reason-missing",
            field="reason",
        )
    rows: dict[uuid.UUID, int] = {}
    for each in organisation_ids:
        rows[each] = rows.get(each, 0) + 1
    audit.record_accesses(
        by=by,
        at=at,
        act="export",
        subject_kind="result",
        address=address,
        reason=reason.strip()[:500],
        counts=rows,
    )
    audit.record(
        by=by,
        at=at,
        verb="regional-list.exported",
        subject_kind="organisation",
        subject_id=by.place.organisation_id if by.place else "",
        data={"rows": count, "companies": len(rows), "filter": query[:200]},
    )
