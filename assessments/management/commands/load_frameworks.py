"""Publish the framework documents that come with the portal."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from assessments.actions import publish_framework
from assessments.scoring import DocumentFaults
from core import scope
from core.web import Refused

FOLDER = Path(__file__).resolve().parents[2] / "frameworks"


class Command(BaseCommand):
    """`manage.py load_frameworks [FILE ...]`: all of them or none; twice is as good as once."""

    help = "Publishes every framework document; a published version whose content changed is refused."

    def add_arguments(self, parser: CommandParser) -> None:
        """Files to publish instead of those in assessments/frameworks."""
        parser.add_argument("files", nargs="*", type=Path, help="YAML files instead of the portal's own")

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish; CommandError names every fault, or the version that would have changed."""
        files = options["files"] or sorted(FOLDER.glob("*.yaml"))
        with scope.acting_as_system() as by:
            for file in files:
                try:
                    version, is_new = publish_framework(
                        source=file.read_text(encoding="utf-8"), name=file.name, by=by, at=timezone.now()
                    )
                except (OSError, UnicodeDecodeError) as error:
                    raise CommandError(f"{file}: {error}") from None
                except DocumentFaults as faults:
                    raise CommandError(str(faults)) from None
                except Refused as refused:
                    raise CommandError(f"{file.name}: {refused.message}") from None
                if options["verbosity"]:
                    self.stdout.write(f"{version}: {'published' if is_new else 'unchanged'}")
