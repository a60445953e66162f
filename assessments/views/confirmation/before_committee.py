"""What a member of the committee reads of an application, besides the report."""

from decimal import Decimal
from typing import Any

from django.urls import reverse

from assessments.documents import framework_of
from assessments.models import LevelApplication
from assessments.models.application import VoteQuerySet
from assessments.queries.benches import bench
from assessments.queries.confirmation import level_of, the_committee, votes_of, waiting_for_vote, why_no_vote
from assessments.scoring.framework import Level
from assessments.views.confirmation.words import moved
from assessments.views.wording import text
from assessments.workflow import VOTES_NEEDED, Step
from core.accounts.actor import Actor


def where_to_appoint() -> str:
    """Where a programme administrator appoints members: at the committee, else among the institutions."""
    place = the_committee()
    return reverse("core:organisation", args=[place.pk]) if place else reverse("core:institutions")


def committee_view(row: LevelApplication, by: Actor) -> dict[str, Any]:
    """One's own vote or why there is none, how many are in, where the level begins, what is next."""
    is_open = row.state == Step.REPORTED.value
    members = bench(row, by)
    verified = row.report.get("verified", {})
    level = level_of(framework_of(row.framework), verified.get("level"))
    raised, lowered = moved(row)
    waiting = waiting_for_vote(by).exclude(pk=row.pk).select_related("organisation")
    return {
        "why_no_vote": why_no_vote(row, by) if is_open else "",
        "mine": votes_of(row, by).standing().filter(member_id=by.user_id).first(),
        "taken_back": _taken_back(row, by).first(),
        "votes": votes_of(row, by).select_related("member"),
        "me": by.user_id,
        "votes_cast": members.votes_for + members.votes_against,
        "votes_needed": VOTES_NEEDED,
        "is_alone": members.votes_for + members.votes_against == 1,
        "members_left": len(members.left),
        "is_short": is_open and members.is_short,
        "is_tied": is_open and members.is_tied,
        "has_no_level": not verified.get("level"),
        "starts_at": level.start if level else None,
        "margin": _margin(level, verified.get("score")),
        "raised": raised,
        "lowered": lowered,
        "level_scale": text(level.scale.title) if level and level.scale else "",
        "following": waiting.order_by("reported_at", "pk").first(),
    }


def _margin(level: Level | None, score: object) -> Decimal | None:
    """How many points the total lies above the point where the level begins."""
    return None if level is None or score is None else Decimal(str(score)) - Decimal(str(level.start))


def before_it_was_taken_back(row: LevelApplication, by: Actor) -> dict[str, object]:
    """How the member voted before they took it back, to begin the next with; empty where they did not."""
    last = _taken_back(row, by).first()
    return {"is_for": "yes" if last.is_for else "no", "reason": last.reason} if last else {}


def _taken_back(row: LevelApplication, by: Actor) -> VoteQuerySet:
    """The member's votes that count no more, the last first."""
    return votes_of(row, by).filter(member_id=by.user_id, taken_back_at__isnull=False).order_by("-pk")
