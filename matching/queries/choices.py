"""Whom companies asked, out of the list they were shown: what weights can be fitted to."""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from assessments.queries.benchmark import consenting
from core.accounts.actor import Actor
from matching.models import Consultation, MatchingPolicy, Recommendation
from matching.ranking import Criterion, Policy
from matching.ranking.fitting import Choice


def choices_under(
    row: MatchingPolicy, policy: Policy, *, by: Actor, since: datetime, until: datetime
) -> list[Choice]:
    """Every supplier asked from a list made under this policy, since one instant and before another.

    Only of companies that agreed to statistics, and of no fictitious one. The list is the last one made
    before asking; whoever the company had asked before is no option any more. The place is a control.
    """
    asked = (
        Consultation.objects.visible_to(by)
        .filter(
            asked_at__gte=since,
            asked_at__lt=until,
            result__isnull=False,
            organisation_id__in=consenting(by),
            organisation__is_demo=False,
        )
        .order_by("asked_at", "pk")
        .values_list("result_id", "supplier_id", "asked_at")
    )
    rows = list(asked)
    lists = _lists(row, {result for result, _, _ in rows}, by)
    before: defaultdict[uuid.UUID, set[str]] = defaultdict(set)
    found: list[Choice] = []
    for result, supplier, at in rows:
        shown = [items for made, items in lists[result] if made <= at]
        items = [item for item in shown[-1] if item["supplier"] not in before[result]] if shown else []
        before[result].add(str(supplier))
        found += _choice(items, str(supplier), policy)
    return found


def _lists(
    row: MatchingPolicy, results: set[uuid.UUID | None], by: Actor
) -> defaultdict[uuid.UUID | None, list[tuple[datetime, list[dict[str, Any]]]]]:
    """The lists made under a policy for each result, the oldest first."""
    lists: defaultdict[uuid.UUID | None, list[tuple[datetime, list[dict[str, Any]]]]] = defaultdict(list)
    made = Recommendation.objects.visible_to(by).filter(policy=row, result__in=results)
    for result, at, items in made.order_by("created_at").values_list(
        "result_id", "created_at", "ranking__items"
    ):
        lists[result].append((at, items))
    return lists


def _choice(items: list[dict[str, Any]], supplier: str, policy: Policy) -> Iterator[Choice]:
    """The choice of a supplier among the items of a list, if it stood there and was not alone."""
    ordered = sorted(items, key=lambda item: item["supplier"] != supplier)
    if len(ordered) > 1 and ordered[0]["supplier"] == supplier:
        options = [{Criterion(code): value for code, value in item["values"].items()} for item in ordered]
        yield Choice.of(options, policy.criteria, places=[item["place"] for item in ordered])
