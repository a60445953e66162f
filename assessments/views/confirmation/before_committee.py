"""What a member of the committee reads of an application, besides the report."""

from typing import Any

from django.urls import reverse

from assessments.documents import framework_of
from assessments.models import CommitteeVote, LevelApplication
from assessments.queries.confirmation import bench, level_of, votes_of, waiting_for_vote, why_no_vote
from assessments.views.wording import text
from assessments.workflow import VOTES_NEEDED, Step
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.models import Organisation


def where_to_appoint() -> str:
    """Where a programme administrator appoints members: at the committee, else among the institutions."""
    place = Organisation.objects.filter(kind=Kind.COMMITTEE.value).order_by("created_at", "pk").first()
    return reverse("core:organisation", args=[place.pk]) if place else reverse("core:institutions")


def committee_view(row: LevelApplication, by: Actor) -> dict[str, Any]:
    """One's own vote or why there is none, how many are in, where the level begins, what is next."""
    is_open = row.state == Step.REPORTED.value
    members = bench(row, by) if is_open else None
    cast = list(CommitteeVote.objects.filter(application=row).values_list("is_for", flat=True))
    verified = row.report.get("verified", {})
    level = level_of(framework_of(row.framework), verified.get("level"))
    return {
        "why_no_vote": why_no_vote(row, by) if is_open else "",
        "mine": votes_of(row, by).filter(member_id=by.user_id).first(),
        "votes": votes_of(row, by).select_related("member"),
        "me": by.user_id,
        "votes_cast": len(cast),
        "votes_needed": VOTES_NEEDED,
        "members_left": len(members.left) if members else 0,
        "is_short": members is not None and members.is_short,
        "is_tied": is_open and sum(cast) == len(cast) - sum(cast) > 0,
        "starts_at": level.start if level else None,
        "level_scale": text(level.scale.title) if level and level.scale else "",
        "following": waiting_for_vote(by).exclude(pk=row.pk).order_by("reported_at", "pk").first(),
    }
