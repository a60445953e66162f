"""Why isn't X here? Asked of a stored recommendation, about any supplier by name."""

import uuid
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.hangul import name_key
from matching.models import PoolSnapshot, Recommendation, Supplier, SupplierSnapshot
from matching.queries import search, text
from matching.queries.policies import policy_of
from matching.queries.profiles import supplier_pool
from matching.queries.wording import criterion_title, language, points, said
from matching.ranking import Code, Need, Pool, SupplierProfile, prepare, why_not

MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A supplier that the typed name may mean."""

    id: uuid.UUID
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Why the supplier is not listed: codes of the engine and their sentences; `behind` are lost points."""

    name: str
    slug: str
    codes: tuple[str, ...]
    sentences: tuple[str, ...]
    behind: tuple[tuple[str, str], ...]


def candidates(name: str) -> list[Candidate]:
    """Listed suppliers that the name may mean, the best fit first; the one of exactly that name alone."""
    typed = text.tidy(name)
    if not name_key(typed):
        return []
    wish = search.Wish(day=timezone.localdate(), q=typed)
    rows = search.rows(wish, 0, MOST_CANDIDATES) or search.rows(wish.loose(), 0, MOST_CANDIDATES)
    korean = language() == "ko"
    found = [
        Candidate(
            row["id"],  # type: ignore[arg-type]
            str(row["name"] if korean else row["name_en"] or row["name"]),
            str(row["slug"]),
        )
        for row in rows
    ]
    keys = {name_key(str(row["name"])): each for row, each in zip(rows, found, strict=True)}
    exact = keys.get(name_key(typed))
    return [exact] if exact else found


def why_not_here(recommendation: Recommendation, slug: str, by: Actor) -> Answer | None:
    """The answer about a supplier the actor may see, None when there is no such supplier.

    It rests on the stored snapshots, not on today's profile. About a ban only the supplier itself is told.
    """
    row = Supplier.objects.visible_to(by).filter(slug=slug).first()
    if row is None:
        return None
    name = row.name if language() == "ko" else row.name_en or row.name
    need = Need.from_document(recommendation.need)
    policy = policy_of(recommendation.policy.checksum)
    pool = pool_of(recommendation.pool_id)
    mine = next((each for each in pool.suppliers if each.id == str(row.pk)), None)
    if mine is None:
        told = _("This supplier was not on the portal, or not public, when the recommendation was made.")
        return Answer(name, row.slug, ("not_in_pool",), (told,), ())
    found = why_not(need, mine, pool, policy, limit=policy.listed)
    is_own = row.organisation_id in by.organisation_ids
    reasons = [reason for reason in found.reasons if is_own or reason.code != Code.BANNED.value]
    sentences = [said(reason, policy, need) for reason in reasons]
    codes = [reason.code for reason in reasons]
    if not reasons:
        codes, sentences = ["unavailable"], [_("This supplier could not be recommended at that time.")]
    return Answer(
        name,
        row.slug,
        tuple(str(code) for code in codes),
        tuple(sentences),
        tuple((criterion_title(criterion.value), points(tenths)) for criterion, tenths in found.behind),
    )


def pool_of(checksum: str) -> Pool:
    """The suppliers of a stored recommendation, in columns: this process's own pool when nothing changed."""
    current = supplier_pool()
    return current.pool if current.checksum == checksum else _stored_pool(checksum)


@lru_cache(maxsize=2)
def _stored_pool(checksum: str) -> Pool:
    return prepare(stored_profiles(checksum))


def stored_profiles(pool_checksum: str) -> list[SupplierProfile]:
    """The suppliers as they were, from the snapshots of a pool (two queries)."""
    packed = bytes(PoolSnapshot.objects.values_list("members", flat=True).get(pk=pool_checksum))
    checksums = [packed[start : start + 32].hex() for start in range(0, len(packed), 32)]
    found = dict(SupplierSnapshot.objects.filter(checksum__in=checksums).values_list("checksum", "document"))
    return [SupplierProfile.from_document(found[checksum]) for checksum in checksums]
