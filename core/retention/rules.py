"""Who destroys which rows: a rule for every model whose declared period has an end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet

from core.accounts.actor import Actor
from core.accounts.models import Membership, MembershipState
from core.consents.retention import retention

BATCH = 1_000
"""Rows that one transaction destroys at most: seconds of work, and little to repeat after a crash."""

Run = Callable[[Actor, datetime], int]


@dataclass(frozen=True, slots=True)
class Rule:
    """Destroys rows of these models (`app.Model`) that are over their time.

    `run` gets the system as actor and PostgreSQL's instant, destroys one batch and says how many rows; it is
    called until that is 0, each time in a transaction of its own.
    """

    models: tuple[str, ...]
    run: Run


_rules: dict[tuple[str, ...], Rule] = {}


def keeps(*models: str) -> Callable[[Run], Run]:
    """Register a function as the rule of these models; a second one for any of them stops the start."""

    def register(run: Run) -> Run:
        known = {name for names in _rules for name in names}
        if known & set(models):
            raise RuntimeError(f"two retention rules for {sorted(known & set(models))}")
        _rules[models] = Rule(models, run)
        return run

    return register


def known_rules() -> tuple[Rule, ...]:
    """All of them, in the order in which they were registered."""
    return tuple(_rules.values())


def end_of(model: str, at: datetime) -> datetime:
    """What lies before this instant is over its time, by the declared days of the model.

    Raises KeyError for a model whose declaration has no number of days.
    """
    days = {name: row.days for row in retention() for name in row.models}[model]
    if days is None:
        raise KeyError(f"{model} is kept without an end")
    return at - timedelta(days=days)


def destroy(rows: QuerySet[Any]) -> int:
    """Destroy one batch of the rows; how many of them (not of what hangs on them)."""
    label = rows.model._meta.label
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if not ids:
        return 0
    _all, by_model = rows.model._default_manager.filter(pk__in=ids).delete()
    return int(by_model.get(label, 0))


def destroy_of_leavers(model: type[Model], at: datetime) -> int:
    """Destroy one batch of what people keep (`user`) in an `organisation` that they left, once the model's
    declared days are over; how many rows."""
    here = Membership.objects.filter(organisation=OuterRef("organisation"), user=OuterRef("user")).exclude(
        state=MembershipState.ENDED.value, ended_at__lt=end_of(model._meta.label, at)
    )
    return destroy(model._default_manager.exclude(Exists(here)))
