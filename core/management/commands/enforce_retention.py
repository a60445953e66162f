"""Destroy what is over its time, now and in the foreground; the worker does the same every night."""

from typing import Any

from django.core.management.base import BaseCommand

from core.retention.enforce import enforce


class Command(BaseCommand):
    """`manage.py enforce_retention`."""

    help = "Destroys rows that are over their declared time (docs/operations.md), as the worker does daily."

    def handle(self, *args: Any, **options: Any) -> None:
        """Destroy, and say how many rows of which model."""
        for model, count in enforce().items():
            self.stdout.write(f"{model}: {count}")
