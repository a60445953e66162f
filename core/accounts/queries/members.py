"""The people of one organisation."""

from dataclasses import dataclass
from datetime import datetime

from core.accounts.models import Membership, MembershipState, Organisation


@dataclass(frozen=True, slots=True)
class Members:
    """Who belongs, who asks, who is invited; and how many can administer."""

    active: tuple[Membership, ...]
    requests: tuple[Membership, ...]
    invitations: tuple[Membership, ...]

    @property
    def heads(self) -> tuple[Membership, ...]:
        """Those who administer it."""
        return tuple(each for each in self.active if each.role == "administrator")

    @property
    def administrators(self) -> int:
        """How many administrators there are."""
        return len(self.heads)


def members_of(organisation: Organisation, at: datetime) -> Members:
    """All living memberships of the organisation (one query); invitations that ran out are left out."""
    rows = (
        Membership.objects.filter(organisation=organisation)
        .exclude(state=MembershipState.ENDED.value)
        .select_related("user")
        .order_by("user__name", "user__email", "created_at")
    )
    by_state: dict[str, list[Membership]] = {each: [] for each in MembershipState.values}
    for row in rows:
        if row.expires_at is None or row.state != MembershipState.INVITED.value or row.expires_at > at:
            by_state[row.state].append(row)
    return Members(
        active=tuple(by_state[MembershipState.ACTIVE.value]),
        requests=tuple(by_state[MembershipState.REQUESTED.value]),
        invitations=tuple(by_state[MembershipState.INVITED.value]),
    )
