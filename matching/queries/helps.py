"""What would help a supplier most: single steps, tried on the lists that were made lately."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models.fields.json import KeyTransform
from django.urls import reverse

from core.accounts.actor import SYSTEM, Actor
from core.scope import enter
from core.web.wording import SEOUL
from matching.models import MatchingPolicy, Recommendation, Supplier
from matching.queries.freshness import USUAL_DAYS
from matching.queries.policies import NoPolicy, live_policy
from matching.queries.profiles import profiles
from matching.queries.wording import said
from matching.ranking import Need, Policy, Reason, SupplierProfile
from matching.ranking.entry import Asked, entries

DAYS = 90
"""How far back lists are looked at."""

MOST = 150
"""So many lists are tried at most, the latest: a step costs a score in each."""

LEAST = 5
"""A count below it could point at a company: it is not told, and all others are rounded to multiples."""

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Help:
    """One step, in how many lists more the supplier would have stood, and where it is done.

    `url` is empty for what is not done on the portal: an institution checks papers.
    """

    sentence: str
    lists: int
    url: str


@dataclass(frozen=True, slots=True)
class Helps:
    """Steps tried on `lists` lists (rounded) of the last `DAYS` days; nothing where too few were made."""

    days: int
    lists: int
    steps: tuple[Help, ...]
    least: int = LEAST


def helps(row: Supplier, by: Actor, at: datetime) -> Helps:
    """What would help the supplier (six queries and a score for each step and list).

    The lists are everybody's, of its own region and of others; nothing of them leaves here but counts of at
    least LEAST, rounded to its multiples. What keeps the supplier out of every list counts as mended: the
    page says that first. Under a ban, and where the policy is too new, nothing is tried.
    """
    nothing = Helps(DAYS, 0, ())
    try:
        policy_row, policy = live_policy(at)
    except NoPolicy:
        return nothing
    profile = profiles([row.pk])[str(row.pk)]
    if any(ban.covers(at) for ban in profile.bans):
        return nothing
    asked = _asked(policy_row, policy, by, at)
    if len(asked) < LEAST:
        return nothing
    found = entries(asked, _mended(profile, at), policy)
    told = tuple(
        Help(said(step.reason, policy, asked[0].need), _rounded(gain), _address(step.reason))
        for step, gain in found.steps
        if gain >= LEAST
    )
    return Helps(DAYS, _rounded(found.total), told[:_SHOWN])


def _rounded(count: int) -> int:
    return (count + LEAST // 2) // LEAST * LEAST


def _asked(policy_row: MatchingPolicy, policy: Policy, by: Actor, at: datetime) -> list[Asked]:
    """The latest lists under this policy, as if asked now. PostgreSQL shows them to the portal only."""
    enter(SYSTEM)
    rows = list(
        Recommendation.objects.visible_to(SYSTEM)
        .filter(policy=policy_row, created_at__gt=at - timedelta(days=DAYS), created_at__lte=at)
        .annotate(
            last=KeyTransform("-1", KeyTransform("items", "ranking")),
            full=KeyTransform(str(policy.listed - 1), KeyTransform("items", "ranking")),
        )
        .order_by("-created_at", "id")
        .values_list("need", "last", "full")[:MOST]
    )
    enter(by)
    return [
        Asked(need=replace(Need.from_document(need), as_of=at), last=_key(last) if full else None)
        for need, last, full in rows
    ]


def _key(item: dict[str, Any]) -> tuple[int, int, str, str]:
    return -item["band"], item["exposure"], item["lot"], item["supplier"]


def _mended(profile: SupplierProfile, at: datetime) -> SupplierProfile:
    """The profile with nothing that keeps it out of every list."""
    day = at.astimezone(SEOUL).date()
    confirmed = profile.profile_confirmed_on
    is_old = confirmed is None or confirmed < day - timedelta(days=USUAL_DAYS)
    return replace(
        profile,
        verified=True,
        accepting=True,
        capacity_free=max(profile.capacity_free, 1),
        profile_confirmed_on=day if is_old else confirmed,
    )


def _address(reason: Reason) -> str:
    """Where a step is done; empty for what an institution does."""
    kind = reason.code.removeprefix("make_")
    sections = {
        "slack": "capacity",
        "served": "regions",
        "industry": "industries",
        "size": "industries",
        "level_declared": "domains",
        "remote": "domains",
    }
    if kind in sections:
        return reverse("matching:section", args=[sections[kind]])
    desk = reverse("matching:mine")
    return {
        "fresh": desk,
        "builds": reverse("matching:record_add"),
        "level_verified": f"{desk}#projects",
    }.get(kind, "")
