"""Where a result stands in the regional list one came from, and its neighbours there."""

import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict

from core.accounts.actor import Actor
from core.web import actor_of
from programmes.filters import filtered
from programmes.models import DeskRow
from programmes.queries import Desk, desk, desk_rows

PER_PAGE = ("50", "100", "200")
WORK = ("state", "opened", "note")
"""Filters that a result leaves by being worked on."""
MOST = 5_000
"""Among so many rows the place is looked for; nobody pages through more one by one."""


@dataclass(frozen=True, slots=True)
class Steps:
    """`number` of `total`, counted from one; the neighbours' ids, None at either end.

    `has_left`: the filters hold the result no more; its place is the one it would have.
    """

    number: int
    total: int
    before: uuid.UUID | None
    after: uuid.UUID | None
    has_left: bool = False


def order_with(by: Actor, office: Desk, wanted: QuerySet[DeskRow], here: uuid.UUID) -> list[uuid.UUID]:
    """The list with this result in its place there, whether the filters still hold it or not."""
    order = list(wanted.values_list("result_id", flat=True)[: MOST + 1])
    if here in order:
        return order
    also = Q(result_id=here) | Q(result_id__in=wanted.order_by().values("result_id"))
    rows = desk_rows(by, office).filter(also).order_by(*wanted.query.order_by)
    return list(rows.values_list("result_id", flat=True)[: MOST + 1])


def _has_left(request: HttpRequest, result_id: uuid.UUID, query: str, office: Desk) -> bool:
    """Whether the list holds the result but for how far the technopark is with it."""
    data = QueryDict(query, mutable=True)
    if not any(data.pop(name, None) for name in WORK):
        return False
    wider = filtered(request, data, desk_rows(actor_of(request), office), office)
    return wider.form.is_valid() and wider.qs.filter(result_id=result_id).exists()


def steps_of(request: HttpRequest, result_id: uuid.UUID, query: str) -> Steps | None:
    """The result's place in the list with these filters (two queries, three in a long list).

    One that left the filters, as with another state or by being opened, keeps its place (two queries more).
    None when it never was in that list, and when it stands further down than anybody pages.
    """
    by = actor_of(request)
    office = desk(by)
    found = filtered(request, QueryDict(query), desk_rows(by, office), office)
    rows = found.qs
    ids = list(rows.values_list("result_id", flat=True)[: MOST + 1])
    has_left = result_id not in ids and found.form.is_valid() and _has_left(request, result_id, query, office)
    if has_left:
        ids = order_with(by, office, rows, result_id)
    if result_id not in ids[:MOST]:
        return None
    here = ids.index(result_id)
    return Steps(
        number=here + 1,
        total=len(ids) if len(ids) <= MOST else rows.count(),
        before=ids[here - 1] if here else None,
        after=ids[here + 1] if here + 1 < len(ids) else None,
        has_left=has_left,
    )
