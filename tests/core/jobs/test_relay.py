"""The relay outlives what goes wrong around it: without it no job is ever handed out again."""

import threading
import time
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from core.jobs.lease import Lease
from core.jobs.models import Job
from core.jobs.relay import Relay

pytestmark = pytest.mark.django_db(transaction=True)

Started = Callable[..., Relay]


@pytest.fixture
def sent() -> list[Lease]:
    return []


@pytest.fixture
def started(sent: list[Lease]) -> Iterator[Started]:
    """Starts a relay in its thread; stopped afterwards."""
    relays: list[Relay] = []

    def start(**more: Callable[[], None]) -> Relay:
        relay = Relay(sent.append, window=4, **more)
        relays.append(relay)
        relay.start()
        return relay

    yield start
    for relay in relays:
        relay.stop()


def owed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        (now,) = cursor.fetchone()
    Job.objects.create(kind="test-relay", dedupe_key=str(uuid.uuid4()), not_before=now)


def wait_for(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def waiting() -> list[int]:
    """The server processes of other connections that wait for a notice, with nothing under way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND state = 'idle' AND wait_event = 'ClientRead'"
        )
        return [pid for (pid,) in cursor.fetchall()]


def test_the_relay_hands_out_jobs_again_after_the_database_hung_up_while_it_waited(
    started: Started, sent: list[Lease]
) -> None:
    relay = started()
    owed()
    wait_for(lambda: sent)
    wait_for(waiting)
    with connection.cursor() as cursor:
        for pid in waiting():
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    owed()
    wait_for(lambda: len(sent) == 2 or not relay.is_alive())
    assert relay.is_alive()
    assert len(sent) == 2


def test_an_unforeseen_error_costs_the_relay_a_pause_and_not_its_life(
    started: Started, sent: list[Lease]
) -> None:
    failed = threading.Event()

    def clock() -> None:
        if not failed.is_set():
            failed.set()
            raise ValueError("the calendar is torn")

    relay = started(clock=clock)
    owed()
    wait_for(lambda: sent or not relay.is_alive())
    assert failed.is_set()
    assert len(sent) == 1
