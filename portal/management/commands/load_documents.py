"""`manage.py load_documents`: what a portal cannot begin without."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

LOADERS = ("load_frameworks", "load_support", "load_policies", "load_jurisdictions")


class Command(BaseCommand):
    """Diagnostics, ranking policies, and technoparks with their districts, as they come with this version."""

    help = "Publish the documents of this version; run again, it adds only what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each loader says what it did; the first that refuses a document stops the rest."""
        for name in LOADERS:
            call_command(name, verbosity=options["verbosity"], stdout=self.stdout, stderr=self.stderr)
