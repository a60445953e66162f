"""`manage.py demo_accounts`: who can sign in to the demonstration, with the codes of this minute."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.population import account_lines


class Command(BaseCommand):
    """Prints a line a person."""

    help = "List the demonstration's accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses outside the demonstration."""
        if not settings.DEMO:
            raise CommandError("demo_accounts works in the demonstration only (IEUM_DEMO=on)")
        self.stdout.write("\n".join(account_lines(with_codes=True)))
