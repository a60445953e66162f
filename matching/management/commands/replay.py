"""Compute a stored recommendation again and say whether it comes to the same bytes."""

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import scope
from matching.actions.recommend import replayed
from matching.models import Recommendation


class Command(BaseCommand):
    """`manage.py replay RECOMMENDATION`: exit status 0 when the bytes are the same, 1 when they are not."""

    help = "Ranks again from the stored need, suppliers and policy, and compares the bytes."

    def add_arguments(self, parser: CommandParser) -> None:
        """The recommendation's id."""
        parser.add_argument("recommendation", help="id of the recommendation")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints both checksums. CommandError for an unknown id, or when the two differ."""
        try:
            wanted = uuid.UUID(options["recommendation"])
        except ValueError:
            raise CommandError(f"{options['recommendation']!r} is no id of a recommendation") from None
        with scope.acting_as_system() as by:
            found = Recommendation.objects.visible_to(by).select_related("policy").filter(pk=wanted).first()
            if found is None:
                raise CommandError(f"there is no recommendation {wanted}")
            again = replayed(found)
        self.stdout.write(f"stored    {found.checksum}")
        self.stdout.write(f"replayed  {again.checksum}")
        if again.checksum != found.checksum:
            raise CommandError("the bytes differ")
        self.stdout.write(f"equal: {len(again.to_json())} bytes, {len(again.items)} suppliers listed")
