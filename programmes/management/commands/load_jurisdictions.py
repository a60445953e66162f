"""`manage.py load_jurisdictions`: the 19 technoparks and the districts of programmes/jurisdictions.yaml."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from core.accounts.roles import Kind
from core.models import Organisation
from programmes.jurisdictions import codes_served, technoparks
from programmes.models import Jurisdiction
from programmes.queries import today

BEGINNING = date(2000, 1, 1)


class Command(BaseCommand):
    """Creates what is missing; a district that somebody serves already is left as it is."""

    help = "Load the technoparks and their districts; what an administrator changed stays."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Former codes are loaded with an open end too: results from before a merger keep their desk."""
        day = today()
        served = set(Jurisdiction.objects.values_list("sigungu", flat=True))
        made = 0
        for code, park in technoparks().items():
            organisation, _created = Organisation.objects.get_or_create(
                kind=Kind.TECHNOPARK.value,
                code=code,
                defaults={
                    "name": park.name_ko,
                    "name_en": park.name_en,
                    "sigungu": park.city,
                    "homepage": park.url,
                },
            )
            missing = sorted(codes_served(code, day) - served)
            Jurisdiction.objects.bulk_create(
                Jurisdiction(technopark=organisation, sigungu=sigungu, valid_from=BEGINNING)
                for sigungu in missing
            )
            made += len(missing)
        self.stdout.write(f"technoparks: {len(technoparks())}, districts added: {made}")
