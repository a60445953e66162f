"""The live matching policy."""

from datetime import datetime
from functools import lru_cache

from matching.models import MatchingPolicy, PolicyState
from matching.ranking import Policy


class NoPolicy(LookupError):
    """No policy is in force: recommendations cannot be made."""


def live_policy(at: datetime) -> tuple[MatchingPolicy, Policy]:
    """The row (without its document) and the policy in force at an instant. Raises NoPolicy."""
    row = (
        MatchingPolicy.objects.filter(state=PolicyState.LIVE.value, effective_from__lte=at)
        .order_by("-effective_from")
        .defer("document")
        .first()
    )
    if row is None:
        raise NoPolicy
    return row, policy_of(row.checksum)


@lru_cache(maxsize=16)
def policy_of(checksum: str) -> Policy:
    """The policy of a checksum; immutable, so kept by the process."""
    document = MatchingPolicy.objects.filter(checksum=checksum).values_list("document", flat=True)[:1].get()
    return Policy.from_document(document)
