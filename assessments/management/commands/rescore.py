"""Score every submitted diagnostic again and say whether it comes to the stored result."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.models import FrameworkVersion
from assessments.queries.rescored import rescored
from core import scope


class Command(BaseCommand):
    """`manage.py rescore`: exit status 0 when every result is what its answers come to, 1 when one is not."""

    help = "Scores every submitted diagnostic again and compares the result with the stored one."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints a line for each framework version. CommandError that names the results which differ."""
        different = []
        with scope.acting_as_system():
            for version in FrameworkVersion.objects.defer("document", "source").order_by("code", "version"):
                count = 0
                for result, is_same in rescored(version):
                    count += 1
                    if not is_same:
                        different.append(str(result))
                self.stdout.write(f"{version}: {count} scored again")
        if different:
            raise CommandError(f"{len(different)} differ: {', '.join(different[:20])}")
