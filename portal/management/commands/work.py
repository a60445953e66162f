"""`manage.py work`: the worker."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.worker import relay_alone, work


class Command(BaseCommand):
    """Works on what is owed: reports, mails, imports."""

    help = "Run the worker: the relay and Celery's processes, until SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which halves run here, and how many processes."""
        parser.add_argument("--processes", type=int, default=settings.WORKER_PROCESSES)
        halves = parser.add_mutually_exclusive_group()
        halves.add_argument("--relay-only", action="store_true", help="only hand out jobs (needs a broker)")
        halves.add_argument("--no-relay", action="store_true", help="only work, another relay hands out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop."""
        in_memory = settings.CELERY_BROKER_URL.startswith("memory:")
        if in_memory and (options["relay_only"] or options["no_relay"]):
            raise CommandError("With the in-memory broker, relay and worker are one process.")
        if options["relay_only"]:
            relay_alone()
            return
        status = work(processes=options["processes"], with_relay=not options["no_relay"])
        if status:
            raise SystemExit(status)
