"""The gate: conditions that no score can buy. Also asked again when a consultation is opened."""

from datetime import date

from .need import Need
from .policy import Policy
from .supplier import SupplierProfile
from .vocabulary import Code


def gate(need: Need, supplier: SupplierProfile, policy: Policy) -> tuple[Code, ...]:
    """Every reason why the supplier may not be recommended for the need; empty when it may."""
    failed = {
        Code.NOT_VERIFIED: not supplier.verified,
        Code.BANNED: any(ban.covers(need.as_of) for ban in supplier.bans),
        Code.AFFILIATED: not need.parties.isdisjoint(supplier.parties),
        Code.NOT_ACCEPTING: not supplier.accepting,
        Code.NO_CAPACITY: supplier.capacity_free < 1,
        Code.PROFILE_STALE: is_stale(supplier.profile_confirmed_on, need.day, policy),
        Code.NO_PRIORITY_DOMAIN: not any(supplier.offers(domain) for domain in policy.gating(need)),
        Code.REGION_NOT_SERVED: not policy.regions.covers(supplier.serves, need.sido, need.sigungu),
    }
    return tuple(code for code in Code if failed[code])


def is_stale(confirmed_on: date | None, day: date, policy: Policy) -> bool:
    """Whether a profile was never confirmed, or more than `policy.profile_days` days ago."""
    return confirmed_on is None or (day - confirmed_on).days > policy.profile_days
