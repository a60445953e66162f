"""Celery executes; it never remembers. The job row is the truth (core.jobs)."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

BROKER_OPTIONS: dict[str, dict[str, float]] = {
    # In one process: how often the in-memory queue is looked at.
    "memory": {"polling_interval": 0.05},
    # A killed worker's tasks come back after seconds, not minutes; nothing waits for a silent server.
    "redis": {
        "socket_timeout": 5,
        "socket_connect_timeout": 3,
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
    },
    "amqp": {"connect_timeout": 3, "read_timeout": 5, "write_timeout": 5},
}


def broker_options(url: str) -> dict[str, float]:
    """What the transport of this address is told beside it: time limits, and when lost tasks come back."""
    scheme = url.partition("://")[0].partition("+")[0]
    family = {"amqps": "amqp", "pyamqp": "amqp", "rediss": "redis", "valkey": "redis"}.get(scheme, scheme)
    return dict(BROKER_OPTIONS.get(family, {}))


app = Celery("ieum", set_as_current=True)
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    broker_transport_options=broker_options(settings.CELERY_BROKER_URL),
    broker_connection_timeout=3,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    task_default_queue="ieum",
    task_ignore_result=True,
    task_publish_retry=False,
    task_time_limit=120,
    task_serializer="json",
    accept_content=["json"],
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    timezone="Asia/Seoul",
)
