"""What a person's own page shows."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from core.accounts.actor import Actor
from core.accounts.models import Membership, MembershipState


@dataclass(frozen=True, slots=True)
class Mine:
    """One's places and one's requests that are not decided."""

    active: tuple[Membership, ...]
    requests: tuple[Membership, ...]


def mine(by: Actor) -> Mine:
    """One's own memberships with their organisations (one query).

    `is_empty` says of each that nobody works there, so that the ministry decides about a request.
    """
    there = Membership.objects.active().filter(organisation_id=OuterRef("organisation_id"))
    rows = list(
        Membership.objects.filter(
            user_id=by.person_id,
            state__in=[MembershipState.ACTIVE.value, MembershipState.REQUESTED.value],
        )
        .annotate(is_empty=~Exists(there))
        .select_related("organisation")
        .order_by("organisation__name", "organisation_id")
    )
    return Mine(
        active=tuple(each for each in rows if each.state == MembershipState.ACTIVE.value),
        requests=tuple(each for each in rows if each.state == MembershipState.REQUESTED.value),
    )
