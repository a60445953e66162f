"""`manage.py demo_accounts`: who can sign in to the demonstration, with the codes of this minute."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.accounts.demo import current_code
from portal.demo.accounts import PASSWORD, totp_secret
from portal.demo.population import people


class Command(BaseCommand):
    """Prints a line a person."""

    help = "List the demonstration's accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses outside the demonstration."""
        if not settings.DEMO:
            raise CommandError("demo_accounts works in the demonstration only (IEUM_DEMO=on)")
        self.stdout.write(f"password of all: {PASSWORD}")
        for each in people():
            code = f"  code {current_code(totp_secret(each.email))}" if each.needs_code else ""
            self.stdout.write(f"  {each.email:32}{each.role.value:26}{each.about}{code}")
        self.stdout.write("  codes change every 30 seconds; the page /dev/codes/ shows the current ones")
