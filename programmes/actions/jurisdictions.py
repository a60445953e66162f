"""Who serves which district: given by the ministry, and taken back."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.jobs.actions import owe
from core.models import Organisation
from core.regions import REGIONS
from core.web import Refused
from core.web.wording import date_text
from programmes import policies
from programmes.models import Handover, Jurisdiction
from programmes.queries import codes_of_place, today

SHORTEST_REASON = 5
TELL = "handover-told"
"""The kind of job that tells everybody concerned."""


@transaction.atomic
def assign_district(
    *,
    by: Actor,
    at: datetime,
    technopark_id: uuid.UUID,
    sigungu: str,
    valid_from: date,
    reason: str = "",
    seen: str | None = None,
) -> Handover:
    """Give a district to a technopark from a day on; whoever serves it until then ends the day before.

    Plants recorded under former codes of the district go with it. An assignment that has not begun yet and
    would begin on the day or later is replaced. Both technoparks and the companies concerned are told.
    `seen` is the `state_of` the district that the preview showed. Refused for somebody who may not edit, a
    technopark that is none, an unknown district, the technopark that serves it already, a day at or before
    the start of the present jurisdiction, and 409 `changed-meanwhile` when it is not as it was seen.
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
    if seen is not None and seen != state_of(chain_of(rows)):
        raise _changed_meanwhile()
    before = refuse_or_find(rows[sigungu], technopark, valid_from)
    replaced = [plain(row) for row in chain_of(rows) if _is_touched(row, valid_from)]
    try:
        with transaction.atomic():
            for code in codes:
                _hand_over(rows[code], technopark, code, valid_from)
    except IntegrityError:
        raise _changed_meanwhile() from None
    handover = Handover.objects.create(
        sigungu=sigungu,
        codes=list(codes),
        technopark=technopark,
        technopark_before=before,
        valid_from=valid_from,
        reason=" ".join(reason.split())[:500],
        replaced=replaced,
        made_at=at,
        made_by_id=by.user_id,
    )
    audit.record(
        by=by,
        at=at,
        verb="jurisdiction.assigned",
        subject_kind="handover",
        subject_id=handover.id,
        data={
            "sigungu": list(codes),
            "technopark": technopark.code,
            "before": before.code if before else "",
            "from": valid_from.isoformat(),
        },
    )
    owe(kind=TELL, dedupe_key=f"{TELL}:{handover.id}", payload={"handover": str(handover.id)}, by=by, at=at)
    return handover


@transaction.atomic
def undo_handover(*, by: Actor, at: datetime, handover_id: uuid.UUID, reason: str) -> Handover:
    """The handover, undone: the district is exactly as it was before. Whoever was told is told again.

    Refused 403 for somebody who may not edit; `not-latest`, `begun` or `undone` where it cannot be undone (a
    jurisdiction that has begun is history, and is given back from today on instead); `reason-missing`.
    """
    if not policies.may_edit_jurisdictions(by):
        raise Refused(
            _("Only programme administrators change jurisdictions."), code="not-allowed", status=403
        )
    handover = Handover.objects.select_for_update(of=("self",)).filter(pk=handover_id).first()
    if handover is None:
        raise Http404
    rows = chain_of(_locked(handover.codes))
    if refusal := policies.may_undo_handover(handover, today(), is_latest=is_latest(handover)):
        raise Refused(refusal, code="not-undoable", status=409)
    stated = " ".join(reason.split())[:500]
    if len(stated) < SHORTEST_REASON:
        raise Refused(_("Say in a few words why."), code="reason-missing", field="reason")
    restored = {each["id"]: each for each in handover.replaced}
    for row in rows:
        is_made = row.valid_from == handover.valid_from and row.technopark_id == handover.technopark_id
        if is_made or str(row.id) in restored:
            row.delete()
    Jurisdiction.objects.bulk_create(_row_of(each) for each in handover.replaced)
    handover.undone_at, handover.undone_by_id, handover.undone_reason = at, by.user_id, stated
    handover.save(update_fields=["undone_at", "undone_by_id", "undone_reason"])
    audit.record(
        by=by,
        at=at,
        verb="jurisdiction.undone",
        subject_kind="handover",
        subject_id=handover.id,
        data={"sigungu": handover.codes, "technopark": handover.technopark.code},
    )
    key = f"{TELL}:{handover.id}:undone"
    owe(kind=TELL, dedupe_key=key, payload={"handover": str(handover.id), "undone": True}, by=by, at=at)
    return handover


def is_latest(handover: Handover) -> bool:
    """Whether no other standing handover of the district came after it."""
    later = Handover.objects.standing().filter(sigungu=handover.sigungu, made_at__gt=handover.made_at)
    return not later.exclude(pk=handover.pk).exists()


def state_of(rows: Iterable[Jurisdiction]) -> str:
    """Sixteen hexadecimal digits that change whenever one of these jurisdictions does."""
    lines = sorted(f"{row.id} {row.technopark_id} {row.valid_from} {row.valid_to}" for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def chain_of(rows: Mapping[str, Sequence[Jurisdiction]]) -> list[Jurisdiction]:
    """The rows of all codes, one after the other."""
    return [row for each in rows.values() for row in each]


def plain(row: Jurisdiction) -> dict[str, str | None]:
    """The row as JSON keeps it."""
    return {
        "id": str(row.id),
        "technopark": str(row.technopark_id),
        "sigungu": row.sigungu,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
    }


def _row_of(kept: Mapping[str, Any]) -> Jurisdiction:
    return Jurisdiction(
        id=uuid.UUID(kept["id"]),
        technopark_id=uuid.UUID(kept["technopark"]),
        sigungu=kept["sigungu"],
        valid_from=date.fromisoformat(kept["valid_from"]),
        valid_to=date.fromisoformat(kept["valid_to"]) if kept["valid_to"] else None,
    )


def _changed_meanwhile() -> Refused:
    return Refused(
        _("Somebody else has just changed this district. Look at it again, then repeat."),
        code="changed-meanwhile",
        status=409,
    )


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


def refuse_or_find(
    rows: Sequence[Jurisdiction], technopark: Organisation, valid_from: date
) -> Organisation | None:
    """The technopark that serves until then, None where nobody does. Refused where it cannot be."""
    kept = [row for row in rows if not _is_replaced(row, valid_from)]
    if not kept:
        return None
    current = kept[-1]
    if current.valid_from >= valid_from:
        raise Refused(
            _("The new jurisdiction must begin after %(day)s, when the present one began.")
            % {"day": date_text(current.valid_from)},
            code="too-early",
            field="valid_from",
        )
    if current.technopark_id == technopark.id and current.valid_to is None:
        raise Refused(
            _("%(technopark)s serves this district already.") % {"technopark": technopark.name},
            code="same-technopark",
            field="technopark",
        )
    return current.technopark


def _is_replaced(row: Jurisdiction, valid_from: date) -> bool:
    """Whether the row was only planned, for a day that the new jurisdiction covers."""
    return row.valid_from > today() and row.valid_from >= valid_from


def _is_touched(row: Jurisdiction, valid_from: date) -> bool:
    """Whether the handover deletes the row or ends it earlier."""
    return _is_replaced(row, valid_from) or (
        row.valid_from < valid_from and (row.valid_to is None or row.valid_to >= valid_from)
    )


def _hand_over(
    rows: Sequence[Jurisdiction], technopark: Organisation, sigungu: str, valid_from: date
) -> None:
    for row in rows:
        if _is_replaced(row, valid_from):
            row.delete()
        elif _is_touched(row, valid_from):
            row.valid_to = valid_from - timedelta(days=1)
            row.save(update_fields=["valid_to"])
    Jurisdiction.objects.create(technopark=technopark, sigungu=sigungu, valid_from=valid_from)
