"""Where a result stands in the regional list one came from, and its neighbours there."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from core.web import actor_of
from programmes.filters import filtered
from programmes.queries import desk, desk_rows

PER_PAGE = ("50", "100", "200")
MOST = 5_000
"""Among so many rows the place is looked for; nobody pages through more one by one."""


@dataclass(frozen=True, slots=True)
class Steps:
    """`number` of `total`, counted from one; the neighbours' ids, None at either end."""

    number: int
    total: int
    before: uuid.UUID | None
    after: uuid.UUID | None


def steps_of(request: HttpRequest, result_id: uuid.UUID, query: str) -> Steps | None:
    """The result's place in the list with these filters (two queries, three in a long list).

    None when it is not in that list, which is so for one just opened in the list of those not opened, and
    when it stands further down than anybody pages.
    """
    by = actor_of(request)
    office = desk(by)
    rows = filtered(request, QueryDict(query), desk_rows(by, office), office).qs
    ids = list(rows.values_list("result_id", flat=True)[: MOST + 1])
    if result_id not in ids[:MOST]:
        return None
    here = ids.index(result_id)
    return Steps(
        number=here + 1,
        total=len(ids) if len(ids) <= MOST else rows.count(),
        before=ids[here - 1] if here else None,
        after=ids[here + 1] if here + 1 < len(ids) else None,
    )
