"""Publish the rules of support that come with the portal."""

from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.actions.support import load_support
from assessments.support import Malformed
from core import scope
from core.web import Refused

FOLDER = Path(__file__).resolve().parents[2] / "support"


class Command(BaseCommand):
    """`manage.py load_support`: the rules in assessments/support; twice is as good as once."""

    help = "Publishes the rules of support that come with this version; published rules never change."

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish; CommandError names the faults, or the version that would have changed."""
        with scope.acting_as_system() as by:
            for file in sorted(FOLDER.glob("*.yaml")):
                data = yaml.safe_load(file.read_text(encoding="utf-8"))
                version, day = data.pop("version"), data.pop("valid_from")
                try:
                    row, is_new = load_support(
                        version=version, valid_from=day, document=data, by=by, at=timezone.now()
                    )
                except Malformed as faults:
                    raise CommandError(f"{file.name}: {faults}") from None
                except Refused as refused:
                    raise CommandError(f"{file.name}: {refused.message}") from None
                if options["verbosity"]:
                    self.stdout.write(f"{row}: {'published' if is_new else 'unchanged'}")
