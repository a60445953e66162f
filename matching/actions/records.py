"""A supplier's track records: stated by the supplier, counted once a customer and an authority said so."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.notices.telling import settle
from core.web import Refused
from core.web.wording import SEOUL
from matching.actions.asking import about, take_back, tell_customer_of_end
from matching.actions.checking import fallen_back
from matching.actions.locked import locked_own, write
from matching.models import Supplier, TrackRecord
from matching.queries.confirmations import open_request
from matching.workflow import Step

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
    """The new track record, unconfirmed.

    Refused `future` for a project that is not finished yet, `fell` for a level that fell.
    """
    row = locked_own(by)
    _check(record, at)
    if row.track_records.count() >= MOST_RECORDS:
        raise Refused(
            _("A profile holds at most %(count)d projects. Delete an old one first.")
            % {"count": MOST_RECORDS},
            code="too-many",
        )
    made = TrackRecord.objects.create(supplier=row, year=record.finished_on.year, **asdict(record))
    write(row, {}, by=by, at=at, verb="record.added", data={"record": str(made.pk)}, touched=True)
    return made  # type: ignore[no-any-return]


@transaction.atomic
def change_record(*, by: Actor, at: datetime, record_id: uuid.UUID, record: Record) -> TrackRecord:
    """The track record as stated now.

    Refused as in adding; 409 `confirmed` once somebody confirmed it, `asked` while the customer is asked to.
    """
    row = locked_own(by)
    made = _own(row, record_id)
    if made.customer_confirmed_at or made.checked_at:
        raise Refused(
            _("This project was confirmed as it stands, so it can no longer be changed."),
            code="confirmed",
            status=409,
        )
    request = open_request(made)
    if request is not None and request.expires_at > at:
        raise Refused(
            _("The customer is asked to confirm this project as it stands. Take the request back first."),
            code="asked",
            status=409,
        )
    _check(record, at)
    stated = {**asdict(record), "year": record.finished_on.year}
    del stated["outcome_en"]
    changed = [field for field, value in stated.items() if getattr(made, field) != value]
    if not changed:
        return made
    for field in changed:
        setattr(made, field, stated[field])
    made.save(update_fields=changed)
    data = {"record": str(made.pk), "changed": changed}
    write(row, {}, by=by, at=at, verb="record.changed", data=data, touched=True)
    return made


@transaction.atomic
def delete_record(*, by: Actor, at: datetime, record_id: uuid.UUID) -> Supplier:
    """The supplier without the track record, confirmed or not; what it alone had verified falls back.

    It can come back for some minutes (`restore_deleted`). A request that its customer has not answered is
    taken back, and the customer is told.
    """
    row = locked_own(by)
    made = _own(row, record_id)
    evidence = fallen_back(row, made)
    if (request := open_request(made)) is not None:
        settle(about(request))
        if request.state == Step.ASKED.value:
            take_back(request, at)
            tell_customer_of_end(request, row.name)
    level = row.evidence.get(made.domain, "")
    made.deleted_at = at
    made.save(update_fields=["deleted_at"])
    count = TrackRecord.objects.confirmed().filter(supplier=row).count()
    changes = {"confirmed_records": count, "evidence": evidence}
    data = {"record": str(record_id), "domain": made.domain, "level": level}
    return write(row, changes, by=by, at=at, verb="record.deleted", data=data, touched=True)


def _own(row: Supplier, record_id: uuid.UUID) -> TrackRecord:
    made = TrackRecord.objects.filter(supplier=row, pk=record_id).first()
    if made is None:
        raise Http404
    return made


def _check(record: Record, at: datetime) -> None:
    if record.finished_on > at.astimezone(SEOUL).date():
        raise Refused(_("Add a project once it is finished."), code="future", field="finished_on")
    before, after = record.level_before, record.level_after
    if before is not None and after is not None and after < before:
        raise Refused(
            _("The level after the project is lower than before it. Check both."),
            code="fell",
            field="level_after",
        )
