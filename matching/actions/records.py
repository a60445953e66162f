"""A supplier's track records: stated by the supplier, counted once a customer and an authority said so."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.web import Refused
from core.web.wording import SEOUL
from matching.actions.locked import locked_own, write
from matching.models import Supplier, TrackRecord

MOST_RECORDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A finished project, cleaned by the form."""

    finished_on: date
    domain: str
    industry: str
    sido: str
    size: str
    level_before: int | None
    level_after: int | None
    amount_band: str
    outcome_ko: str
    outcome_en: str = ""


@transaction.atomic
def add_record(*, by: Actor, at: datetime, record: Record) -> TrackRecord:
    """The new track record, unconfirmed. Refused `future` for a project that is not finished yet."""
    row = locked_own(by)
    if record.finished_on > at.astimezone(SEOUL).date():
        raise Refused(_("Add a project once it is finished."), code="future", field="finished_on")
    if row.track_records.count() >= MOST_RECORDS:
        raise Refused(
            _("A profile holds at most %(count)d projects. Delete an old one first.")
            % {"count": MOST_RECORDS},
            code="too-many",
        )
    made = TrackRecord.objects.create(supplier=row, year=record.finished_on.year, **asdict(record))
    write(row, {}, by=by, at=at, verb="record.added", data={"record": str(made.pk)}, touched=True)
    return made


@transaction.atomic
def delete_record(*, by: Actor, at: datetime, record_id: uuid.UUID) -> Supplier:
    """The supplier without the track record, confirmed or not."""
    row = locked_own(by)
    made = TrackRecord.objects.filter(supplier=row, pk=record_id).first()
    if made is None:
        raise Http404
    made.delete()
    changes = {"confirmed_records": TrackRecord.objects.confirmed().filter(supplier=row).count()}
    data = {"record": str(record_id)}
    return write(row, changes, by=by, at=at, verb="record.deleted", data=data, touched=True)
