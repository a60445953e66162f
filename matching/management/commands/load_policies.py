"""Publish the matching policies that come with the portal."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core import scope
from core.web import Refused
from matching.actions.policies import publish_policy
from matching.ranking import Malformed

FOLDER = Path(__file__).resolve().parents[2] / "policies"


class Command(BaseCommand):
    """`manage.py load_policies [FILE ...]`: all of them or none; twice is as good as once."""

    help = "Publishes every matching policy; a published policy whose content changed is refused."

    def add_arguments(self, parser: CommandParser) -> None:
        """Files to publish instead of those in matching/policies."""
        parser.add_argument("files", nargs="*", type=Path, help="YAML files instead of the portal's own")

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish; CommandError names every fault, or the policy that would have changed."""
        files = options["files"] or sorted(FOLDER.glob("*.yaml"))
        with scope.acting_as_system() as by:
            for file in files:
                try:
                    policy, is_new = publish_policy(file=file, by=by, at=timezone.now())
                except (OSError, UnicodeDecodeError, Malformed) as fault:
                    raise CommandError(f"{file.name}: {fault}") from None
                except Refused as refused:
                    raise CommandError(f"{file.name}: {refused.message}") from None
                if options["verbosity"]:
                    self.stdout.write(f"{policy}: {'published' if is_new else 'unchanged'}")
