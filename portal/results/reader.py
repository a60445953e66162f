"""What a reader who is not the company has to know: on whose word they read, and until when."""

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from assessments.models import Result, Share
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.consents.document import wording_of

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Reader:
    """The consent under which somebody reads a result.

    `period` is how long it lasts, in the words that were agreed to; `query` are the filters of the list they
    came from, `has_list` says whether they came from one.
    """

    shared_at: datetime | None
    given_by: str
    period: str
    purpose: str
    has_list: bool
    query: str


def reader_of(result: Result, by: Actor, came_from: str) -> Reader:
    """The reader's consent and the way back (one query); without a share of one's own the former is empty."""
    share = (
        Share.objects.visible_to(by)
        .filter(result=result, recipient_id__in=by.organisation_ids, withdrawn_at__isnull=True)
        .select_related("consent__user")
        .first()
    )
    wording = wording_of(share.consent.wording) if share and share.consent.wording else None
    return Reader(
        shared_at=share.shared_at if share else None,
        given_by=str(share.consent.user) if share and share.consent.user else "",
        period=wording.period if wording else "",
        purpose=wording.purpose if wording else "",
        has_list=by.kind == Kind.TECHNOPARK.value,
        query=QueryDict(came_from[:LONGEST]).urlencode(),
    )
