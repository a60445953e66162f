"""Invite somebody into the ministry: the one institution that nobody on the portal appoints people to."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.accounts.actions import create_organisation, invite
from core.accounts.models import Organisation
from core.accounts.roles import ROLES_OF_KIND, Kind, Role
from core.web.refusal import Refused

ROLES = sorted(ROLES_OF_KIND[Kind.MINISTRY.value])


class Command(BaseCommand):
    """`manage.py appoint EMAIL`: an invitation, as administrators of other organisations send them."""

    help = "Invite an address into the ministry (registered if it is not), by default as its administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom, as what, and how the ministry is called where there is none yet."""
        parser.add_argument("email")
        parser.add_argument("--role", choices=ROLES, default=Role.ADMINISTRATOR.value)
        parser.add_argument("--name", default="중소벤처기업부", help="the ministry's name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Invite, and print the link that the mail carries."""
        at = timezone.now()
        try:
            with scope.acting_as_system() as by:
                ministry = Organisation.objects.filter(
                    kind=Kind.MINISTRY.value, name=options["name"]
                ).first() or create_organisation(by=by, at=at, kind=Kind.MINISTRY.value, name=options["name"])
                _membership, token = invite(
                    by=by, at=at, organisation_id=ministry.pk, email=options["email"], role=options["role"]
                )
        except Refused as refused:
            raise CommandError(refused.message) from None
        link = settings.PUBLIC_URL + reverse("core:invitation", args=[token])
        self.stdout.write(f"{options['email']} is invited to {ministry.name} as {options['role']}.\n{link}")
