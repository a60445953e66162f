"""What a handover of a district means for those concerned, before it is made and after."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from assessments.models import Result, Share
from core.accounts.actor import SYSTEM, Actor
from core.accounts.models import Membership, User
from core.accounts.roles import Role
from core.models import Organisation
from core.scope import enter
from programmes.actions.jurisdictions import chain_of, is_latest, refuse_or_find, state_of
from programmes.models import Handover, Jurisdiction
from programmes.policies import may_undo_handover
from programmes.queries import codes_of_place, today


@dataclass(frozen=True, slots=True)
class Reach:
    """How much a technopark sees of a district: shared results and the companies that shared them."""

    results: int
    companies: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A handover that has not been made.

    `all` is what companies of the district have submitted, `before` what the former technopark loses sight
    of, `after` what was shared with the new one already. `planned` are assignments that it replaces, `told`
    how many people of the technoparks are told; of companies it is `before.companies`. `seen` goes back with
    the confirmation.
    """

    sigungu: str
    codes: tuple[str, ...]
    technopark: Organisation
    technopark_before: Organisation | None
    valid_from: date
    is_past: bool
    all: Reach
    before: Reach
    after: Reach
    planned: tuple[Jurisdiction, ...]
    told: int
    seen: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A handover as its page shows it; `why_not_undone` is empty while it can be undone."""

    handover: Handover
    made_by: str
    undone_by: str
    why_not_undone: str
    has_begun: bool


def preview_of(*, by: Actor, technopark: Organisation, sigungu: str, valid_from: date) -> Preview:
    """What would change. Raises Refused as `assign_district` would."""
    codes = codes_of_place(sigungu, today())
    rows: dict[str, list[Jurisdiction]] = {code: [] for code in codes}
    found = Jurisdiction.objects.filter(sigungu__in=codes).select_related("technopark")
    for row in found.order_by("valid_from"):
        rows[row.sigungu].append(row)
    before = refuse_or_find(rows[sigungu], technopark, valid_from)
    with _counting(by):
        shares = Share.objects.filter(result__sigungu__in=codes, withdrawn_at__isnull=True)
        everything = Result.objects.filter(sigungu__in=codes)
        parks = [park for park in (before, technopark) if park is not None]
        return Preview(
            sigungu=sigungu,
            codes=codes,
            technopark=technopark,
            technopark_before=before,
            valid_from=valid_from,
            is_past=valid_from < today(),
            all=Reach(everything.count(), everything.values("organisation_id").distinct().count()),
            before=_reach(shares, before),
            after=_reach(shares, technopark),
            planned=tuple(
                row for row in rows[sigungu] if row.valid_from > today() and row.valid_from >= valid_from
            ),
            told=_members(park.pk for park in parks).count(),
            seen=state_of(chain_of(rows)),
        )


def receipt_of(handover_id: uuid.UUID) -> Receipt | None:
    """The handover with the names of those who acted and whether it can be undone today."""
    rows = Handover.objects.select_related("technopark", "technopark_before")
    handover = rows.filter(pk=handover_id).first()
    if handover is None:
        return None
    names = people([handover.made_by_id, handover.undone_by_id])
    return Receipt(
        handover=handover,
        made_by=names.get(handover.made_by_id, ""),
        undone_by=names.get(handover.undone_by_id, ""),
        why_not_undone=may_undo_handover(handover, today(), is_latest=is_latest(handover)),
        has_begun=handover.valid_from <= today(),
    )


def people(ids: "list[uuid.UUID | None]") -> dict[uuid.UUID | None, str]:
    """The names of these people (one query)."""
    known = [each for each in ids if each is not None]
    return {user.pk: str(user) for user in User.objects.filter(pk__in=known)} if known else {}


def members_to_tell(park: Organisation | None) -> set[uuid.UUID]:
    """Everybody who works in the technopark."""
    ids = _members([park.pk]).values_list("user_id", flat=True) if park else []
    return {each for each in ids if each is not None}


def lost_sight_of(handover: Handover) -> Reach:
    """What the former technopark no longer sees since it, as things are shared now."""
    shares = Share.objects.filter(result__sigungu__in=handover.codes, withdrawn_at__isnull=True)
    return _reach(shares, handover.technopark_before)


def owners_to_tell(handover: Handover) -> set[uuid.UUID]:
    """Administrators of companies whose shared results the former technopark loses sight of."""
    if handover.technopark_before_id is None:
        return set()
    companies = Share.objects.filter(
        result__sigungu__in=handover.codes,
        recipient_id=handover.technopark_before_id,
        withdrawn_at__isnull=True,
    ).values("organisation_id")
    owners = Membership.objects.active().filter(
        organisation_id__in=companies, role=Role.ADMINISTRATOR.value, user__isnull=False
    )
    return set(owners.values_list("user_id", flat=True))


def _members(parks: Iterable[uuid.UUID]) -> QuerySet[Membership]:
    return Membership.objects.active().filter(organisation_id__in=list(parks), user__isnull=False)


def _reach(shares: QuerySet[Share], park: Organisation | None) -> Reach:
    if park is None:
        return Reach(0, 0)
    mine = shares.filter(recipient=park)
    return Reach(mine.count(), mine.values("organisation_id").distinct().count())


@contextmanager
def _counting(by: Actor) -> Iterator[None]:
    """Numbers only: the ministry may not read the rows, so the portal counts them, and is itself again."""
    with transaction.atomic():
        enter(SYSTEM)
        try:
            yield
        finally:
            enter(by)
