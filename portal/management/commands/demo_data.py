"""`manage.py demo_data`: fills the demonstration; run again, it adds only what is missing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.population import COMPANIES, SUPPLIERS, account_lines, populate


class Command(BaseCommand):
    """Loads frameworks, policy, technoparks, suppliers, companies, accounts."""

    help = "Fill the demonstration with believable, fictitious data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many of each, and where to say who can sign in."""
        parser.add_argument("--suppliers", type=int, default=SUPPLIERS)
        parser.add_argument("--companies", type=int, default=COMPANIES)
        parser.add_argument("--accounts", type=Path, metavar="FILE", help="write the list of accounts there")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses outside the demonstration: fictitious rows do not belong among real ones."""
        if not settings.DEMO:
            raise CommandError("demo_data works in the demonstration only (IEUM_DEMO=on)")
        counts = populate(supplier_count=options["suppliers"], company_count=options["companies"])
        if options["accounts"]:
            options["accounts"].write_text("\n".join(account_lines()) + "\n", encoding="utf-8")
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
