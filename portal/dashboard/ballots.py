"""What a member of the committee has to decide, what of theirs is still open, and what was decided last."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import DateTimeField
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from assessments.models import CommitteeVote, LevelApplication
from assessments.queries.confirmation import waiting_for_vote, with_votes
from assessments.workflow import DECIDED_BY_COMMITTEE, Step
from core.accounts.actor import Actor

SHOWN, LAST = 10, 3
_DECIDED = Coalesce("ended_at", Cast("certificate__issued_on", DateTimeField())).desc()
"""A confirmed one has no end yet: its day is that of the certificate."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A case: whose, where, how many votes are in, by when it is to be decided, or when and how it was."""

    company: str
    url: str
    votes: int
    due_on: date | None
    state: str
    ended_on: date | datetime | None


@dataclass(frozen=True, slots=True)
class Ballots:
    """`waiting` for this member's vote, the first due first; `voted` by them, not decided; `decided` last."""

    waiting: tuple[Ballot, ...]
    voted: tuple[Ballot, ...]
    decided: tuple[Ballot, ...]


def ballots(by: Actor) -> Ballots:
    """The member's cases (three queries, however many there are)."""
    rows = with_votes(
        LevelApplication.objects.visible_to(by).select_related("organisation", "certificate"), by
    )
    mine = CommitteeVote.objects.visible_to(by).standing().filter(member_id=by.user_id)
    mine_in = mine.values("application_id")
    waiting = rows.filter(pk__in=waiting_for_vote(by).values("pk")).order_by("reported_at", "pk")
    voted = rows.filter(state=Step.REPORTED.value, pk__in=mine_in).order_by("reported_at", "pk")
    decided = rows.filter(state__in=[step.value for step in DECIDED_BY_COMMITTEE], pk__in=mine_in)
    return Ballots(
        tuple(_ballot(row) for row in waiting[:SHOWN]),
        tuple(_ballot(row) for row in voted[:SHOWN]),
        tuple(_ballot(row) for row in decided.order_by(_DECIDED, "pk")[:LAST]),
    )


def _ballot(row: LevelApplication) -> Ballot:
    votes: int = getattr(row, "votes_cast", 0)
    certificate = getattr(row, "certificate", None)
    return Ballot(
        row.organisation.name,
        reverse("assessments:application", args=[row.pk]),
        votes,
        row.decision_due_on,
        row.get_state_display(),
        row.ended_at or (certificate.issued_on if certificate else None),
    )
