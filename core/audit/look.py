"""Looking at a company's data leaves an access record, by whatever door: page, API or file."""

import uuid
from datetime import datetime

from django.http import HttpRequest

from core.accounts.actor import Actor
from core.accounts.address import client_address
from core.audit.trail import record_access


def record_look(
    request: HttpRequest,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    subject_id: object,
    organisation_id: uuid.UUID,
    act: str = "view",
) -> None:
    """One access record, which the company can read; nothing when the company itself looks.

    `kind` says what was seen ("result", "report", "recommendation"), `organisation_id` whose it is.
    """
    if organisation_id in by.organisation_ids:
        return
    record_access(
        by=by,
        at=at,
        act=act,
        subject_kind=kind,
        subject_id=subject_id,
        subject_organisation_id=organisation_id,
        address=client_address(request),
    )
