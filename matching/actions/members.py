"""Telling everybody who works for a supplier."""

from collections.abc import Mapping

from django.urls import reverse

from core.accounts.models import Membership
from core.notices.telling import settle, tell
from matching.models import Supplier

AGE_CODES = frozenset({"supplier-profile-aging", "supplier-profile-over"})


def tell_members(row: Supplier, code: str, params: Mapping[str, str]) -> None:
    """A notice to each active member of the supplier, with the way to its profile.

    It settles what was told before about the same: a verification the return before it, an end the warning.
    """
    about = _age(row) if code in AGE_CODES else _verification(row)
    settle(about)
    members = Membership.objects.active().filter(organisation_id=row.organisation_id, user__isnull=False)
    for user_id in members.values_list("user_id", flat=True):
        if user_id is not None:
            tell(user_id, code, dict(params), reverse("matching:mine"), about=about)


def tell_projects(row: Supplier, code: str, params: Mapping[str, str]) -> None:
    """A notice about a project to each active member of the supplier, with the way to its projects."""
    members = Membership.objects.active().filter(organisation_id=row.organisation_id, user__isnull=False)
    for user_id in members.values_list("user_id", flat=True):
        if user_id is not None:
            tell(user_id, code, dict(params), f"{reverse('matching:mine')}#projects")


def settle_age(row: Supplier) -> None:
    """The profile was confirmed: nobody has to be reminded any more."""
    settle(_age(row))


def settle_verification(row: Supplier) -> None:
    """The supplier asked anew: the last answer is done with."""
    settle(_verification(row))


def _age(row: Supplier) -> str:
    return f"supplier-age:{row.pk}"


def _verification(row: Supplier) -> str:
    return f"supplier-verification:{row.pk}"
