"""`manage.py demo_data`: fills the demonstration; run again, it adds only what is missing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.population import populate


class Command(BaseCommand):
    """Loads frameworks, policy, technoparks, suppliers, companies, accounts."""

    help = "Fill the demonstration with believable, fictitious data."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses outside the demonstration: fictitious rows do not belong among real ones."""
        if not settings.DEMO:
            raise CommandError("demo_data works in the demonstration only (IEUM_DEMO=on)")
        counts = populate()
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
