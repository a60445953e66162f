"""The worker process: Celery with the relay beside it."""

from typing import Any

from celery import signals
from django.conf import settings
from django.db import connection

from core.jobs.daily import owe_daily
from core.jobs.relay import Relay
from portal.celery import app
from portal.relay import send
from portal.reports.sample import owe_samples

OFFERS_PER_PROCESS = 8


def work(*, processes: int, with_relay: bool = True) -> int:
    """Work until SIGTERM, which lets running jobs end; the exit status."""
    relay = Relay(send, window=processes * OFFERS_PER_PROCESS, clock=owe_daily)

    def start(**_signal: Any) -> None:
        # Only now: what is opened before the pool forks would be shared with its children.
        owe_samples()
        connection.close()
        relay.start()

    def leave(**_signal: Any) -> None:
        relay.stop()

    if with_relay:
        signals.worker_ready.connect(start, weak=False)
        signals.worker_shutting_down.connect(leave, weak=False)
    worker = app.Worker(
        pool="prefork",
        concurrency=processes,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=settings.CELERY_BROKER_URL.startswith("memory:"),
        loglevel=None,
        optimization="fair",
    )
    worker.start()
    return int(worker.exitcode or 0)


def relay_alone() -> None:
    """Only the relay, in the foreground, for a host that runs no worker; ends with SIGINT."""
    relay = Relay(send, window=64, clock=owe_daily)
    try:
        relay.run()
    except KeyboardInterrupt:
        relay.stop()
