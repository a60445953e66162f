"""Who of the committee can still vote, and whether they are enough: as many queries for many as for one."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assessments.models import CommitteeVote, Interest, LevelApplication, Subject
from assessments.queries.confirmation import committee_members
from assessments.ties import ties_among
from assessments.workflow import VOTES_NEEDED, Step
from core import scope
from core.accounts.actor import SYSTEM, Actor
from core.accounts.models import Membership

Pairs = set[tuple[uuid.UUID | None, uuid.UUID | None]]


@dataclass(frozen=True, slots=True)
class Bench:
    """The members who can still vote on an application, the votes that stand, and whether all of them
    together are too few to decide it."""

    left: tuple[uuid.UUID, ...]
    votes_for: int
    votes_against: int

    @property
    def is_short(self) -> bool:
        """Too few are left when even all of them together make no two equal votes."""
        return max(self.votes_for, self.votes_against) + len(self.left) < VOTES_NEEDED

    @property
    def is_tied(self) -> bool:
        """As many votes for it as against it."""
        return self.votes_for == self.votes_against > 0


def bench(row: LevelApplication, by: Actor) -> Bench:
    """Who can still vote on one application; see `benches`."""
    return benches([row], by)[row.pk]


def benches(rows: Sequence[LevelApplication], by: Actor) -> dict[uuid.UUID, Bench]:
    """Who can still vote on each application: neither voted, nor stepped back, nor tied to the company or to
    the body that assessed it. Needs an open transaction."""
    if not rows:
        return {}
    members = _members()
    tied = ties_among({row.organisation_id for row in rows}, members, by)
    scope.enter(SYSTEM)  # who else voted or stepped back is nobody's to read; only who is left comes back
    try:
        gone, votes = _stepped_back(rows), _votes(rows)
        at_work = _at_work({row.body_id for row in rows if row.body_id}, members)
    finally:
        scope.enter(by)
    return {
        row.pk: Bench(
            tuple(
                each
                for each in members
                if each != row.reported_by_id
                and each not in votes[row.pk]
                and (row.pk, each) not in gone
                and (row.body_id, each) not in at_work
                and (row.organisation_id, each) not in tied
            ),
            sum(votes[row.pk].values()),
            sum(not each for each in votes[row.pk].values()),
        )
        for row in rows
    }


def short_of_members(by: Actor) -> list[LevelApplication]:
    """The reports that the committee cannot decide before it has another member, the oldest first."""
    rows = LevelApplication.objects.visible_to(by).filter(state=Step.REPORTED.value)
    waiting = list(rows.order_by("reported_at", "pk"))
    found = benches(waiting, by)
    return [row for row in waiting if found[row.pk].is_short]


def _members() -> list[uuid.UUID]:
    found = committee_members().values_list("user_id", flat=True)
    return sorted({user for user in found if user is not None})


def _stepped_back(rows: Sequence[LevelApplication]) -> Pairs:
    found = Interest.objects.visible_to(SYSTEM).filter(
        subject=Subject.APPLICATION.value, subject_id__in=[row.pk for row in rows], is_free=False
    )
    return set(found.values_list("subject_id", "person_id"))


def _votes(rows: Sequence[LevelApplication]) -> dict[uuid.UUID, dict[uuid.UUID | int, bool]]:
    """By application and member which way the votes that stand went; of a closed account by its own key."""
    found: defaultdict[uuid.UUID, dict[uuid.UUID | int, bool]] = defaultdict(dict)
    votes = CommitteeVote.objects.visible_to(SYSTEM).standing().filter(application__in=rows)
    for vote in votes:
        found[vote.application_id][vote.member_id or vote.pk] = vote.is_for
    return found


def _at_work(bodies: set[uuid.UUID], members: Sequence[uuid.UUID]) -> Pairs:
    rows = Membership.objects.active().filter(organisation_id__in=bodies, user_id__in=members)
    return set(rows.values_list("organisation_id", "user_id"))
