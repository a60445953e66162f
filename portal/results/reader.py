"""What a reader who is not the company has to know: on whose word they read, and until when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from assessments.models import Result, Share
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.consents.document import wording_of
from core.web import actor_of
from programmes.models import State
from programmes.models.review import LONGEST_NOTE
from programmes.reviews import panel_of
from programmes.steps import PER_PAGE, Steps, steps_of

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Reader:
    """The consent under which somebody reads a result.

    `period` is how long it lasts, in the words that were agreed to; `query` are the filters of the list they
    came from, `has_list` says whether one exists, `steps` where the result stands
    in it when they came from there.
    """

    shared_at: datetime | None
    given_by: str
    period: str
    purpose: str
    has_list: bool
    query: str
    steps: Steps | None

    @property
    def way(self) -> str:
        """What keeps that list in the addresses of a result's pages; empty without one."""
        return f"?{urlencode({'in': self.query})}" if self.has_list and self.query else ""

    @property
    def place(self) -> str:
        """That list in an address, on the page that holds the result now, else the one come from."""
        data = QueryDict(self.query, mutable=True)
        if self.steps and not self.steps.has_left:
            rows = data.get("rows", "")
            number = (self.steps.number - 1) // int(rows if rows in PER_PAGE else PER_PAGE[0]) + 1
            data.pop("page", None)
            if number > 1:
                data["page"] = str(number)
        return f"?{data.urlencode()}"


def reader_of(request: HttpRequest, result: Result) -> Reader:
    """The reader's consent and the way back; without a share of one's own the former is empty.

    One query; from a list, which `?in` holds, those of the steps as well.
    """
    by = actor_of(request)
    query = QueryDict(request.GET.get("in", "")[:LONGEST]).urlencode()
    has_list = by.kind == Kind.TECHNOPARK.value
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
        has_list=has_list,
        query=query,
        steps=steps_of(request, result.pk, query) if has_list and "in" in request.GET else None,
    )


def desk_of(by: Actor, result: Result, reader: Reader | None) -> dict[str, Any]:
    """What a technopark's own panel beside a result shows (up to four queries); nothing for other readers."""
    if reader is None or not reader.has_list:
        return {}
    return {
        "desk": panel_of(by, result),
        "desk_states": State.choices,
        "longest": LONGEST_NOTE,
        "list_query": reader.query,
    }


def way_of(request: HttpRequest, by: Actor) -> tuple[str, str]:
    """The filters of the list one came from, and what keeps them in an address; empty for other readers."""
    if by.kind != Kind.TECHNOPARK.value:
        return "", ""
    query = QueryDict(request.GET.get("in", "")[:LONGEST]).urlencode()
    return query, f"?{urlencode({'in': query})}" if query else ""
