"""Requests to join an organisation that nobody works for any more."""

from allauth.account.models import EmailAddress
from django.db.models import Exists, Max, OuterRef, QuerySet

from core.accounts.models import Membership, MembershipState


def admissions() -> QuerySet[Membership]:
    """They wait for the ministry, oldest first; each with `last_left_at` and `is_address_confirmed`."""
    there = Membership.objects.active().filter(organisation_id=OuterRef("organisation_id"))
    confirmed = EmailAddress.objects.filter(
        user_id=OuterRef("user_id"), email__iexact=OuterRef("user__email"), verified=True
    )
    return (
        Membership.objects.filter(~Exists(there), state=MembershipState.REQUESTED.value)
        .annotate(
            last_left_at=Max("organisation__memberships__ended_at"),
            is_address_confirmed=Exists(confirmed),
        )
        .select_related("user", "organisation")
        .order_by("created_at", "pk")
    )
