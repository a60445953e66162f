"""`manage.py demo_data`: fills the demonstration; run again, it adds only what is missing."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.population import COMPANIES, SUPPLIERS, populate


class Command(BaseCommand):
    """Loads frameworks, policy, technoparks, suppliers, companies, accounts."""

    help = "Fill the demonstration with believable, fictitious data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many of each."""
        parser.add_argument("--suppliers", type=int, default=SUPPLIERS)
        parser.add_argument("--companies", type=int, default=COMPANIES)

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses outside the demonstration: fictitious rows do not belong among real ones."""
        if not settings.DEMO:
            raise CommandError("demo_data works in the demonstration only (IEUM_DEMO=on)")
        counts = populate(supplier_count=options["suppliers"], company_count=options["companies"])
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
