"""Telling everybody who works for a supplier."""

from collections.abc import Mapping

from django.urls import reverse

from core.accounts.models import Membership
from core.notices.telling import tell
from matching.models import Supplier


def tell_members(row: Supplier, code: str, params: Mapping[str, str]) -> None:
    """A notice to each active member of the supplier, with the way to its profile."""
    members = Membership.objects.active().filter(organisation_id=row.organisation_id, user__isnull=False)
    for user_id in members.values_list("user_id", flat=True):
        if user_id is not None:
            tell(user_id, code, dict(params), reverse("matching:mine"))
