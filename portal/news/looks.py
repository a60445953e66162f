"""Telling a company that its result was opened for the first time, and that its rows left as a file."""

import uuid
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.dateparse import parse_datetime

from core import audit
from core.accounts.actor import Actor
from core.accounts.locking import administrators
from core.accounts.models import Organisation
from core.audit.models import AccessRecord
from core.jobs.actions import owe_once
from core.jobs.handlers import handles
from core.jobs.work import Work
from core.notices.telling import tell
from core.scope import acting_as_system
from core.web.wording import SEOUL
from programmes.actions.exports import KEEP_DAYS

FIRST_LOOK = "result-opened"
ROWS_OUT = "rows-exported"
_OLD = timedelta(days=2)
"""A first look that lies so far back was before companies were told of it: no news."""


def follow_looks() -> None:
    """Owe the telling with the record; called when the app is ready."""
    audit.follow("view", "result", _looked)
    audit.follow("export", "results", _exported)


def _looked(by: Actor, at: datetime, subject_id: str) -> None:
    if by.place is not None:
        here = str(by.place.organisation_id)
        key = f"{FIRST_LOOK}:{here}:{subject_id}"
        owe_once(kind=FIRST_LOOK, dedupe_key=key, payload={"by": here, "result": subject_id}, by=by, at=at)


def _exported(by: Actor, at: datetime, _subject_id: str) -> None:
    if by.place is not None:
        payload = {"by": str(by.place.organisation_id), "at": at.isoformat()}
        key = f"{ROWS_OUT}:{payload['by']}:{payload['at']}"
        owe_once(kind=ROWS_OUT, dedupe_key=key, payload=payload, by=by, at=at)


@handles(FIRST_LOOK, attempts=8, lease_seconds=60)
def tell_of_first_look(work: Work) -> None:
    """Tell the company's administrators, once; nobody when the first look was long ago."""
    looks = AccessRecord.objects.filter(
        act="view",
        subject_kind="result",
        organisation_id=work.payload["by"],
        subject_id=work.payload["result"],
    )
    first, last = looks.order_by("at").first(), looks.order_by("-at").first()
    if first is None or last is None or last.at - first.at > _OLD:
        return
    with work.publishing():
        tell_company_of_look(first)


def tell_company_of_look(look: AccessRecord) -> None:
    """Tell the company that somebody opened its result for the first time; said before, nothing happens."""
    who = Organisation.objects.filter(pk=look.organisation_id).values_list("name", flat=True).first()
    if who is None or not look.subject_organisation_id:
        return
    params = {"who": who, "day": str(look.at.astimezone(SEOUL).date())}
    once = f"result_opened:{look.organisation_id}:{look.subject_id}"
    _tell_company(uuid.UUID(look.subject_organisation_id), "result_opened", params, once=once)


@handles(ROWS_OUT, attempts=8, lease_seconds=300)
def tell_of_export(work: Work) -> None:
    """Tell the administrators of every company in the file, each once, a company at a time."""
    here, at = work.payload["by"], parse_datetime(work.payload["at"])
    assert at is not None
    who = Organisation.objects.filter(pk=here).values_list("name", flat=True).first() or "—"
    records = AccessRecord.objects.filter(act="export", subject_kind="results", organisation_id=here, at=at)
    found = list(records.order_by("pk").values_list("subject_organisation_id", "reason"))
    until = str(at.astimezone(SEOUL).date() + timedelta(days=KEEP_DAYS))
    for done, (company, reason) in enumerate(found):
        with acting_as_system():
            params = {"who": who, "reason": reason, "until": until}
            once = f"rows_exported:{work.payload['at']}:{company}"
            _tell_company(uuid.UUID(company), "rows_exported", params, once=once)
        work.heartbeat() if done % 20 else work.progress("telling", done, len(found))


def _tell_company(company: uuid.UUID, code: str, params: dict[str, str], *, once: str) -> None:
    for user_id in administrators(company):
        tell(user_id, code, params, reverse("core:consents"), once=once)
