"""PostgreSQL itself says whose act moves an application, and on what a certificate rests."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from assessments.models import LevelApplication
from core.accounts.actor import SYSTEM
from core.scope import acting, enter
from tests.assessments.confirmation import world as made
from tests.assessments.confirmation.world import World, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
SET = "UPDATE assessments_levelapplication SET "
ISSUE = """
INSERT INTO assessments_levelcertificate (id, application_id, organisation_id, year, serial, number,
  framework_id, level, issued_on, last_day_on, revoked_reason)
SELECT gen_random_uuid(), id, organisation_id, 2026, 99, '2026-00099', framework_id, {level},
  '2026-11-20', '2029-11-20', '' FROM assessments_levelapplication
"""
FORGED = """{"verified": {"level": 5}}"""


@pytest.fixture
def hanbit() -> World:
    return world()


def _written(hanbit: World, name: str, sql: str) -> int:
    """How many rows this person would write with this statement; it is taken back."""
    try:
        with acting(hanbit.by(name)), connection.cursor() as cursor, transaction.atomic():
            cursor.execute(sql)
            count: int = cursor.rowcount
            transaction.set_rollback(True)
            return count
    except DatabaseError:
        return 0
    finally:
        enter(SYSTEM)


@pytest.mark.parametrize(
    ("step", "name", "sql"),
    [
        (made.submitted, "owner", f"{SET} state = 'accepted'"),
        (made.submitted, "owner", f"{SET} claimed_level = 5"),
        (made.submitted, "auditor", "DELETE FROM assessments_levelapplication"),
        (made.submitted, "auditor", "DELETE FROM assessments_applicationdocument"),
        (made.accepted, "owner", f"{SET} state = 'assigned'"),
        (made.assigned, "keeper", f"{SET} state = 'assessing'"),
        (made.assessing, "owner", f"{SET} state = 'reported', summary = 'x', reported_at = now()"),
        (made.assessing, "keeper", f"{SET} report = '{FORGED}'"),
        (made.reported, "owner", f"{SET} report = '{FORGED}'"),
        (made.reported, "first", f"{SET} report = '{FORGED}'"),
        (made.reported, "assessor", f"{SET} report = '{FORGED}'"),
        (made.reported, "owner", f"{SET} state = 'confirmed'"),
        (made.reported, "first", ISSUE.format(level=3)),
        (made.confirmed, "owner", f"{SET} state = 'revoked'"),
    ],
)
def test_nobody_writes_on_an_application_what_is_another_partys(
    hanbit: World, step: Callable[[World], LevelApplication], name: str, sql: str
) -> None:
    step(hanbit)
    assert _written(hanbit, name, sql) == 0


def test_what_is_a_partys_own_can_be_written(hanbit: World) -> None:
    made.submitted(hanbit)
    assert _written(hanbit, "keeper", f"{SET} state = 'rejected'") == 1
    assert _written(hanbit, "owner", f"{SET} state = 'withdrawn'") == 1
