"""Destroy the drafts whose thirty days are over."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessments.actions import purge_drafts
from core import scope


class Command(BaseCommand):
    """`manage.py purge_drafts`, once a day."""

    help = "Destroys expired drafts of visitors with their answers."

    def handle(self, *args: Any, **options: Any) -> None:
        """Purge and say how many."""
        with scope.acting_as_system() as by:
            count = purge_drafts(by=by, at=timezone.now())
        self.stdout.write(f"{count} drafts destroyed")
