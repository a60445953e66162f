"""Every broker that the manual names can be spoken to with what is installed."""

import pytest
from kombu import Connection

from portal.celery import broker_options


@pytest.mark.parametrize("url", ["memory://", "amqp://127.0.0.1//", "redis://127.0.0.1:6379/0"])
def test_a_broker_of_the_manual_needs_nothing_that_is_not_installed(url: str) -> None:
    # A missing client shows only here: as the transport is made, before anything is sent.
    assert Connection(url, transport_options=broker_options(url)).transport.connection_errors


@pytest.mark.parametrize("url", ["redis://h/0", "rediss://h/0", "amqp://h//", "amqps://h//", "pyamqp://h//"])
def test_no_broker_is_waited_for_without_an_end(url: str) -> None:
    assert any(name.endswith("connect_timeout") for name in broker_options(url))


def test_a_killed_workers_task_comes_back_from_redis_within_seconds() -> None:
    assert broker_options("rediss://h/0")["unacked_restore_interval"] == 1
