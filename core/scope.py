"""Row-level security's side of the door: tells PostgreSQL who acts, for this transaction only."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from core.accounts.actor import SYSTEM, Actor

_SET = (
    "SELECT set_config('ieum.user', %s, true), set_config('ieum.organisations', %s, true),"
    " set_config('ieum.kind', %s, true), set_config('ieum.draft', %s, true),"
    " set_config('ieum.system', %s, true)"
)


def enter(by: Actor) -> None:
    """Name the actor to PostgreSQL until the transaction ends (`SET LOCAL`); needs an open transaction.

    Raises RuntimeError outside a transaction: the setting would be lost, and every row hidden.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("scope.enter needs an open transaction")
    organisations = "{" + ",".join(str(each) for each in by.organisation_ids) + "}"
    with connection.cursor() as cursor:
        cursor.execute(
            _SET,
            [
                str(by.user_id or ""),
                organisations,
                by.kind,
                by.draft_key,
                "on" if by.is_system else "off",
            ],
        )


@contextmanager
def acting(by: Actor) -> Iterator[Actor]:
    """A transaction in which PostgreSQL knows who acts."""
    with transaction.atomic():
        enter(by)
        yield by


@contextmanager
def acting_as_system() -> Iterator[Actor]:
    """A transaction of the portal itself: tasks, commands, migrations of data."""
    with acting(SYSTEM):
        yield SYSTEM
